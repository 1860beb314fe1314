// The one point of no return: nothing interrupts it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    step: 5
    heading: qsTr("Your documents are being stored safely")
    help: qsTr("Please wait a moment. Your receipt comes next.")
    mayGoBack: false

    Drawing {
        anchors.centerIn: parent
        name: "safe"
        size: Math.min(parent.height, 352)
    }
}
