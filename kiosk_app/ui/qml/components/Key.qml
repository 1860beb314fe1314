// One key of a keypad.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: key
    property bool primary: false
    property string drawing: ""
    property string spoken: text
    readonly property color faceInk: primary ? Theme.primaryInk : Theme.ink

    implicitWidth: Theme.touch
    implicitHeight: Theme.touch
    focusPolicy: Qt.StrongFocus
    autoRepeat: false
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radius
        color: key.primary || key.checked ? (key.down ? Theme.primaryDown : Theme.primary)
             : key.down ? Theme.surfaceDown : Theme.surface
        border.width: key.visualFocus ? 5 : Theme.stroke
        border.color: key.visualFocus ? Theme.focus : key.primary || key.checked ? Theme.primary : Theme.line
    }
    contentItem: Item {
        Words {
            anchors.fill: parent
            visible: key.drawing === ""
            text: key.text
            font.pixelSize: key.text.length > 4 ? Theme.body : Theme.title
            font.bold: key.primary || key.checked
            color: key.checked ? Theme.primaryInk : key.faceInk
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
        Drawing {
            anchors.centerIn: parent
            visible: key.drawing !== ""
            name: key.drawing
            size: 48
            ink: key.faceInk
            accent: key.faceInk
        }
    }
}
