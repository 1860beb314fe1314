// A button in the dark bar at the top.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic

AbstractButton {
    id: button
    property string drawing: ""
    property string family: Theme.family
    property string spoken: text
    readonly property color faceInk: checked || down ? Theme.band : Theme.bandInk

    implicitHeight: Theme.touch
    implicitWidth: Math.max(Theme.touch, label.implicitWidth + (drawing === "" ? 0 : 44) + 32)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: click()

    background: Item {
        Rectangle {
            anchors.fill: parent
            anchors.topMargin: 16
            anchors.bottomMargin: 16
            radius: Theme.radius
            color: button.checked || button.down ? "#FFFFFF" : "transparent"
            border.width: button.visualFocus ? 4 : button.checked ? 0 : 1
            border.color: button.visualFocus ? "#FFD400" : Theme.bandQuiet
        }
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: 10
            Drawing {
                visible: button.drawing !== ""
                name: button.drawing
                size: 36
                ink: button.faceInk
                accent: button.faceInk
                soft: "transparent"
                anchors.verticalCenter: parent.verticalCenter
            }
            Words {
                id: label
                visible: text !== ""
                text: button.text
                color: button.faceInk
                font.family: button.family
                font.pixelSize: 24
                font.bold: button.checked
                wrapMode: Text.NoWrap
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
        }
    }
}
