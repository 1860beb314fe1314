// Every check by its code: what was found, and what to do; as they come in, then the worst first.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property bool whole: shown.whole ?? false
    readonly property var checks: shown.checks ?? []
    readonly property var none: ({ "code": "", "verdict": "", "verdictWords": "", "name": "", "what": "", "remedy": "" })

    at: "readiness"
    heading: !whole ? qsTr("Looking at everything …") : shown.verdict === "passed" ? qsTr("This kiosk is ready")
           : shown.verdict === "failed" ? qsTr("This kiosk is not ready") : qsTr("Not everything is known")
    help: !whole ? qsTr("%n check(s) made", "", checks.length)
        : shown.verdict === "passed" ? qsTr("All %n check(s) passed.", "", checks.length)
        : qsTr("Failed: %1. Not known: %2. Of %3 checks.").arg(shown.failed).arg(shown.unknown).arg(checks.length)
    foot: whole ? shown.madeAt + " · " + shown.version : ""
    primary: qsTr("Look again")
    primaryReady: whole
    onPrimaryTouched: presenter.chooseDesk("readiness")

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.checks.length
        delegate: Rectangle {
            id: row
            required property int index
            readonly property var check: screen.checks[index] ?? screen.none
            readonly property bool passed: check.verdict === "passed"
            objectName: "check_" + check.code
            width: list.rowWidth
            height: words.height + 28
            radius: Theme.radius
            color: passed ? Theme.surface : Theme.severityPaper(mark.severity)
            border.width: passed ? 1 : Theme.stroke
            border.color: passed ? Theme.decoration : mark.tint
            Column {
                id: words
                x: 24
                y: 14
                width: row.width - 48
                spacing: 4
                Item {
                    width: parent.width
                    height: Math.max(name.height, mark.height)
                    Words {
                        id: name
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - mark.width - 16
                        text: row.check.code + " · " + row.check.name
                        font.pixelSize: Theme.label
                        font.bold: true
                    }
                    Verdict {
                        id: mark
                        anchors.right: parent.right
                        verdict: row.check.verdict
                        words: row.check.verdictWords
                    }
                }
                Words {
                    width: parent.width
                    text: row.check.what
                    font.pixelSize: Theme.label
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                }
                Words {
                    width: parent.width
                    visible: text !== ""
                    text: row.check.remedy
                    font.pixelSize: Theme.label
                    color: Theme.quiet
                }
            }
        }
    }
}
