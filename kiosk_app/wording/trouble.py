"""Every code a person can meet, in one list.

A code never changes its meaning: it stands on receipts, in the staff guide and in the
log. K1 storage, K2 document, K3 scanner, K4 iCMS, K5 printer, K9 this machine.
"""

from enum import StrEnum


class Trouble(StrEnum):
    """A thing that can go wrong; its value is the code shown at the foot of the screen."""

    # K1: the visitor's USB device
    DEVICE_REMOVED = "K101"
    DEVICE_UNREADABLE = "K102"
    DEVICE_UNFORMATTED = "K103"
    DEVICE_ENCRYPTED = "K104"
    DEVICE_EMPTY = "K105"
    DEVICE_FORMAT_UNSUPPORTED = "K106"
    FILE_UNREADABLE = "K107"
    FILE_CHANGED_WHILE_COPYING = "K108"
    USB_UNAVAILABLE = "K109"
    DEVICE_FILES_UNSUITABLE = "K110"
    DEVICE_OVERCROWDED = "K112"

    # K2: a document (these are also the codes of findings)
    WILL_NOT_OPEN = "K201"
    IMAGE_DAMAGED = "K202"
    PASSWORD_NEEDED = "K203"  # noqa: S105
    RESTRICTED = "K204"
    ACTIVE_CONTENT = "K205"
    EMBEDDED_FILES = "K206"
    WRONG_KIND = "K207"
    NAME_AND_CONTENT_DIFFER = "K208"
    EMPTY_FILE = "K209"
    TOO_LARGE = "K210"
    TOO_MANY_PAGES = "K211"
    PAGE_COUNT_LIES = "K212"
    PAGE_SIZE_ODD = "K213"
    RESOLUTION_LOW = "K214"
    RESOLUTION_HIGH = "K215"
    COULD_NOT_BE_EXAMINED = "K216"
    TOOK_TOO_LONG = "K217"
    STRUCTURE_REPAIRED = "K218"
    ALREADY_SIGNED = "K219"
    COULD_NOT_BE_STAMPED = "K220"
    FORM_FIELDS = "K221"
    TOO_MANY_FILES = "K222"
    XFA_FORM = "K223"
    JAVASCRIPT = "K224"
    RICH_MEDIA = "K225"
    EXTERNAL_LINKS = "K226"
    PAGE_SIZES_MIXED = "K227"
    USER_UNIT = "K228"
    PAGE_ROTATED = "K229"
    PAGE_CROPPED = "K230"
    BLANK_PAGE = "K231"
    TEXT_TURNED = "K232"
    SKEWED = "K233"
    EDGES_CUT = "K234"
    TOO_DARK = "K235"
    TOO_LIGHT = "K236"
    BLURRED = "K237"
    NEAR_DUPLICATE = "K238"
    PAGES_NOT_AS_DECLARED = "K239"
    PAGE_NUMBER_MISSING = "K240"
    GROWS_BEYOND_MEASURE = "K241"
    FONTS_NOT_EMBEDDED = "K242"
    NO_TEXT_LAYER = "K243"
    TWO_KINDS_IN_ONE = "K244"
    CASE_NUMBER_DIFFERS = "K245"
    MALWARE_FOUND = "K246"
    NOT_SCANNED_FOR_MALWARE = "K247"
    SIGNATURE_NOT_VALID = "K248"
    COULD_NOT_BE_READ = "K249"
    NO_ORIGINAL_INSIDE = "K250"
    ORIGINAL_DIFFERS = "K251"
    MENDING_NOT_DONE = "K252"

    # K3: the scanner
    SCANNER_MISSING = "K301"
    FEEDER_EMPTY = "K302"
    PAPER_JAMMED = "K303"
    COVER_OPEN = "K304"
    SCANNER_BUSY = "K305"
    SCAN_FAILED = "K306"
    PAGE_NOT_KEPT = "K307"

    # K4: delivery to iCMS (what is captured is safe in all of them)
    CENTRE_UNREACHABLE = "K401"
    CENTRE_REFUSED = "K402"
    BEING_CONFIRMED = "K403"
    DELIVERY_BLOCKED = "K404"
    RECEIPT_NOT_VALID = "K405"
    COPY_DAMAGED = "K406"

    # K5: the slip printer (the receipt itself is on the screen in all of them)
    PRINTER_OUT_OF_PAPER = "K501"
    PRINTER_OFFLINE = "K502"
    PRINTER_COVER_OPEN = "K503"
    PRINTER_FAULTY = "K504"
    SLIP_UNCONFIRMED = "K505"

    # K9: this machine
    SANDBOX_MISSING = "K901"
    DISK_FULL = "K902"
    QUEUE_UNAVAILABLE = "K903"
    SETTINGS_INVALID = "K904"
    CAPTURE_FAILED = "K905"
    SELF_RESTARTED = "K906"
    CALENDAR_MISSING = "K907"
    FAULTY = "K908"
    SWITCHED_OFF = "K909"
    CAPTURE_UNCLEAR = "K910"
