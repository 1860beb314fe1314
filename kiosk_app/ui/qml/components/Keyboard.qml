// Latin letters and digits over the whole screen, for the one line that is being typed.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: keyboard
    property var label: () => "" // asked anew when the language changes
    property string text
    property string note
    property bool capitals: false
    property int longest: 60
    signal typed(string text)
    signal done(string text)

    readonly property var rows: ["1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM.-/"]
    readonly property real keyWidth: (width - 2 * Theme.margin - 9 * Theme.keyGap) / 10

    visible: false
    color: Theme.paper

    function open(label: var, text: string): void {
        keyboard.label = label;
        keyboard.text = text;
        visible = true;
    }
    // Names begin each word with a capital; case numbers are all capitals.
    function press(key: string): void {
        if (text.length >= longest)
            return;
        const inside = !capitals && /[A-Za-z'’]$/.test(text);
        text += inside ? key.toLowerCase() : key;
        typed(text);
    }
    function erase(): void {
        text = text.slice(0, -1);
        typed(text);
    }

    MouseArea {
        anchors.fill: parent
    }
    Rectangle {
        id: field
        x: Theme.margin
        y: 24
        width: keyboard.note === "" ? keyboard.width - 2 * Theme.margin : (keyboard.width - 2 * Theme.margin) / 2 - 12
        height: 104
        radius: Theme.radius
        color: Theme.surface
        border.width: 3
        border.color: Theme.primary
        Words {
            id: fieldLabel
            x: 24
            y: 4
            width: parent.width - 48
            text: keyboard.label()
            font.pixelSize: Theme.small
            color: Theme.quiet
            wrapMode: Text.NoWrap
        }
        Words {
            objectName: "keyboard_text"
            x: 24
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 2
            width: parent.width - 48
            text: keyboard.text + "|"
            font.pixelSize: Theme.title
            wrapMode: Text.NoWrap
            elide: Text.ElideLeft
            Accessible.name: keyboard.label() + ": " + keyboard.text
        }
    }
    Words {
        objectName: "keyboard_note"
        anchors.left: field.right
        anchors.leftMargin: 24
        anchors.verticalCenter: field.verticalCenter
        width: field.width
        text: keyboard.note
        font.pixelSize: Theme.small
        color: Theme.lookInk
    }
    Column {
        x: Theme.margin
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        spacing: Theme.keyGap
        Repeater {
            model: keyboard.rows
            Row {
                id: row
                required property string modelData
                required property int index
                spacing: Theme.keyGap
                Repeater {
                    model: row.modelData.length
                    Key {
                        required property int index
                        objectName: "key_" + text
                        width: keyboard.keyWidth
                        text: row.modelData.charAt(index)
                        onClicked: keyboard.press(text)
                    }
                }
                Key {
                    visible: row.index === 2
                    objectName: "key_erase"
                    width: keyboard.keyWidth
                    drawing: "erase"
                    spoken: qsTr("Take the last letter away")
                    onClicked: keyboard.erase()
                }
            }
        }
        Row {
            spacing: Theme.keyGap
            Repeater {
                model: ["[", "]", "&", "'"]
                Key {
                    required property string modelData
                    objectName: "key_" + modelData
                    width: keyboard.keyWidth
                    text: modelData
                    onClicked: keyboard.press(modelData)
                }
            }
            Key {
                objectName: "key_space"
                width: 4 * keyboard.keyWidth + 3 * Theme.keyGap
                text: qsTr("Space")
                onClicked: keyboard.press(" ")
            }
            Key {
                objectName: "key_done"
                primary: true
                width: 2 * keyboard.keyWidth + Theme.keyGap
                text: qsTr("Done")
                onClicked: {
                    keyboard.visible = false;
                    keyboard.done(keyboard.text.trim());
                }
            }
        }
    }
}
