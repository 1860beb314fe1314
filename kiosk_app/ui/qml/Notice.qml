// The personal-data notice; nothing continues without the touch that accepts it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    heading: qsTr("May we use what you hand in?")
    primary: qsTr("Yes, I agree")
    onPrimaryTouched: presenter.acceptNotice()
    onBackTouched: presenter.goBack()

    Drawing {
        id: drawing
        name: "privacy"
        size: 224
        anchors.verticalCenter: parent.verticalCenter
        visible: !Theme.largeText
    }
    Panel {
        x: drawing.visible ? drawing.width + 48 : 0
        width: parent.width - x
        height: Math.min(parent.height, list.height + 48)
        anchors.verticalCenter: parent.verticalCenter
        Column {
            id: list
            x: 32
            y: 24
            width: parent.width - 64
            spacing: Theme.nearGap
            Repeater {
                model: screen.shown.paragraphs
                Words {
                    required property string modelData
                    width: list.width
                    text: modelData
                    font.pixelSize: Theme.largeText ? Theme.label : Theme.body
                }
            }
        }
    }
}
