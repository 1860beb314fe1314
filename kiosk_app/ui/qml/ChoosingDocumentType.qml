// What the document is.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    property string search: ""
    readonly property var offered: (shown.types ?? []).filter(type => type.everyName.toLowerCase().includes(search.toLowerCase()))
    readonly property int pairs: Math.ceil(offered.length / 2)

    step: 2
    heading: qsTr("What is the document?")
    foot: search === "" ? "" : qsTr("%n document type(s) with “%1”", "", offered.length).arg(search)
    secondary: search === "" ? qsTr("Search by name") : qsTr("Show all")
    onSecondaryTouched: {
        if (search === "")
            keyboard.open(() => qsTr("Search by name"), "");
        else
            search = "";
    }
    onBackTouched: presenter.goBack()

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.pairs
        delegate: Row {
            id: pair
            required property int index
            width: list.rowWidth
            spacing: Theme.gap
            Repeater {
                model: Math.min(2, screen.offered.length - 2 * pair.index)
                ChoiceCard {
                    required property int index
                    readonly property var type: screen.offered[2 * pair.index + index]
                    objectName: "document_type_" + (type?.code ?? "")
                    width: (pair.width - Theme.gap) / 2
                    height: Theme.largeText ? 120 : 104
                    drawing: "paper"
                    drawingSize: 56
                    text: type?.name ?? ""
                    checked: type?.chosen ?? false
                    onClicked: screen.presenter.chooseDocumentType(type.code)
                }
            }
        }
    }
    Keyboard {
        id: keyboard
        parent: screen
        anchors.fill: parent
        onTyped: text => screen.search = text
    }
}
