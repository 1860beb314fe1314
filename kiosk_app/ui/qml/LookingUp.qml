// Which submission: its number, from the receipt.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property int fewest: 13
    readonly property int most: 18
    property string digits: ""
    property string sent: ""
    // What was said of one number is not said of another that is being keyed.
    readonly property bool told: (shown.code ?? "") !== "" && sent === digits

    heading: qsTr("What is the number of the submission?")
    help: qsTr("It stands at the top of your receipt and begins with RC.")
    primary: qsTr("Look it up")
    primaryReady: digits.length >= fewest
    foot: told ? shown.code : ""
    onPrimaryTouched: {
        sent = digits;
        presenter.enterNumber("RC" + digits);
    }
    onBackTouched: presenter.goBack()

    // Kiosk, day, count and check digit, as on the receipt.
    function grouped(): string {
        const check = digits.length >= fewest ? digits.slice(-1) : "";
        const count = digits.slice(8, check === "" ? digits.length : -1);
        return "RC" + [digits.slice(0, 2).padEnd(2, "•"), digits.slice(2, 8).padEnd(6, "•"),
                       count.padEnd(4, "•"), check.padEnd(1, "•")].join("-");
    }

    Column {
        width: parent.width - pad.width - 64
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        Panel {
            width: parent.width
            height: 128
            border.color: Theme.primary
            border.width: 3
            Words {
                objectName: "number_text"
                anchors.fill: parent
                anchors.margins: 16
                text: screen.grouped()
                font.pixelSize: 56
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 32
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.name: screen.digits === "" ? qsTr("No digit yet") : "RC " + screen.digits.split("").join(" ")
            }
        }
        Words {
            objectName: "no_answer"
            visible: screen.told
            width: parent.width
            text: screen.shown.what ?? ""
            color: Theme.lookInk
            font.bold: true
        }
        Words {
            objectName: "next_step"
            visible: screen.told
            width: parent.width
            text: screen.shown.nextStep ?? ""
        }
        Row {
            visible: !screen.told
            width: parent.width
            spacing: Theme.gap
            Drawing {
                id: slip
                name: "receipt"
                size: 144
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - slip.width - Theme.gap
                text: qsTr("You see how far the sending is and what the Registry says. Names, case and documents are not shown here.")
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
        }
    }
    NumberPad {
        id: pad
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        onDigit: digit => {
            if (screen.digits.length < screen.most)
                screen.digits += digit;
        }
        onTaken: screen.digits = screen.digits.slice(0, -1)
    }
}
