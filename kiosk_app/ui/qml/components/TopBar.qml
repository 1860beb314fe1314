// Always there: whose kiosk this is, language, text size, contrast, help.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: bar
    required property var presenter
    signal helpTouched
    color: Theme.band
    height: Theme.touch

    Rectangle {
        visible: Theme.highContrast
        anchors.bottom: parent.bottom
        width: parent.width
        height: 2
        color: Theme.bandInk
    }
    Drawing {
        id: emblem
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "scales"
        size: 56
        ink: Theme.bandInk
        accent: Theme.bandInk
        soft: "transparent"
    }
    Column {
        anchors.left: emblem.right
        anchors.leftMargin: 16
        anchors.verticalCenter: parent.verticalCenter
        Words {
            text: qsTr("High Court")
            color: Theme.bandInk
            font.pixelSize: 24
            font.bold: true
            wrapMode: Text.NoWrap
        }
        Words {
            text: qsTr("Scanned documents for iCMS")
            color: Theme.bandQuiet
            font.pixelSize: 22
            wrapMode: Text.NoWrap
        }
    }
    Row {
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        spacing: Theme.keyGap
        Repeater {
            model: [["en", "English", "Noto Sans CJK HK"], ["zh_Hant", "繁體中文", "Noto Sans CJK HK"],
                    ["zh_Hans", "简体中文", "Noto Sans CJK SC"]]
            BarButton {
                required property var modelData
                objectName: "language_" + modelData[0]
                text: modelData[1]
                family: modelData[2]
                checked: Theme.language === modelData[0]
                onClicked: bar.presenter.setLanguage(modelData[0])
            }
        }
        Item {
            width: 16
            height: 1
        }
        BarButton {
            objectName: "text_size"
            drawing: "text-size"
            spoken: qsTr("Large text")
            checked: Theme.largeText
            onClicked: bar.presenter.setLargeText(!Theme.largeText)
        }
        BarButton {
            objectName: "contrast"
            drawing: "contrast"
            spoken: qsTr("High contrast")
            checked: Theme.highContrast
            onClicked: bar.presenter.setHighContrast(!Theme.highContrast)
        }
        BarButton {
            objectName: "help_button"
            drawing: "help"
            text: qsTr("Help")
            onClicked: bar.helpTouched()
        }
    }
}
