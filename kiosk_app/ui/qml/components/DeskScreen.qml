// What every desk of maintenance mode has: the menu of desks at the left, the way out below it.
pragma ComponentBehavior: Bound
import QtQuick

KioskScreen {
    id: desk
    required property string at
    property alias actions: actionRow.data // where the primary action else is
    readonly property var trouble: shown.trouble ?? ({ "code": "", "what": "", "nextStep": "" })

    inset: menu.width + 32
    back: qsTr("Leave maintenance")
    onBackTouched: presenter.leave()

    Grid {
        id: menu
        parent: desk
        x: Theme.margin
        y: 24
        columns: 2
        spacing: Theme.keyGap
        Repeater {
            model: [["readiness", qsTr("Checks")], ["queue", qsTr("Queue")], ["sockets", qsTr("Sockets")],
                    ["scanner", qsTr("Scanner")], ["printer", qsTr("Printer")], ["touch", qsTr("Touch")],
                    ["log", qsTr("Log")], ["service", qsTr("Service")]]
            DeskKey {
                required property var modelData
                objectName: "desk_" + modelData[0]
                text: modelData[1]
                checked: desk.at === modelData[0]
                onClicked: desk.presenter.chooseDesk(modelData[0])
            }
        }
    }
    Row {
        id: actionRow
        parent: desk
        x: desk.width - Theme.margin - width
        y: desk.height - Theme.touch - 24
        spacing: Theme.nearGap
    }
}
