// Places of a touch screen, row by row: a dot where a finger was noticed, empty where not yet.
pragma ComponentBehavior: Bound
import QtQuick

Grid {
    id: grid
    required property var hit // by index
    required property int across
    required property int down
    columns: across
    Repeater {
        model: grid.across * grid.down
        Rectangle {
            id: place
            required property int index
            readonly property bool noticed: grid.hit[index] === true
            width: grid.width / grid.across
            height: grid.height / grid.down
            color: noticed ? Theme.primary : Theme.surface
            border.width: 1
            border.color: Theme.line
            Rectangle {
                visible: place.noticed
                anchors.centerIn: parent
                width: parent.height / 3
                height: width
                radius: width / 2
                color: Theme.primaryInk
            }
        }
    }
}
