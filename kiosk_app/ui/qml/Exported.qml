// What is on the stick now, how to know it again, and where to bring it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property int submissions: shown.submissions ?? 0
    readonly property var files: shown.files ?? []

    at: "queue"
    heading: qsTr("The stick may be pulled out now")
    help: submissions === 0 ? qsTr("The report and the log are on it.")
        : qsTr("%n submission(s) are on it. They stay in the queue here until iCMS acknowledges them. Bring it to the centre.", "", submissions)
    primary: qsTr("Back to the queue")
    onPrimaryTouched: presenter.chooseDesk("queue")

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.files.length
        delegate: Panel {
            id: row
            required property int index
            readonly property var file: screen.files[index] ?? ({ "path": "", "size": "" })
            readonly property bool sealed: index === 0 && screen.submissions > 0
            objectName: "file_" + index
            width: list.rowWidth
            height: words.height + 32
            Column {
                id: words
                x: 24
                y: 16
                width: row.width - 48
                spacing: 4
                Words {
                    width: parent.width
                    text: row.file.path + " · " + row.file.size
                    font.pixelSize: Theme.label
                    font.bold: true
                    wrapMode: Text.WrapAnywhere
                }
                Words {
                    objectName: "digest"
                    visible: row.sealed
                    width: parent.width
                    text: "SHA-256 " + (screen.shown.digest ?? "")
                    font.pixelSize: Theme.small
                    color: Theme.quiet
                }
                Words {
                    objectName: "command"
                    visible: row.sealed
                    width: parent.width
                    text: qsTr("At the centre: %1").arg(screen.shown.command ?? "")
                    font.pixelSize: Theme.small
                    wrapMode: Text.Wrap
                }
            }
        }
    }
}
