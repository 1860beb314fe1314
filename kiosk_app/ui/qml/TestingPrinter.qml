// How the slip printer is, and a slip to prove it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property bool busy: shown.busy ?? false
    readonly property bool fitted: shown.fitted ?? false
    readonly property string verdict: shown.verdict ?? ""

    at: "printer"
    heading: verdict === "" ? qsTr("Looking at the printer …") : shown.condition
    help: shown.remedy ?? ""
    foot: trouble.code
    primary: qsTr("Print a test slip")
    primaryReady: fitted && !busy
    onPrimaryTouched: presenter.testPrinter()

    function result(): string {
        if (!fitted)
            return "";
        if (busy)
            return qsTr("The test slip is being printed …");
        switch (shown.slip) {
        case "printed":
            return qsTr("The printer says that the test slip is printed. Every bar on it must be whole.");
        case "not_printed":
            return Theme.join(qsTr("The test slip did not come out."), trouble.what);
        }
        return qsTr("A test slip says that it is a test, and has a bar for every dot of the print head.");
    }

    Row {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: 48
        Drawing {
            id: sketch
            name: "slip"
            size: 224
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            width: parent.width - sketch.width - 48
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap
            Verdict {
                objectName: "verdict"
                visible: screen.fitted
                verdict: screen.verdict
                words: screen.verdict === "passed" ? qsTr("It can print") : screen.verdict === "failed" ? qsTr("It cannot print") : qsTr("It does not say")
                pixels: Theme.body
            }
            Words {
                objectName: "slip_result"
                width: parent.width
                text: screen.result()
            }
        }
    }
}
