// One of a few choices: a drawing, a name, a line that explains.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: card
    property string drawing: ""
    property string note: ""
    property bool upright: false
    property int drawingSize: upright ? 112 : 64

    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 24)
    focusPolicy: Qt.StrongFocus
    padding: 16
    leftPadding: 24
    rightPadding: 24
    Accessible.role: Accessible.Button
    Accessible.name: note === "" ? text : text + ". " + note
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radius
        color: !card.enabled ? Theme.resting : card.down ? Theme.surfaceDown : card.checked ? Theme.soft : Theme.surface
        border.width: card.visualFocus || card.checked ? 4 : Theme.stroke
        border.color: card.visualFocus ? Theme.focus : card.checked ? Theme.primary
                    : card.enabled ? Theme.line : Theme.decoration
    }
    contentItem: Item {
        Drawing {
            id: sketch
            visible: card.drawing !== ""
            name: card.drawing
            size: card.drawingSize
            x: card.upright ? (parent.width - width) / 2 : 0
            y: card.upright ? 8 : (parent.height - height) / 2
            ink: card.enabled ? Theme.ink : Theme.restingInk
            accent: card.enabled ? Theme.primary : Theme.restingInk
        }
        Column {
            id: words
            spacing: 2
            x: card.upright || !sketch.visible ? 0 : sketch.width + 20
            y: card.upright ? sketch.height + 24 : (parent.height - height) / 2
            width: parent.width - x
            Words {
                text: card.text
                width: parent.width
                font.bold: true
                color: card.enabled ? Theme.ink : Theme.restingInk
                horizontalAlignment: card.upright ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
            Words {
                visible: text !== ""
                text: card.note
                width: parent.width
                font.pixelSize: Theme.small
                color: card.enabled ? Theme.quiet : Theme.restingInk
                horizontalAlignment: card.upright ? Text.AlignHCenter : Text.AlignLeft
                Accessible.ignored: true
            }
        }
    }
}
