// What waits to be taken along on a stick, and the stick, live.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property int submissions: shown.submissions ?? 0
    readonly property bool troubled: trouble.code !== ""
    readonly property bool stickIsIn: shown.mayWriteTheRest ?? false
    readonly property var stick: shown.stick ?? ({ "socket": "", "size": "" })

    at: "queue"
    heading: troubled ? trouble.what
           : !shown.seen ? qsTr("Looking at the queue and the sockets …")
           : qsTr("Write %n submission(s) to the stick?", "", submissions)
    help: troubled ? trouble.nextStep
        : !shown.seen ? "" : qsTr("Only the centre can open the file. The queue stays as it is here.")
    foot: trouble.code
    primary: qsTr("Write now")
    primaryReady: shown.mayExport ?? false
    onPrimaryTouched: presenter.writeExport(true)
    secondary: stickIsIn ? qsTr("Report only") : ""
    onSecondaryTouched: presenter.writeExport(false)

    Row {
        visible: screen.shown.seen ?? false
        width: parent.width
        height: parent.height
        spacing: 48
        Drawing {
            id: sketch
            name: screen.stickIsIn ? "stick" : "usb-socket"
            size: Math.min(160, parent.height)
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            width: parent.width - sketch.width - 48
            anchors.verticalCenter: parent.verticalCenter
            spacing: screen.troubled ? 4 : Theme.nearGap
            Words {
                objectName: "waiting"
                width: parent.width
                text: screen.submissions === 0 ? qsTr("Nothing waits.")
                    : qsTr("%n submission(s) wait: at most %1.", "", screen.submissions).arg(screen.shown.size)
                font.pixelSize: screen.troubled ? Theme.label : Theme.body
                font.bold: true
            }
            Verdict {
                objectName: "stick"
                verdict: screen.stickIsIn ? "passed" : "unknown"
                words: !screen.stickIsIn ? qsTr("No stick %1").arg(screen.shown.mark)
                     : screen.stick.socket === "" ? qsTr("Stick: %1").arg(screen.stick.size)
                     : qsTr("Stick in socket %1: %2").arg(screen.stick.socket).arg(screen.stick.size)
            }
            Words {
                visible: !screen.troubled
                width: parent.width
                text: qsTr("The signed readiness report and the log go along.")
                font.pixelSize: Theme.label
                color: Theme.quiet
            }
        }
    }
}
