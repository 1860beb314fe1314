// The pages to be handed over are being made, stamp in place, for the visitor to see.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    step: 5
    heading: qsTr("Your pages are being prepared")
    help: (shown.scanned ?? false) ? qsTr("Each page gets the kiosk's stamp in its margin.") : qsTr("Each page gets the kiosk's stamp in its margin. Your own file stays as it is.")
    back: qsTr("Stop")
    onBackTouched: presenter.goBack()

    Drawing {
        id: drawing
        name: "stamp"
        size: Math.min(parent.height, 288)
        anchors.verticalCenter: parent.verticalCenter
    }
    ProgressLine {
        x: drawing.width + 64
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        words: qsTr("Stamping the pages")
        amount: qsTr("%1 of %2").arg(screen.shown.donePages).arg(screen.shown.pages)
        fraction: screen.shown.fraction ?? 0
    }
}
