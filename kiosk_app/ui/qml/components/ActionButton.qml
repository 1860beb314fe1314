// A button with words: the primary action of a screen, a second choice, or a quiet way back.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: button
    property bool primary: false
    property string drawing: ""
    property int longest: 480

    implicitHeight: Math.max(Theme.touch, label.contentHeight + 24)
    implicitWidth: Math.min(longest, Math.max(primary ? 240 : 160, measure.width + 72 + (drawing === "" ? 0 : 56)))
    padding: 16
    leftPadding: 28
    rightPadding: 28
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: text
    Accessible.onPressAction: click()

    readonly property color faceInk: !enabled ? Theme.restingInk : primary ? Theme.primaryInk : Theme.ink

    TextMetrics {
        id: measure
        text: button.text
        font: label.font
    }
    background: Rectangle {
        radius: Theme.radius
        color: !button.enabled ? Theme.resting
             : button.primary ? (button.down ? Theme.primaryDown : Theme.primary)
             : (button.down ? Theme.surfaceDown : Theme.surface)
        border.width: button.visualFocus ? 5 : button.primary && button.enabled ? 0 : Theme.stroke
        border.color: button.visualFocus ? Theme.focus : !button.enabled ? Theme.decoration : Theme.line
    }
    contentItem: Item {
        implicitHeight: label.implicitHeight
        Drawing {
            id: sign
            visible: button.drawing !== ""
            name: button.drawing
            size: 40
            ink: button.faceInk
            accent: button.faceInk
            anchors.verticalCenter: parent.verticalCenter
        }
        Words {
            id: label
            text: button.text
            color: button.faceInk
            font.pixelSize: Theme.body
            font.bold: button.primary
            anchors.fill: parent
            anchors.leftMargin: sign.visible ? 52 : 0
            horizontalAlignment: sign.visible ? Text.AlignLeft : Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
    }
}
