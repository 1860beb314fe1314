// The kiosk cannot serve: where to go instead. It looks again by itself.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    heading: qsTr("This kiosk is out of service")
    help: shown.what ?? ""
    mayGoBack: false
    bare: false
    foot: qsTr("The kiosk looks again by itself.") + "  " + (shown.code ?? "")

    Drawing {
        id: drawing
        name: "counter"
        size: Math.min(parent.height, 256)
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        x: drawing.width + 48
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: 24
        Words {
            width: parent.width
            text: screen.shown.nextStep ?? ""
            font.pixelSize: Theme.title
        }
        Words {
            width: parent.width
            text: screen.shown.safe ?? ""
            color: Theme.fineInk
        }
    }
}
