// What this type of document needs before it can be scanned, marked one by one.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var checks: shown.checks ?? []

    step: 2
    heading: qsTr("Is the document ready?")
    help: qsTr("%1: touch each line that is done.").arg(shown.documentType ?? "")
    primary: qsTr("Continue")
    primaryReady: checks.every(check => check.done)
    secondary: qsTr("Not yet")
    onPrimaryTouched: presenter.confirmReadiness()
    onSecondaryTouched: presenter.notYetReady()
    onBackTouched: presenter.goBack()

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.checks.length
        delegate: ChoiceCard {
            required property int index
            readonly property var check: screen.checks[index]
            objectName: "check_" + check.code
            width: list.rowWidth
            drawing: check.done ? "ticked" : "unticked"
            checked: check.done
            text: check.question
            note: check.where
            onClicked: screen.presenter.markReadiness(check.code, !check.done)
        }
    }
}
