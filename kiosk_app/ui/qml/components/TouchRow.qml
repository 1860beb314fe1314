// A row of a list that is touched as a whole; what stands in it is laid out from top to bottom.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: row
    required property string spoken
    default property alias lines: column.data
    readonly property real roomWidth: width - leftPadding - rightPadding

    implicitHeight: Math.max(Theme.touch, column.height + 28)
    focusPolicy: Qt.StrongFocus
    padding: 14
    leftPadding: 24
    rightPadding: 24
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.surfaceDown : row.checked ? Theme.soft : Theme.surface
        border.width: row.visualFocus || row.checked ? 4 : row.enabled ? Theme.stroke : 1
        border.color: row.visualFocus ? Theme.focus : row.checked ? Theme.primary : row.enabled ? Theme.line : Theme.decoration
    }
    contentItem: Item {
        Column {
            id: column
            width: parent.width
            anchors.verticalCenter: parent.verticalCenter
            spacing: 4
        }
    }
}
