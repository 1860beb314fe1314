// The receipt: the number first, then where it is, then what still has to be done on paper.
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string delivery: shown.delivery ?? ""
    readonly property bool received: delivery === "received"

    function whereItIs(): string {
        switch (delivery) {
        case "captured":
            return qsTr("Captured. It will be sent to iCMS by itself; you need not wait.");
        case "sending":
            return qsTr("Captured. Now being sent to iCMS: %1 %. You need not wait.").arg(shown.percent);
        case "received":
            return qsTr("Received by iCMS at %1.").arg(shown.receivedAt);
        case "refused":
            return qsTr("iCMS refused it. Please take this number to the counter.");
        case "held":
            return qsTr("Captured. Sending is held back; the Registry's staff look after it.");
        case "damaged":
            return qsTr("The stored copy needs attention. Please take this number to the counter.");
        default:
            return qsTr("Captured. Whether iCMS has it is being confirmed; you need not wait.");
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

    step: 6
    heading: qsTr("Your document is safe on this kiosk")
    primary: qsTr("Finish")
    mayGoBack: false
    secondary: qsTr("Another document for this case")
    onPrimaryTouched: presenter.finish()
    onSecondaryTouched: presenter.another()

    Panel {
        id: code
        width: 272
        height: 320
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
            y: 264
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
        spacing: 10
        Words {
            objectName: "number"
            width: parent.width
            text: screen.shown.number ?? ""
            font.pixelSize: 64
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
                name: screen.received ? "sign-fine" : screen.delivery === "refused" || screen.delivery === "damaged" ? "sign-must_fix" : "sending"
                size: 48
                ink: screen.received ? Theme.fineInk : screen.delivery === "refused" || screen.delivery === "damaged" ? Theme.mustInk : Theme.ink
                accent: ink
                soft: screen.received ? Theme.finePaper : Theme.surface
            }
            Words {
                objectName: "where_it_is"
                width: parent.width - sign.width - 16
                text: screen.whereItIs()
                font.bold: true
            }
        }
        Rectangle {
            width: parent.width
            height: next.height + 32
            radius: Theme.radius
            color: Theme.lookPaper
            border.width: Theme.stroke
            border.color: Theme.lookInk
            Words {
                id: next
                x: 20
                y: 16
                width: parent.width - 40
                text: qsTr("This is not the filing: your document is not filed until the Registry accepts the paper.")
                      + " " + screen.paperFrom()
                color: Theme.lookInk
                font.pixelSize: Theme.label
            }
        }
    }
}
