// The kiosk's own log by code and time, newest first; a touched line leaves those of its code.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    property string only: ""
    readonly property bool read: shown.read ?? false
    readonly property bool readable: shown.readable ?? true
    readonly property var entries: (shown.lines ?? []).filter(line => only === "" || line.code === only)
    readonly property var none: ({ "at": "", "words": "", "facts": "", "code": "", "serious": false })

    at: "log"
    heading: !read ? qsTr("Reading the log …") : !readable ? qsTr("The log cannot be read")
           : only !== "" ? qsTr("Lines with %1").arg(only) : qsTr("The latest lines, newest first")
    help: !read ? "" : !readable ? qsTr("Restart the kiosk. If it stays so, call the court's IT.")
        : only !== "" ? qsTr("%n line(s). Hong Kong time.", "", entries.length)
        : qsTr("Hong Kong time. Touch a line with a code to see only those with it.")
    foot: (shown.leftOut ?? 0) > 0 ? qsTr("%n line(s) not in the catalogue, left out", "", shown.leftOut) : ""
    primary: qsTr("Read again")
    secondary: only === "" ? "" : qsTr("All lines")
    onPrimaryTouched: presenter.chooseDesk("log")
    onSecondaryTouched: only = ""

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.entries.length
        spacing: Theme.keyGap
        delegate: TouchRow {
            id: row
            required property int index
            readonly property var line: screen.entries[index] ?? screen.none
            objectName: "log_" + index
            width: list.rowWidth
            enabled: line.code !== "" && screen.only === ""
            spoken: [line.at, line.words, line.facts].join(". ")
            onClicked: screen.only = line.code
            Item {
                width: row.roomWidth
                height: words.height
                Words {
                    id: words
                    width: parent.width - at.width - 16
                    text: (row.line.words + " " + row.line.code).trim()
                    font.pixelSize: Theme.label
                    font.bold: true
                    color: row.line.serious ? Theme.mustInk : Theme.ink
                    Accessible.ignored: true
                }
                Words {
                    id: at
                    anchors.right: parent.right
                    text: row.line.at
                    font.pixelSize: Theme.small
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
            Words {
                width: row.roomWidth
                text: row.line.facts
                font.pixelSize: Theme.small
                color: Theme.quiet
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                Accessible.ignored: true
            }
        }
    }
}
