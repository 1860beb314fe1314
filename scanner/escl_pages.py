"""The two XML pages that an eSCL scanner shows: what it can do, and how it is."""

from collections.abc import Iterable

_NAMESPACES = (
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm"'
    ' xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
)
_RESOLUTIONS_DPI = (75, 100, 150, 200, 300, 600)
_A4_UNITS = (2550, 3508)  # three-hundredths of an inch
_LONGEST_SHEET_UNITS = 4200


def capabilities(model: str) -> str:
    """A scanner with a glass and a feeder, grey and colour, JPEG."""
    width, height = _A4_UNITS
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities {_NAMESPACES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:MakeAndModel>{model}</pwg:MakeAndModel>"
        "<pwg:SerialNumber>SIM001</pwg:SerialNumber>"
        "<scan:UUID>4509a320-00a0-008f-00b6-002507510eca</scan:UUID>"
        f"<scan:Platen>{_input('PlatenInputCaps', width, height)}</scan:Platen>"
        f"<scan:Adf>{_input('AdfSimplexInputCaps', width, _LONGEST_SHEET_UNITS)}"
        "<scan:FeederCapacity>50</scan:FeederCapacity>"
        "<scan:AdfOptions><scan:AdfOption>DetectPaperLoaded</scan:AdfOption></scan:AdfOptions>"
        "</scan:Adf></scan:ScannerCapabilities>"
    )


def status_page(busy: bool, feeder: str, jobs: Iterable[tuple[str, int, str]]) -> str:
    """How the scanner is: `feeder` in eSCL's own word, `jobs` as (key, pages, state)."""
    infos = "".join(
        f"<scan:JobInfo><pwg:JobUri>/eSCL/ScanJobs/{key}</pwg:JobUri>"
        f"<pwg:JobUuid>{key}</pwg:JobUuid><scan:Age>1</scan:Age>"
        f"<pwg:ImagesCompleted>{pages}</pwg:ImagesCompleted><pwg:JobState>{state}</pwg:JobState>"
        "</scan:JobInfo>"
        for key, pages, state in jobs
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus {_NAMESPACES}>'
        f"<pwg:Version>2.63</pwg:Version><pwg:State>{'Processing' if busy else 'Idle'}</pwg:State>"
        f"<scan:AdfState>{feeder}</scan:AdfState><scan:Jobs>{infos}</scan:Jobs>"
        "</scan:ScannerStatus>"
    )


def _input(name: str, width: int, height: int) -> str:
    return (
        f"<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{width}</scan:MaxWidth>"
        f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{height}</scan:MaxHeight>"
        f"{_profile()}</scan:{name}>"
    )


def _profile() -> str:
    modes = "".join(
        f"<scan:ColorMode>{mode}</scan:ColorMode>"
        for mode in ("BlackAndWhite1", "Grayscale8", "RGB24")
    )
    resolutions = "".join(
        f"<scan:DiscreteResolution><scan:XResolution>{dpi}</scan:XResolution>"
        f"<scan:YResolution>{dpi}</scan:YResolution></scan:DiscreteResolution>"
        for dpi in _RESOLUTIONS_DPI
    )
    return (
        f"<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>{modes}</scan:ColorModes>"
        "<scan:DocumentFormats><pwg:DocumentFormat>image/jpeg</pwg:DocumentFormat>"
        "<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt></scan:DocumentFormats>"
        "<scan:SupportedResolutions><scan:DiscreteResolutions>"
        f"{resolutions}</scan:DiscreteResolutions></scan:SupportedResolutions>"
        "</scan:SettingProfile></scan:SettingProfiles>"
    )
