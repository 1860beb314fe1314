// Good, bad or not known: a sign, a word and a colour, never colour alone.
pragma ComponentBehavior: Bound
import QtQuick

Row {
    id: mark
    required property string verdict // passed, failed, unknown; empty when it is none of them
    required property string words
    property int pixels: Theme.label
    readonly property string severity: verdict === "failed" ? "must_fix" : verdict === "unknown" ? "look" : "fine"
    readonly property color tint: verdict === "" ? Theme.ink : Theme.severityInk(severity)
    spacing: 12

    Drawing {
        visible: mark.verdict !== ""
        name: "sign-" + mark.severity
        size: 36
        ink: mark.tint
        accent: mark.tint
        soft: Theme.severityPaper(mark.severity)
        anchors.verticalCenter: parent.verticalCenter
    }
    Words {
        text: mark.words
        color: mark.tint
        font.pixelSize: mark.pixels
        font.bold: true
        wrapMode: Text.NoWrap
        anchors.verticalCenter: parent.verticalCenter
        Accessible.ignored: true
    }
}
