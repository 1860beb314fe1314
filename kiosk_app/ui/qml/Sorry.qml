// Something went wrong: what is safe, what happened, what to do.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property bool goesOn: shown.goesOn ?? false
    readonly property string fileName: shown.fileName ?? ""
    primary: goesOn ? qsTr("Try again") : qsTr("Finish")
    secondary: goesOn ? qsTr("End my visit") : ""
    mayGoBack: false
    foot: shown.code ?? ""
    onPrimaryTouched: goesOn ? presenter.goBack() : presenter.finish()
    onSecondaryTouched: presenter.finish()

    Drawing {
        id: drawing
        name: screen.shown.drawing ?? ""
        size: Theme.largeText ? 160 : 256
        anchors.verticalCenter: parent.verticalCenter
    }
    Column {
        x: drawing.width + 48
        width: parent.width - x
        anchors.verticalCenter: parent.verticalCenter
        spacing: 24
        Row {
            visible: (screen.shown.safe ?? "") !== ""
            width: parent.width
            spacing: 16
            Drawing {
                id: sign
                name: "sign-fine"
                size: 48
                ink: Theme.fineInk
                accent: Theme.fineInk
                soft: Theme.finePaper
            }
            Words {
                objectName: "safe"
                width: parent.width - sign.width - 16
                text: screen.shown.safe ?? ""
                color: Theme.fineInk
                font.bold: true
            }
        }
        Words {
            objectName: "heading"
            width: parent.width
            text: screen.shown.what ?? ""
            font.pixelSize: Theme.heading
            font.bold: true
            lineHeight: 0.86
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
            Accessible.role: Accessible.Heading
        }
        Words {
            visible: text !== "" && !(screen.shown.what ?? "").includes(text)
            width: parent.width
            text: screen.fileName
            color: Theme.quiet
            wrapMode: Text.WrapAtWordBoundaryOrAnywhere
        }
        Words {
            objectName: "next_step"
            width: parent.width
            text: screen.shown.nextStep ?? ""
            font.pixelSize: Theme.title
        }
    }
}
