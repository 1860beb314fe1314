// Paper goes into the scanner, then one big button; or what has to be cleared first.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property bool troubled: (shown.code ?? "") !== ""
    readonly property int count: shown.count ?? 0
    readonly property var again: shown.replacing ?? ({ "number": 0, "source": "", "turned": 0 })

    step: 3
    heading: troubled ? shown.what : again.number > 0 ? qsTr("Please put page %1 back").arg(again.number)
           : count > 0 ? qsTr("Please put in the next pages") : qsTr("Please put your paper in the scanner")
    help: troubled ? shown.nextStep : again.number > 0 ? qsTr("Only this one page. It takes the place of the first scan.")
        : qsTr("All sheets at once, as many as fit. Then touch the button.")
    foot: (count === 0 ? "" : troubled && again.number === 0 ? qsTr("%n page(s) kept. Please put back from page %1 on.", "", count).arg(count + 1)
           : qsTr("%n page(s) scanned and kept.", "", count)) + (troubled ? (count === 0 ? "" : "  ") + shown.code : "")
    primary: troubled ? qsTr("Try again") : qsTr("Scan")
    onPrimaryTouched: presenter.scan()
    onBackTouched: presenter.goBack()

    Row {
        anchors.centerIn: parent
        spacing: 64
        PagePicture {
            objectName: "page_again"
            visible: screen.again.number > 0
            height: Math.min(screen.troubled ? 288 : 368, drawing.parent.parent.height)
            width: Math.round(height / 1.414)
            anchors.verticalCenter: parent.verticalCenter
            source: screen.again.source
            turned: screen.again.turned
            spoken: qsTr("Page %1").arg(screen.again.number)
        }
        Drawing {
            id: drawing
            objectName: "drawing"
            name: screen.shown.drawing ?? "feed-paper"
            size: Math.min(parent.parent.height, 368)
            anchors.verticalCenter: parent.verticalCenter
        }
        Column {
            visible: !screen.troubled && screen.again.number === 0
            spacing: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            Repeater {
                model: [["face-up", qsTr("Printed side up")], ["top-first", qsTr("Top edge first")],
                        ["no-staples", qsTr("No staples or clips")]]
                Row {
                    id: hint
                    required property var modelData
                    spacing: Theme.gap
                    Drawing {
                        name: hint.modelData[0]
                        size: 88
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        width: 400
                        text: hint.modelData[1]
                        font.pixelSize: Theme.title
                    }
                }
            }
        }
    }
}
