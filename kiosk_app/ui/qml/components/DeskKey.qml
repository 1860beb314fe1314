// One place in the menu of maintenance mode.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: key
    implicitWidth: 164
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radius
        color: key.checked ? Theme.primary : key.down ? Theme.surfaceDown : Theme.surface
        border.width: key.visualFocus ? 5 : Theme.stroke
        border.color: key.visualFocus ? Theme.focus : key.checked ? Theme.primary : Theme.line
    }
    contentItem: Words {
        text: key.text
        color: key.checked ? Theme.primaryInk : Theme.ink
        font.pixelSize: Theme.label
        font.bold: key.checked
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        Accessible.ignored: true
    }
}
