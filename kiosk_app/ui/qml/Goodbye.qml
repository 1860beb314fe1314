// The end of a visit; stays until no device is left in the sockets.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property bool device: shown.removeDevice ?? false
    heading: device ? qsTr("Please take your USB device") : qsTr("Thank you. Your visit is over.")
    help: device ? qsTr("It is still in the socket. Nothing was written to it.")
        : (shown.number ?? "") === "" ? qsTr("Nothing was handed over. Everything you entered is wiped.") : qsTr("Everything is wiped from this screen. Now take the paper to the Registry. Your number: %1").arg(shown.number)
    mayGoBack: false
    primary: device ? "" : qsTr("Done")
    onPrimaryTouched: presenter.finish()

    Drawing {
        anchors.centerIn: parent
        name: screen.device ? "usb-take" : (screen.shown.number ?? "") === "" ? "counter" : "registry"
        size: Math.min(parent.height, 400)
    }
}
