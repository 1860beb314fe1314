// How much a finding matters: a sign, a word and a colour, never colour alone.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: mark
    required property string severity
    property int signSize: 40
    spacing: 12

    Drawing {
        name: "sign-" + mark.severity
        size: mark.signSize
        ink: Theme.severityInk(mark.severity)
        accent: Theme.severityInk(mark.severity)
        soft: Theme.severityPaper(mark.severity)
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        text: mark.severity === "must_fix" ? qsTr("Must fix") : mark.severity === "look" ? qsTr("Please look") : qsTr("Fine")
        color: Theme.severityInk(mark.severity)
        font.pixelSize: Theme.label
        font.bold: true
        wrapMode: Text.NoWrap
        anchors.verticalCenter: parent.verticalCenter
    }
}
