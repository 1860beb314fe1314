// Waiting for a USB device; saying what is wrong with the one that is in; or asking which.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var media: shown.media ?? []
    readonly property bool troubled: (shown.code ?? "") !== ""
    readonly property bool several: !troubled && shown.ready > 1
    readonly property bool reading: !troubled && !several && media.length > 0

    step: 3
    heading: troubled ? shown.what : several ? qsTr("Which device holds your documents?")
           : reading ? qsTr("Your USB device is being read") : qsTr("Please plug in your USB device")
    help: troubled ? shown.nextStep : several ? ""
        : reading ? qsTr("Please leave it in. This takes a few seconds.") : qsTr("A memory stick or a portable hard disk. Nothing is ever written to it.")
    foot: troubled ? shown.safe + "  " + shown.code : ""
    secondary: (shown.mayScan ?? false) && !reading ? qsTr("Scan my paper here") : ""
    onSecondaryTouched: presenter.wantScanner()
    onBackTouched: presenter.goBack()

    Drawing {
        visible: !screen.several
        anchors.centerIn: parent
        name: screen.troubled ? "usb-trouble" : screen.reading ? "usb-reading" : "usb-socket"
        size: Math.min(parent.height, 432)
    }
    TallList {
        id: list
        visible: screen.several
        anchors.fill: parent
        name: screen.heading
        model: screen.several ? screen.media.length : 0
        delegate: ChoiceCard {
            required property int index
            readonly property var medium: screen.media[index]
            objectName: "medium_" + index
            width: list.rowWidth
            enabled: medium.ready
            drawing: "stick"
            text: medium.label === "" ? qsTr("Device without a name") : medium.label
            note: medium.size
            onClicked: screen.presenter.chooseMedium(medium.id)
        }
    }
}
