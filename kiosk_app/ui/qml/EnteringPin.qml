// The technician's PIN: keyed as dots, sent once, kept nowhere.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string said: shown.said ?? ""
    readonly property bool barred: said === "not_set" || (said === "locked" && waitS > 0)
    property string digits: ""
    property real toldS: 0
    property int waitS: 0

    heading: qsTr("Maintenance: please key in the PIN")
    help: said === "not_set" ? qsTr("No PIN is set on this machine, so nobody can enter here. Set one with the command %1.").arg("kiosk\u00A0set-pin")
        : barred ? qsTr("Too many wrong tries.")
        : said === "wrong" ? qsTr("That was not the PIN.") : qsTr("For technicians only. Everything done here is on record.")
    primary: barred ? "" : qsTr("OK")
    primaryReady: digits.length >= (shown.least ?? 1)
    onPrimaryTouched: {
        const pin = digits;
        digits = "";
        presenter.enterPin(pin);
    }
    onBackTouched: {
        digits = "";
        presenter.goBack();
    }
    onShownChanged: takeWait()
    Component.onCompleted: takeWait()

    // A change of language tells the same wait again; only a new one starts the count anew.
    function takeWait(): void {
        if (toldS === (shown.waitS ?? 0))
            return;
        toldS = shown.waitS;
        waitS = Math.ceil(toldS);
        digits = "";
    }
    function clock(seconds: int): string {
        const minutes = Math.floor(seconds / 60) % 60, hours = Math.floor(seconds / 3600);
        return (hours > 0 ? hours + ":" : "") + (hours > 0 ? String(minutes).padStart(2, "0") : minutes)
             + ":" + String(seconds % 60).padStart(2, "0");
    }

    Timer {
        running: screen.waitS > 0
        repeat: true
        interval: 1000
        onTriggered: screen.waitS -= 1
    }
    Column {
        width: screen.barred ? parent.width : parent.width - pad.width - 64
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        Drawing {
            visible: screen.barred
            name: screen.said === "locked" ? "clock" : "privacy"
            size: 192
        }
        Panel {
            visible: !screen.barred
            width: parent.width
            height: 112
            border.color: Theme.primary
            border.width: 3
            Words {
                objectName: "dots"
                anchors.fill: parent
                text: "●".repeat(screen.digits.length)
                font.pixelSize: 40
                font.letterSpacing: 6
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
                Accessible.name: qsTr("%n digit(s)", "", screen.digits.length)
                Accessible.ignored: false
            }
        }
        Words {
            objectName: "pin_status"
            width: parent.width
            visible: text !== ""
            text: screen.barred ? (screen.said === "locked" ? qsTr("Locked for another %1.").arg(screen.clock(screen.waitS)) : "")
                : (screen.shown.triesLeft ?? 0) > 0 ? qsTr("%n more try(ies) before a wait", "", screen.shown.triesLeft) : ""
            font.pixelSize: Theme.title
            color: screen.said === "wrong" || screen.barred ? Theme.lookInk : Theme.ink
        }
    }
    NumberPad {
        id: pad
        visible: !screen.barred
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        onDigit: digit => {
            if (screen.digits.length < (screen.shown.most ?? 12))
                screen.digits += digit;
        }
        onTaken: screen.digits = screen.digits.slice(0, -1)
    }
}
