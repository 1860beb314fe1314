// The dev dock: plug sticks in and out, cut the network. Never part of the appliance.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Window

Window {
    id: window
    required property var dock

    width: 280
    height: 836
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
        Text {
            text: "Scanner and printer"
            color: "white"
            font.pixelSize: 20
        }
        Button {
            width: parent.width
            height: 48
            text: "Load 3 sheets"
            onClicked: window.dock.loadPaper(3)
        }
        Button {
            width: parent.width
            height: 48
            text: "Jam at the next second sheet"
            onClicked: window.dock.jamNext()
        }
        Button {
            width: parent.width
            height: 48
            text: "Clear the jam"
            onClicked: window.dock.clearJam()
        }
        Button {
            width: parent.width
            height: 48
            text: window.dock.printerHasPaper ? "Take the paper roll out" : "Put a paper roll in"
            highlighted: !window.dock.printerHasPaper
            onClicked: window.dock.togglePaper()
        }
    }
}
