// Every scanned page, to be turned, scanned again or removed; then on with all of them.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var pages: shown.pages ?? []
    readonly property int chosen: shown.chosen ?? -1
    readonly property int columns: 3
    readonly property int rowCount: Math.ceil(pages.length / columns)

    step: 3
    heading: qsTr("Are these all your pages, the right way up?")
    help: chosen < 0 ? qsTr("Touch a page to turn it, to scan it again or to remove it.")
        : qsTr("Page %1 is marked. Touch it once more when it is right.").arg(chosen + 1)
    primary: qsTr("These are all %n page(s)", "", pages.length)
    secondary: qsTr("Scan more paper")
    onPrimaryTouched: presenter.acceptSheets()
    onSecondaryTouched: presenter.scanMore()
    onBackTouched: presenter.goBack()
    onRowCountChanged: keepRows()
    Component.onCompleted: keepRows()

    // One row more or less, never all anew: the list stays where the visitor has turned it to.
    function keepRows(): void {
        while (rows.count < rowCount)
            rows.append({ "of": 0 });
        while (rows.count > rowCount)
            rows.remove(rows.count - 1);
    }

    ListModel {
        id: rows
    }
    TallList {
        id: list
        width: parent.width - tools.width - 32
        height: parent.height
        name: screen.heading
        model: rows
        current: screen.chosen < 0 ? -1 : Math.floor(screen.chosen / screen.columns)
        delegate: Row {
            id: row
            required property int index
            spacing: Theme.nearGap
            Repeater {
                model: screen.columns
                SheetCard {
                    required property int index
                    readonly property int place: row.index * screen.columns + index
                    readonly property var sheet: screen.pages[place] ?? null
                    objectName: "sheet_" + place
                    visible: sheet !== null
                    width: (list.rowWidth - (screen.columns - 1) * Theme.nearGap) / screen.columns
                    height: (list.height - Theme.nearGap) / 2
                    number: sheet?.number ?? 0
                    source: sheet?.source ?? ""
                    turned: sheet?.turned ?? 0
                    checked: place === screen.chosen
                    onClicked: screen.presenter.touchSheet(place)
                }
            }
        }
    }
    Column {
        id: tools
        anchors.right: parent.right
        width: Theme.largeText ? 320 : 280
        spacing: Theme.gap
        Repeater {
            model: [["turn", qsTr("Turn"), () => screen.presenter.turnSheet()],
                    ["again", qsTr("Scan again"), () => screen.presenter.scanSheetAgain()],
                    ["remove", qsTr("Remove"), () => screen.presenter.removeSheet()]]
            ActionButton {
                required property var modelData
                objectName: "sheet_" + modelData[0]
                width: tools.width
                enabled: screen.chosen >= 0
                drawing: modelData[0]
                text: modelData[1]
                onClicked: modelData[2]()
            }
        }
    }
}
