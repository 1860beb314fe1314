// Over the waiting screen: more time, or everything of the visit is put away.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

Rectangle {
    id: overlay
    required property var presenter
    color: Theme.veil

    MouseArea {
        anchors.fill: parent
    }
    Panel {
        anchors.centerIn: parent
        width: 960
        height: asking.height + 64
        Column {
            id: asking
            x: 48
            y: 32
            width: parent.width - 96
            spacing: 24
            Row {
                spacing: 32
                width: parent.width
                Drawing {
                    id: clock
                    name: "clock"
                    size: 128
                }
                Column {
                    width: parent.width - clock.width - 32
                    spacing: 8
                    Words {
                        objectName: "still_there_heading"
                        width: parent.width
                        text: qsTr("Are you still there?")
                        font.pixelSize: Theme.heading
                        font.bold: true
                        lineHeight: 0.86
                        Accessible.role: Accessible.Heading
                    }
                    Words {
                        width: parent.width
                        text: overlay.presenter?.handedOver
                              ? qsTr("This visit will end by itself. What you have handed over is safe on this kiosk.")
                              : qsTr("If not, this visit ends and everything you entered is wiped. Nothing has been handed over yet.")
                    }
                }
            }
            Row {
                anchors.right: parent.right
                spacing: Theme.gap
                ActionButton {
                    objectName: "leave"
                    text: qsTr("End my visit")
                    longest: 400
                    onClicked: overlay.presenter.leave()
                }
                ActionButton {
                    objectName: "more_time"
                    primary: true
                    text: qsTr("I need more time")
                    onClicked: overlay.presenter.moreTime()
                }
            }
        }
    }
}
