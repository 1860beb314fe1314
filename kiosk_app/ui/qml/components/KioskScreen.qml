// What every screen has: a question, two lines of help, its content, back and one primary action.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: screen
    property var shown: ({})
    property var presenter
    property int step: -1
    property int inset: 0 // room at the left, for a menu
    property string heading
    property string help
    property bool warning: false // the help says what is wrong, the foot what to do
    property string primary
    property bool primaryReady: true
    property string secondary
    property string back: qsTr("Back")
    property string backName: "back"
    property bool mayGoBack: true
    property bool bare: primary === "" && secondary === "" && !mayGoBack
    property alias foot: footWords.text
    default property alias content: area.data
    signal primaryTouched
    signal secondaryTouched
    signal backTouched

    StepLine {
        id: steps
        x: Theme.margin
        y: 8
        current: screen.step
    }
    Words {
        id: headingWords
        objectName: "heading"
        visible: text !== ""
        x: Theme.margin + screen.inset
        y: screen.step < 0 ? 24 : 48
        width: screen.width - 2 * Theme.margin - screen.inset
        text: screen.heading
        font.pixelSize: Theme.heading
        font.bold: true
        lineHeight: 0.86
        Accessible.role: Accessible.Heading
    }
    Words {
        id: helpWords
        objectName: "help"
        visible: text !== ""
        x: Theme.margin + screen.inset
        y: headingWords.y + headingWords.height + 4
        width: screen.width - 2 * Theme.margin - screen.inset
        text: screen.help
        color: screen.warning ? Theme.mustInk : Theme.quiet
        font.bold: screen.warning
    }
    Item {
        id: area
        x: Theme.margin + screen.inset
        y: (helpWords.visible ? helpWords.y + helpWords.height : headingWords.visible ? headingWords.y + headingWords.height : 8) + 16
        width: screen.width - 2 * Theme.margin - screen.inset
        height: (screen.bare ? screen.height - 24 : bar.y - 16) - y
    }
    Item {
        id: bar
        visible: !screen.bare
        x: Theme.margin
        y: screen.height - Theme.touch - 24
        width: screen.width - 2 * Theme.margin
        height: Theme.touch

        ActionButton {
            id: backButton
            objectName: screen.backName
            visible: screen.mayGoBack
            height: parent.height
            text: screen.back
            longest: screen.inset > 0 ? 400 : 360
            onClicked: screen.backTouched()
        }
        Words {
            id: footWords
            objectName: "foot"
            visible: text !== ""
            x: backButton.visible ? backButton.width + 24 : 0
            width: actions.x - 24 - x
            height: parent.height
            font.pixelSize: Theme.small
            color: screen.warning ? Theme.ink : Theme.quiet
            verticalAlignment: Text.AlignVCenter
        }
        Row {
            id: actions
            anchors.right: parent.right
            spacing: Theme.gap
            ActionButton {
                objectName: "secondary"
                visible: screen.secondary !== ""
                height: bar.height
                text: screen.secondary
                longest: 520
                onClicked: screen.secondaryTouched()
            }
            ActionButton {
                objectName: "primary"
                visible: screen.primary !== ""
                enabled: screen.primaryReady
                primary: true
                height: bar.height
                text: screen.primary
                onClicked: screen.primaryTouched()
            }
        }
    }
}
