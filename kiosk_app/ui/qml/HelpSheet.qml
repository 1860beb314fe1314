// Help over any screen: whom to ask, whom to telephone, and how to end the visit.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

Rectangle {
    id: sheet
    required property var presenter
    signal closed
    color: Theme.paper

    function nameOf(key: string): string {
        switch (key) {
        case "resource_centre":
            return qsTr("Resource Centre");
        case "general":
            return qsTr("Judiciary, general enquiries");
        case "technical":
            return qsTr("iCMS, technical help");
        default:
            return qsTr("Appointments");
        }
    }

    MouseArea {
        anchors.fill: parent
    }
    KioskScreen {
        anchors.fill: parent
        heading: qsTr("How can we help?")
        help: qsTr("The staff of the Resource Centre are at the counter. They help with this kiosk and with procedure, not with legal advice.")
        back: qsTr("Close help")
        secondary: sheet.presenter?.inVisit ? qsTr("End my visit") : ""
        onBackTouched: sheet.closed()
        onSecondaryTouched: {
            sheet.closed();
            sheet.presenter.leave();
        }
        Drawing {
            id: counter
            name: "counter"
            size: 224
            anchors.verticalCenter: parent.verticalCenter
        }
        Panel {
            x: counter.width + 48
            width: parent.width - x
            height: contacts.height + 2 * contacts.y
            anchors.verticalCenter: parent.verticalCenter
            Column {
                id: contacts
                x: 32
                y: Theme.largeText ? 8 : 20
                width: parent.width - 64
                spacing: Theme.largeText ? 4 : 16
                Repeater {
                    model: sheet.presenter?.contacts ?? []
                    Item {
                        id: contact
                        required property var modelData
                        width: contacts.width
                        height: Math.max(name.height, number.height)
                        Words {
                            id: name
                            text: sheet.nameOf(contact.modelData.key)
                            width: parent.width - number.width - 24
                        }
                        Words {
                            id: number
                            anchors.right: parent.right
                            text: contact.modelData.value
                            font.bold: true
                            wrapMode: Text.NoWrap
                        }
                    }
                }
                Repeater {
                    model: sheet.presenter?.places ?? []
                    Words {
                        required property string modelData
                        width: contacts.width
                        text: modelData
                        font.pixelSize: Theme.small
                        color: Theme.quiet
                    }
                }
            }
        }
    }
}
