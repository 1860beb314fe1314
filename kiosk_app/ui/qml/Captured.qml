// The receipt: the number first, then where it is, then what still has to be done on paper.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string delivery: shown.delivery ?? ""
    readonly property bool received: delivery === "received"
    readonly property bool refused: delivery === "refused" || delivery === "damaged"
    readonly property var trouble: shown.trouble ?? ({})
    readonly property bool troubled: (trouble.code ?? "") !== ""
    // Large text about two troubles at once: of each the most needed sentence alone.
    readonly property bool crowded: Theme.largeText && troubled && shown.slip === "not_printed"
    readonly property string mended: shown.mended ?? ""
    readonly property string codes: [trouble.code, shown.code].filter(code => code).join("  ")

    function whereItIs(): string {
        switch (delivery) {
        case "captured":
            return troubled ? qsTr("Captured. Not yet received by iCMS.") : qsTr("Captured. It goes to iCMS by itself.");
        case "sending":
            return troubled ? qsTr("Captured. Not yet received by iCMS.") : qsTr("Captured. Going to iCMS: %1 %.").arg(shown.percent);
        case "received":
            return qsTr("Received by iCMS at %1.").arg(shown.receivedAt);
        case "refused":
            return qsTr("Refused by iCMS. It is kept on this kiosk.");
        case "held":
            return qsTr("Captured. The Registry's staff see to the sending.");
        case "damaged":
            return qsTr("The stored copy is damaged. The staff will help.");
        default:
            return qsTr("Captured. Delivery is being confirmed.");
        }
    }
    // What the bold line has said already is not said again.
    function whatKeepsIt(): string {
        if (!troubled)
            return "";
        const said = refused || delivery === "unknown" || crowded;
        return Theme.join(said ? "" : trouble.what, trouble.nextStep);
    }
    function slipWords(): string {
        switch (shown.slip) {
        case "asked":
            return "";
        case "printed":
            return qsTr("Please take your slip from the printer.");
        case "no_printer":
            return qsTr("There is no printer here. Photograph the QR code or write the number down: that suffices.");
        case "not_printed":
            return Theme.join(shown.what ?? qsTr("The slip was not printed."), crowded ? "" : shown.nextStep ?? "");
        default:
            return qsTr("Your slip is being printed.");
        }
    }
    function paperFrom(): string {
        if (shown.registryOpen)
            return qsTr("The Registry is open now.");
        if ((shown.countsFrom ?? "") === "")
            return qsTr("Please ask at the Registry when it opens next.");
        return qsTr("The Registry is closed: the paper can be filed from %1.").arg(shown.countsFrom);
    }
    function caseWords(): string {
        if (shown.confidential)
            return qsTr("Confidential case");
        return shown.newCase ? qsTr("New %1 case").arg(shown.prefix) : shown.caseNumber ?? "";
    }

    step: Theme.largeText ? -1 : 6
    heading: refused ? qsTr("Please take this number to the counter") : qsTr("Your document is safe on this kiosk")
    primary: qsTr("Finish")
    // The place of "back", which there is none of after the point of no return.
    mayGoBack: shown.slip === "not_printed"
    back: qsTr("Print again")
    backName: "print_again"
    onBackTouched: presenter.slipWanted()
    foot: codes !== "" ? codes : received || refused ? "" : qsTr("You need not wait for the sending.")
    secondary: qsTr("Another document")
    onPrimaryTouched: presenter.finish()
    onSecondaryTouched: presenter.another()

    Panel {
        id: code
        width: 272
        height: Theme.largeText ? 272 : 312
        Image {
            objectName: "receipt_code"
            x: 16
            y: 16
            width: 240
            height: 240
            source: screen.shown.address ?? ""
            cache: false
            smooth: false
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("Code to check the receipt")
        }
        Words {
            x: 8
            y: 260
            visible: !Theme.largeText
            width: 256
            height: 48
            text: qsTr("Check the receipt")
            font.pixelSize: 22
            color: Theme.quiet
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
        }
    }
    Column {
        x: code.width + 40
        width: parent.width - x
        spacing: Theme.largeText || (screen.troubled && screen.mended !== "") ? 0 : screen.troubled || screen.mended !== "" ? 4 : 12
        Words {
            objectName: "number"
            width: parent.width
            text: screen.shown.number ?? ""
            font.pixelSize: Theme.largeText ? 56 : 64
            font.bold: true
            lineHeight: 0.8
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 36
        }
        Words {
            width: parent.width
            text: (screen.caseWords()) + " · " + screen.shown.documentType
                  + " · " + qsTr("%n page(s)", "", screen.shown.pages ?? 0)
            font.pixelSize: Theme.label
        }
        Words {
            objectName: "mended"
            // Two troubles at once need the room: the review, the slip and the manifest say it too.
            visible: text !== "" && !(screen.troubled && (Theme.largeText || screen.shown.slip === "not_printed"))
            width: parent.width
            text: screen.mended
            font.pixelSize: Theme.label
            maximumLineCount: 2
            elide: Text.ElideRight
        }
        Words {
            visible: !Theme.largeText || !screen.troubled
            width: parent.width
            text: qsTr("Captured %1, Hong Kong time").arg(screen.shown.capturedAt)
            font.pixelSize: Theme.label
            color: Theme.quiet
        }
        Row {
            width: parent.width
            spacing: 16
            Drawing {
                id: sign
                name: screen.received ? "sign-fine" : screen.refused ? "sign-must_fix" : "sending"
                size: Theme.largeText ? 40 : 48
                ink: screen.received ? Theme.fineInk : screen.refused ? Theme.mustInk : Theme.ink
                accent: ink
                soft: screen.received ? Theme.finePaper : Theme.surface
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - sign.width - 16
                Words {
                    objectName: "where_it_is"
                    width: parent.width
                    text: screen.whereItIs()
                    font.pixelSize: Theme.largeText ? Theme.label : Theme.body
                    font.bold: true
                }
                Words {
                    objectName: "what_keeps_it"
                    visible: text !== ""
                    width: parent.width
                    text: screen.whatKeepsIt()
                    font.pixelSize: Theme.label
                }
            }
        }
        Rectangle {
            visible: screen.delivery === "sending" && !screen.troubled && !Theme.largeText
            x: sign.width + 16
            width: 480
            height: 12
            radius: 6
            color: Theme.resting
            border.width: 1
            border.color: Theme.line
            Rectangle {
                width: parent.width * Math.min(100, screen.shown.percent ?? 0) / 100
                height: parent.height
                radius: 6
                color: Theme.primary
            }
        }
        Row {
            width: parent.width
            spacing: 16
            opacity: screen.shown.slip === "asked" ? 0 : 1 // its place is kept for what will be told
            Drawing {
                name: "slip"
                size: Theme.largeText ? 40 : 48
            }
            Words {
                objectName: "slip"
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - sign.width - 16
                text: screen.slipWords()
                font.pixelSize: Theme.label
            }
        }
    }
    Rectangle {
        objectName: "notice"
        anchors.bottom: parent.bottom
        width: parent.width
        height: next.height + (Theme.largeText ? 12 : 24)
        radius: Theme.radius
        color: Theme.lookPaper
        border.width: Theme.stroke
        border.color: Theme.lookInk
        Words {
            id: next
            objectName: "not_the_filing"
            x: 20
            y: Theme.largeText ? 6 : 12
            width: parent.width - 40
            text: Theme.join(qsTr("This is not the filing: your document is not filed until the Registry accepts the paper."), screen.paperFrom())
            color: Theme.lookInk
            font.pixelSize: Theme.label
        }
    }
}
