// A litigant in person would scan here: not in this version, and where to go instead.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    step: 0
    heading: qsTr("Scanning comes with the next version of this kiosk")
    help: qsTr("This kiosk cannot scan paper yet. Please take your paper to the counter of the Resource Centre: the staff will tell you how to have it scanned.")
    primary: qsTr("I have a USB device")
    secondary: qsTr("End my visit")
    onPrimaryTouched: presenter.continueWithDevice()
    onSecondaryTouched: presenter.leave()
    onBackTouched: presenter.goBack()

    Row {
        anchors.centerIn: parent
        spacing: 64
        Drawing {
            name: "paper"
            size: Math.min(parent.parent.height, 256)
        }
        Drawing {
            name: "arrow"
            size: 96
            anchors.verticalCenter: parent.verticalCenter
        }
        Drawing {
            name: "counter"
            size: Math.min(parent.parent.height, 256)
        }
    }
}
