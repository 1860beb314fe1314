// One scanned page among many: its picture as it stands, and its number.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: card
    property int number: 0
    property string source: ""
    property int turned: 0

    padding: 12
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: qsTr("Page %1").arg(number)
    Accessible.checkable: true
    Accessible.checked: checked
    Accessible.onPressAction: click()

    background: Rectangle {
        radius: Theme.radius
        color: card.down ? Theme.surfaceDown : card.checked ? Theme.soft : Theme.surface
        border.width: card.visualFocus || card.checked ? 5 : Theme.stroke
        border.color: card.visualFocus ? Theme.focus : card.checked ? Theme.primary : Theme.line
    }
    contentItem: Item {
        id: face
        readonly property real room: width - digits.width - 8
        PagePicture {
            id: picture
            height: lying ? Math.round(width / 1.414) : face.height
            width: lying ? face.room : Math.min(Math.round(face.height / 1.414), face.room)
            x: (face.room - width) / 2
            anchors.verticalCenter: parent.verticalCenter
            source: card.source
            turned: card.turned
        }
        Words {
            id: digits
            anchors.right: parent.right
            y: -4
            text: card.number
            font.pixelSize: Theme.body
            font.bold: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
