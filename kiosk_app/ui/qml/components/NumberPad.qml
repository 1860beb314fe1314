// Digits as on a telephone, with one key to take the last away.
pragma ComponentBehavior: Bound
import QtQuick

Grid {
    id: pad
    signal digit(string text)
    signal taken
    columns: 3
    spacing: Theme.keyGap

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
        Key {
            required property string modelData
            objectName: "digit_" + modelData
            width: 112
            text: modelData
            onClicked: pad.digit(modelData)
        }
    }
    Item {
        width: 112
        height: Theme.touch
    }
    Key {
        objectName: "digit_0"
        width: 112
        text: "0"
        onClicked: pad.digit("0")
    }
    Key {
        objectName: "digit_erase"
        width: 112
        drawing: "erase"
        spoken: qsTr("Take the last digit away")
        onClicked: pad.taken()
    }
}
