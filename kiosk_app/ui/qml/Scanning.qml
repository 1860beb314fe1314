// Pages come in, one after the other; what is in is kept whatever happens to the next.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var pages: shown.pages ?? []
    readonly property int count: shown.count ?? 0
    readonly property int replacing: shown.replacing ?? 0

    step: 3
    heading: replacing > 0 ? qsTr("Page %1 is being scanned again").arg(replacing) : qsTr("Your paper is being scanned")
    help: qsTr("Please leave the paper alone until the scanner stops by itself.")
    back: qsTr("Stop")
    foot: count > 0 ? qsTr("What is scanned is kept.") : ""
    onBackTouched: presenter.goBack()

    Drawing {
        id: drawing
        visible: screen.count === 0 || screen.replacing > 0
        anchors.centerIn: parent
        name: "scanning"
        size: Math.min(parent.height, 352)
    }
    Column {
        visible: !drawing.visible
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
        spacing: Theme.gap
        Words {
            objectName: "count"
            width: parent.width
            text: qsTr("%n page(s) scanned", "", screen.count)
            font.pixelSize: Theme.heading
            font.bold: true
            horizontalAlignment: Text.AlignHCenter
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap
            Repeater {
                model: screen.pages.length
                Column {
                    id: page
                    required property int index
                    readonly property var sheet: screen.pages[index] ?? ({ "number": 0, "source": "", "turned": 0 })
                    spacing: 8
                    PagePicture {
                        objectName: "page_" + page.sheet.number
                        width: Theme.largeText ? 152 : 192
                        height: Math.round(width * 1.414)
                        source: page.sheet.source
                        spoken: qsTr("Page %1").arg(page.sheet.number)
                    }
                    Words {
                        width: parent.width
                        text: page.sheet.number
                        font.pixelSize: Theme.label
                        font.bold: true
                        horizontalAlignment: Text.AlignHCenter
                        Accessible.ignored: true
                    }
                }
            }
        }
    }
}
