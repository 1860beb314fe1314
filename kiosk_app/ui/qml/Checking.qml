// Copying off the device, then checking the copies; honest about how far it is.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property bool copied: shown.copied ?? false
    readonly property bool scanned: shown.scanned ?? false // then nothing was copied

    step: 4
    heading: scanned ? qsTr("Your pages are being checked")
           : copied ? qsTr("Your documents are being checked") : qsTr("Your documents are being copied")
    help: scanned ? qsTr("Please take your paper out of the scanner now: you need it at the Registry.") : copied ? qsTr("You may take your USB device now. Everything needed is on this kiosk.") : qsTr("Please leave your USB device in until the copy is complete.")
    back: qsTr("Stop")
    onBackTouched: presenter.goBack()

    Drawing {
        id: drawing
        name: screen.scanned ? "paper" : screen.copied ? "usb-take" : "usb-reading"
        size: Math.min(parent.height, 288)
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        x: drawing.width + 64
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: 32
        ProgressLine {
            objectName: "copying"
            visible: !screen.scanned
            width: parent.width
            words: screen.copied ? qsTr("Copied") : qsTr("Copying")
            amount: qsTr("%1 of %2").arg(screen.shown.copiedSize).arg(screen.shown.totalSize)
            fraction: screen.shown.copiedFraction ?? 0
            finished: screen.copied
        }
        ProgressLine {
            width: parent.width
            words: screen.scanned ? qsTr("Checking every page") : !screen.copied ? qsTr("Then: check every page") : qsTr("Checking %1").arg(screen.shown.checking)
            amount: screen.copied ? qsTr("%1 of %2").arg(screen.shown.checkedFiles).arg(screen.shown.files) : ""
            fraction: screen.copied ? screen.shown.checkedFraction : 0
        }
    }
}
