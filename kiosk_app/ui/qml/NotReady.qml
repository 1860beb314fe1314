// Something is to be done elsewhere first: a kind end, with where to go.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var missing: shown.missing ?? []

    step: 2
    heading: qsTr("Please do this first, then come back")
    help: qsTr("Nothing is lost: nothing has been handed over yet.")
    primary: qsTr("Finish")
    onPrimaryTouched: presenter.finish()
    onBackTouched: presenter.goBack()

    Drawing {
        id: way
        name: "way"
        size: Math.min(parent.height, 256)
        anchors.verticalCenter: parent.verticalCenter
        visible: !Theme.largeText
    }
    TallList {
        id: list
        x: way.visible ? way.width + 48 : 0
        width: parent.width - x
        height: parent.height
        name: screen.heading
        model: screen.missing.length
        delegate: Panel {
            id: place
            required property int index
            readonly property var check: screen.missing[index]
            width: list.rowWidth
            height: words.height + 40
            Column {
                id: words
                x: 24
                y: 20
                width: parent.width - 48
                spacing: 4
                Words {
                    width: parent.width
                    text: place.check.where
                    font.bold: true
                }
                Words {
                    width: parent.width
                    text: place.check.question
                    font.pixelSize: Theme.label
                    color: Theme.quiet
                }
            }
        }
    }
}
