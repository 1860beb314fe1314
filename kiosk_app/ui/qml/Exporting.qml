// How far the writing to the stick is.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property string doing: shown.doing ?? ""

    at: "queue"
    heading: qsTr("Leave the stick in")
    help: qsTr("Whoever goes to another desk stops it; nothing is lost by that.")

    function what(): string {
        switch (doing) {
        case "writing":
            return qsTr("Encrypting and writing …");
        case "reading_back":
            return qsTr("Comparing what is on the stick …");
        }
        return qsTr("Making the readiness report …");
    }

    ProgressLine {
        objectName: "progress"
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        words: screen.what()
        amount: screen.shown.amount ?? ""
        fraction: screen.shown.fraction ?? 0
    }
}
