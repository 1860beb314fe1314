// The end of a visit; stays until no device is left in the sockets.
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property bool device: shown.removeDevice ?? false
    heading: device ? qsTr("Please take your USB device") : qsTr("Thank you. Everything of your visit is wiped from this screen.")
    help: device ? qsTr("It is still in the socket. Nothing was written to it.")
        : (shown.number ?? "") === "" ? qsTr("Nothing was handed over in this visit.") : qsTr("Now take the paper to the Registry. Your number: %1").arg(shown.number)
    mayGoBack: false
    primary: device ? "" : qsTr("Done")
    onPrimaryTouched: presenter.finish()

    Drawing {
        anchors.centerIn: parent
        name: screen.device ? "usb-take" : (screen.shown.number ?? "") === "" ? "counter" : "registry"
        size: Math.min(parent.height, 352)
    }
}
