// Where in the visit this is, in words.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: line
    property int current: -1
    readonly property var names: [qsTr("You"), qsTr("Case"), qsTr("Document"), qsTr("Pages"),
                                  qsTr("Check"), qsTr("Hand over"), qsTr("Receipt")]
    spacing: Theme.largeText ? 10 : 16
    visible: current >= 0
    Accessible.role: Accessible.StaticText
    Accessible.name: current < 0 ? "" : qsTr("Step %1 of %2: %3").arg(current + 1).arg(names.length).arg(names[current])

    Repeater {
        model: line.names.length
        Row {
            id: step
            required property int index
            readonly property bool now: index === line.current
            readonly property bool past: index < line.current
            spacing: line.spacing
            Words {
                visible: step.index > 0
                text: "›"
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            Rectangle {
                width: word.implicitWidth
                height: word.implicitHeight
                color: "transparent"
                Words {
                    id: word
                    text: line.names[step.index]
                    font.pixelSize: Theme.largeText ? 26 : Theme.small
                    font.bold: step.now
                    color: step.now ? Theme.ink : Theme.quiet
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Rectangle {
                    visible: step.now
                    y: parent.height
                    width: parent.width
                    height: 4
                    color: Theme.primary
                }
            }
        }
    }
}
