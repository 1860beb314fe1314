// Who is handing in; then, for those who wish, a name, a reference and a telephone number.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string kind: shown.kind ?? ""
    property string name: shown.name ?? ""
    property string reference: shown.reference ?? ""
    property string telephone: shown.telephone ?? ""
    property string editing: ""

    step: 0
    heading: kind === "" ? qsTr("Who is handing in the document?") : qsTr("What should the receipt say about you?")
    help: kind === "" ? "" : qsTr("All three are optional. Touch a line to fill it in, or just continue.")
    primary: kind === "" ? "" : qsTr("Continue")
    onPrimaryTouched: presenter.nameVisitor(name, reference, telephone)
    onBackTouched: presenter.goBack()

    function labelOf(field: string): string {
        if (field === "reference")
            return qsTr("Your own reference");
        if (field === "telephone")
            return qsTr("Telephone, in case the Court has a question");
        return kind === "in_person" ? qsTr("Your name") : kind === "government" ? qsTr("Name of the department or organisation") : qsTr("Name of the firm");
    }
    function edit(field: string, text: string): void {
        editing = field;
        keyboard.open(() => labelOf(field), text);
    }

    Row {
        visible: screen.kind === ""
        width: parent.width
        height: parent.height
        spacing: Theme.gap
        Repeater {
            model: [["law_firm", "law-firm", qsTr("Law firm"), qsTr("Solicitors and their clerks")],
                    ["government", "government", qsTr("Government or organisation"), qsTr("Departments and public bodies")],
                    ["in_person", "person", qsTr("In person"), qsTr("I act for myself, without a lawyer")]]
            ChoiceCard {
                required property var modelData
                objectName: "kind_" + modelData[0]
                width: (parent.width - 2 * Theme.gap) / 3
                height: Math.min(parent.height, 368)
                upright: true
                drawingSize: Theme.largeText ? 112 : 144
                drawing: modelData[1]
                text: modelData[2]
                note: modelData[3]
                onClicked: screen.presenter.chooseKind(modelData[0])
            }
        }
    }
    Column {
        visible: screen.kind !== ""
        width: parent.width
        spacing: Theme.largeText ? Theme.keyGap : Theme.nearGap
        Repeater {
            model: [["name", screen.name], ["reference", screen.reference], ["telephone", screen.telephone]]
            ChoiceCard {
                required property var modelData
                objectName: "field_" + modelData[0]
                width: parent.width
                drawing: "pen"
                drawingSize: 48
                text: screen.labelOf(modelData[0])
                note: modelData[1] === "" ? qsTr("Touch to fill in") : modelData[1]
                onClicked: screen.edit(modelData[0], modelData[1])
            }
        }
    }
    Keyboard {
        id: keyboard
        parent: screen
        anchors.fill: parent
        onTyped: text => {
            if (screen.editing === "name")
                screen.name = text;
            else if (screen.editing === "reference")
                screen.reference = text;
            else
                screen.telephone = text;
        }
    }
}
