// Nobody is here; touch to start.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    mayGoBack: false
    primary: ""

    Item {
        width: parent.width - 496
        height: parent.height
        Column {
            width: parent.width
            y: 24
            spacing: 16
            Words {
                objectName: "heading"
                width: parent.width
                text: qsTr("Hand in the scanned copy of your court document")
                font.pixelSize: Math.round(54 * (Theme.largeText ? 1.15 : 1))
                font.bold: true
                lineHeight: 0.86
                Accessible.role: Accessible.Heading
            }
            Words {
                width: parent.width
                text: qsTr("Bring it on a USB device. It takes about three minutes. You still file the paper itself at the Registry.")
                color: Theme.quiet
            }
        }
        Row {
            id: way
            visible: !Theme.largeText
            anchors.bottom: touch.top
            anchors.bottomMargin: 40
            width: parent.width
            Repeater {
                model: [["stick", qsTr("Plug in your USB device")], ["sign-fine", qsTr("Let the kiosk check every page")], ["receipt", qsTr("Take your receipt")]]
                Row {
                    id: leg
                    required property var modelData
                    width: way.width / 3
                    spacing: 12
                    Drawing {
                        id: sketch
                        name: leg.modelData[0]
                        size: 64
                    }
                    Words {
                        width: leg.width - sketch.width - 24
                        anchors.verticalCenter: parent.verticalCenter
                        text: leg.modelData[1]
                        font.pixelSize: Theme.small
                    }
                }
            }
        }
        Column {
            id: touch
            width: parent.width
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 24
            spacing: 24
            ActionButton {
                objectName: "primary"
                primary: true
                text: qsTr("Touch here to start")
                longest: parent.width
                width: Math.max(implicitWidth, 480)
                height: 128
                onClicked: screen.presenter.start()
            }
        }
    }
    Column {
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: 448
        spacing: 16
        Drawing {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "hand-in"
            size: Theme.largeText ? 144 : 208
        }
        Panel {
            width: parent.width
            height: today.height + 40
            Column {
                id: today
                x: 24
                y: 20
                width: parent.width - 48
                spacing: 8
                Words {
                    width: parent.width
                    text: screen.shown.day ?? ""
                    font.pixelSize: Theme.label
                    font.bold: true
                }
                Repeater {
                    model: [[qsTr("Registry"), screen.shown.registry ?? ""], [qsTr("Resource Centre"), screen.shown.centre ?? ""]]
                    Column {
                        id: office
                        required property var modelData
                        width: today.width
                        Words {
                            width: parent.width
                            text: office.modelData[0]
                            font.pixelSize: Theme.small
                            color: Theme.quiet
                        }
                        Words {
                            width: parent.width
                            text: office.modelData[1]
                            font.pixelSize: Theme.small
                        }
                    }
                }
                Words {
                    visible: screen.shown.closing ?? false
                    width: parent.width
                    text: qsTr("The Registry closes soon, or is closed for today.")
                    font.pixelSize: Theme.small
                    font.bold: true
                    color: Theme.lookInk
                }
            }
        }
        ActionButton {
            objectName: "look_up"
            drawing: "receipt"
            text: qsTr("Look up a submission")
            longest: parent.width
            width: parent.width
            onClicked: screen.presenter.lookUp()
        }
    }
}
