// The dev dock: plug sticks in and out, cut the network. Never part of the appliance.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Window

Window {
    id: window
    required property var dock

    width: 280
    height: 560
    visible: true
    color: "#1B2A41"
    title: "Dev dock"

    Column {
        anchors.fill: parent
        anchors.margins: 16
        spacing: 8
        Text {
            text: "USB sockets"
            color: "white"
            font.pixelSize: 20
        }
        Repeater {
            model: window.dock.sticks
            Button {
                required property string modelData
                readonly property bool isIn: window.dock.inserted.includes(modelData)
                objectName: "stick_" + modelData
                width: parent.width
                height: 48
                text: (isIn ? "Pull  " : "Insert  ") + modelData
                highlighted: isIn
                onClicked: window.dock.toggleStick(modelData)
            }
        }
        Text {
            text: "Network"
            color: "white"
            font.pixelSize: 20
        }
        Button {
            objectName: "network"
            width: parent.width
            height: 48
            text: window.dock.online ? "Cut the network" : "Restore the network"
            highlighted: !window.dock.online
            onClicked: window.dock.toggleNetwork()
        }
    }
}
