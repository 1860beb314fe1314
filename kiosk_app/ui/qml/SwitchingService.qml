// In or out of service, with what visitors read meanwhile; and starting anew.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property bool off: shown.off ?? false
    readonly property var messages: shown.messages ?? []
    property string wanted: ""
    property bool restarting: false
    property string anew: ""
    readonly property string shownMessage: off ? shown.message : wanted
    readonly property var texts: messages.find(message => message.value === shownMessage)?.texts ?? []

    at: "service"
    heading: restarting ? qsTr("What is to be started anew?")
           : off ? qsTr("This kiosk is out of service") : qsTr("This kiosk is in service")
    help: restarting ? qsTr("What is captured is safe and is sent afterwards.") : trouble.code !== "" ? Theme.join(trouble.what, qsTr("Nothing was changed."))
        : off ? qsTr("Since %1. Visitors read:").arg(shown.since)
        : wanted === "" ? qsTr("To take it out of service, touch what visitors are to read.") : qsTr("Visitors will read:")
    foot: trouble.code
    primary: restarting ? qsTr("Start anew now") : off ? qsTr("Back in service") : wanted === "" ? "" : qsTr("Take out of service")
    primaryReady: !restarting || anew !== ""
    secondary: restarting ? qsTr("No") : off || wanted === "" ? qsTr("Restart …") : qsTr("Another")
    onPrimaryTouched: {
        if (restarting)
            presenter.restart(anew);
        else if (off)
            presenter.switchOn();
        else
            presenter.switchOff(wanted);
        restarting = false;
    }
    onSecondaryTouched: {
        if (!restarting && !off && wanted !== "") {
            wanted = "";
            return;
        }
        restarting = !restarting;
        anew = "";
    }
    onOffChanged: wanted = ""

    function nameOf(message: string): string {
        switch (message) {
        case "servicing":
            return qsTr("Being serviced");
        case "faulty":
            return qsTr("Out of order");
        case "not_in_use":
            return qsTr("Not in use today");
        default:
            return qsTr("iCMS is being maintained");
        }
    }

    Column {
        visible: screen.restarting
        width: parent.width
        spacing: Theme.gap
        Repeater {
            model: [["application", qsTr("The application"), qsTr("Takes some seconds; the screen goes dark meanwhile.")],
                    ["machine", qsTr("The whole machine"), qsTr("Takes a minute or two.")]]
            ChoiceCard {
                required property var modelData
                objectName: "restart_" + modelData[0]
                width: parent.width
                text: modelData[1]
                note: modelData[2]
                checked: screen.anew === modelData[0]
                onClicked: screen.anew = modelData[0]
            }
        }
    }
    Grid {
        visible: !screen.restarting && screen.texts.length === 0
        width: parent.width
        columns: 2
        spacing: Theme.gap
        Repeater {
            model: screen.messages
            ChoiceCard {
                required property var modelData
                objectName: "message_" + modelData.value
                width: (parent.width - Theme.gap) / 2
                height: 112
                text: screen.nameOf(modelData.value)
                onClicked: screen.wanted = modelData.value
            }
        }
    }
    Panel {
        visible: !screen.restarting && screen.texts.length > 0
        width: parent.width
        height: said.height + 40
        Column {
            id: said
            x: 24
            y: 20
            width: parent.width - 48
            spacing: 16
            Repeater {
                model: screen.texts
                Words {
                    required property var modelData
                    readonly property string tongue: modelData.tongue
                    objectName: "message_in_" + tongue
                    width: said.width
                    text: modelData.text
                    font.pixelSize: Theme.label
                    font.family: tongue === "zh_Hans" ? "Noto Sans CJK SC" : "Noto Sans CJK HK"
                    font.features: tongue === "en" ? ({ "tnum": 1, "pwid": 1 }) : ({ "tnum": 1 })
                }
            }
        }
    }
}
