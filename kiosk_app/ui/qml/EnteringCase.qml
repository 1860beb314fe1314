// Which case: first its type, then its number and year; or the whole line in letters.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    property string prefix: ""
    property string number: ""
    property string year: ""
    property string free: ""
    property bool asNew: false
    readonly property bool picking: prefix === "" && free === ""
    readonly property string reading: shown.reading ?? ""
    readonly property var types: shown.types ?? []

    step: 1
    heading: asNew ? qsTr("What type of case will it be?") : picking ? qsTr("What type of case is it?") : qsTr("What is the number of the case?")
    help: Theme.largeText ? "" : asNew ? qsTr("The Registry gives the number when you file the paper.") : picking ? qsTr("The letters stand before the number on the first page.") : ""
    primary: picking ? "" : reading === "question" ? qsTr("Yes, %1").arg(shown.number) : qsTr("Continue")
    primaryReady: reading === "number" || reading === "question"
    secondary: reading === "question" && !picking ? qsTr("No") : ""
    onPrimaryTouched: presenter.chooseCase()
    onSecondaryTouched: restart()
    onBackTouched: {
        if (!picking)
            restart();
        else if (asNew)
            asNew = false;
        else
            presenter.goBack();
    }
    onShownChanged: {
        if (picking && !keyboard.visible)
            takeApart(shown.text ?? "");
    }

    function takeApart(text: string): void {
        const read = /^([A-Z]+) (\d*)(?:\/(\d*))?$/.exec(text);
        const parts = read && types.some(type => type.prefix === read[1]) ? read : null;
        prefix = parts ? parts[1] : "";
        number = parts ? parts[2] : "";
        year = parts ? parts[3] ?? "" : "";
        free = parts ? "" : text;
    }
    function restart(): void {
        takeApart("");
        presenter.typeCase("");
    }
    function say(): void {
        presenter.typeCase(prefix + " " + number + (year === "" ? "" : "/" + year));
    }
    function choose(chosen: string): void {
        if (asNew) {
            presenter.chooseNewCase(chosen);
            return;
        }
        prefix = chosen;
        say();
    }
    function explanation(): string {
        if (reading === "number")
            return shown.typeName;
        if (reading === "question")
            return qsTr("Did you mean %1?").arg(shown.number);
        if (reading !== "refusal" || shown.problem === "empty")
            return "";
        if (shown.problem === "incomplete" && !picking)
            return number === "" ? qsTr("Touch the number, then the year.") : year === "" ? qsTr("Now touch the year.") : "";
        return Theme.join(shown.what, shown.nextStep);
    }

    Grid {
        id: choices
        readonly property real cardWidth: (width - 2 * columnSpacing) / 3
        readonly property int cardHeight: Theme.largeText ? 136 : 120
        visible: screen.picking
        width: parent.width
        columns: 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.largeText ? Theme.keyGap : Theme.nearGap
        Repeater {
            model: screen.types.length
            ChoiceCard {
                required property int index
                readonly property var type: screen.types[index]
                objectName: "type_" + type.prefix
                width: choices.cardWidth
                height: choices.cardHeight
                text: type.prefix
                note: type.name
                onClicked: screen.choose(type.prefix)
            }
        }
        ChoiceCard {
            objectName: "free_entry"
            visible: !screen.asNew
            width: choices.cardWidth
            height: choices.cardHeight
            drawing: Theme.largeText ? "" : "keyboard"
            text: qsTr("Other letters")
            note: qsTr("Type the whole line")
            onClicked: keyboard.open(() => qsTr("Case number, as on the first page"), screen.shown.text ?? "")
        }
        ChoiceCard {
            objectName: "new_case"
            visible: !screen.asNew
            width: choices.cardWidth
            height: choices.cardHeight
            drawing: Theme.largeText ? "" : "paper"
            text: qsTr("No number yet")
            note: qsTr("A new case")
            onClicked: screen.asNew = true
        }
    }
    Item {
        visible: !screen.picking
        width: parent.width
        height: 408
        Panel {
            id: display
            width: parent.width - 352 - 264 - 2 * 32
            height: 128
            border.color: screen.reading === "number" ? Theme.primary : Theme.line
            border.width: 3
            Words {
                objectName: "case_text"
                anchors.fill: parent
                anchors.margins: 8
                text: screen.free !== "" ? screen.free : screen.prefix + " " + (screen.number === "" ? "––––" : screen.number) + "/" + (screen.year === "" ? "––––" : screen.year)
                font.pixelSize: 56
                font.bold: true
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: 32
                wrapMode: Text.NoWrap
                horizontalAlignment: Text.AlignHCenter
                verticalAlignment: Text.AlignVCenter
            }
        }
        Words {
            objectName: "explanation"
            width: screen.free === "" ? display.width : parent.width - 448
            y: 152
            text: screen.explanation()
            color: screen.reading === "refusal" && screen.shown.problem !== "incomplete" ? Theme.lookInk : Theme.ink
        }
        Row {
            visible: !Theme.largeText && screen.free === "" && (screen.reading !== "refusal" || screen.shown.problem === "incomplete")
            y: parent.height - height
            width: display.width
            spacing: 24
            Drawing {
                id: firstPage
                name: "first-page"
                size: 144
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - firstPage.width - 24
                text: qsTr("The number stands at the top of the first page.")
                font.pixelSize: Theme.small
                color: Theme.quiet
            }
        }
        ActionButton {
            objectName: "change"
            visible: screen.free !== ""
            anchors.right: parent.right
            drawing: "keyboard"
            text: qsTr("Change")
            onClicked: keyboard.open(() => qsTr("Case number, as on the first page"), screen.free)
        }
        Drawing {
            visible: screen.free !== ""
            anchors.right: parent.right
            anchors.rightMargin: 96
            y: 128
            name: "first-page"
            size: 272
        }
        NumberPad {
            visible: screen.free === ""
            x: display.width + 32
            onDigit: digit => {
                if (screen.number.length < 6 && !(screen.number === "" && digit === "0")) {
                    screen.number += digit;
                    screen.say();
                }
            }
            onTaken: {
                screen.number = screen.number.slice(0, -1);
                screen.say();
            }
        }
        Grid {
            visible: screen.free === ""
            anchors.right: parent.right
            columns: 2
            spacing: Theme.keyGap
            Repeater {
                model: screen.shown.years ?? []
                Key {
                    required property string modelData
                    objectName: "year_" + modelData
                    width: 128
                    text: modelData
                    checked: screen.year === modelData
                    onClicked: {
                        screen.year = modelData;
                        screen.say();
                    }
                }
            }
            Key {
                objectName: "earlier_year"
                width: 128
                text: "…"
                spoken: qsTr("An earlier year")
                onClicked: keyboard.open(() => qsTr("Case number, as on the first page"), screen.prefix + " " + screen.number + "/")
            }
        }
    }
    Keyboard {
        id: keyboard
        parent: screen
        anchors.fill: parent
        capitals: true
        longest: 40
        note: screen.reading === "refusal" ? screen.shown.what : screen.explanation()
        onTyped: text => screen.presenter.typeCase(text)
        onDone: text => screen.takeApart(screen.reading === "number" || screen.reading === "question" ? screen.shown.number : text)
    }
}
