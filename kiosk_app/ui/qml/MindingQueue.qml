// Every submission by its number: how it stands, why it waits, and what can be done with it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property var submissions: shown.lines ?? []
    readonly property string chosen: shown.chosen ?? ""
    readonly property var one: submissions.find(line => line.number === chosen) ?? none
    readonly property var none: ({ "number": "", "sign": "", "state": "", "age": "", "attempts": 0, "waits": false,
            "next": "", "why": "", "code": "", "canHold": false, "canRelease": false, "canRetry": false,
            "canReprint": false })

    at: "queue"
    heading: !shown.seen ? qsTr("Looking at the queue …")
           : submissions.length === 0 ? qsTr("The queue is empty") : qsTr("%n submission(s)", "", submissions.length)
    help: answer()
    primary: chosen === "" ? qsTr("Look again") : ""
    onPrimaryTouched: presenter.chooseDesk("queue")
    secondary: chosen === "" ? qsTr("Export to a stick") : ""
    onSecondaryTouched: presenter.exportQueue()
    actions: [
        ActionButton {
            objectName: "hold"
            visible: screen.one.canHold
            text: qsTr("Hold")
            onClicked: screen.presenter.chooseAction("hold")
        },
        ActionButton {
            objectName: "release"
            visible: screen.one.canRelease
            text: qsTr("Release")
            onClicked: screen.presenter.chooseAction("release")
        },
        ActionButton {
            objectName: "retry"
            visible: screen.one.canRetry
            text: qsTr("Try now")
            onClicked: screen.presenter.chooseAction("retry")
        },
        ActionButton {
            objectName: "reprint"
            visible: screen.one.canReprint
            text: qsTr("Print slip again")
            longest: 320
            onClicked: screen.presenter.chooseAction("reprint")
        }
    ]

    function answer(): string {
        if (trouble.code !== "")
            return Theme.join(trouble.what, trouble.code);
        switch (shown.slip) {
        case "printing":
            return qsTr("The slip is being printed.");
        case "printed":
            return qsTr("The slip is printed.");
        case "not_printed":
            return qsTr("The slip could not be printed. See the printer.");
        case "no_printer":
            return qsTr("This kiosk has no printer.");
        }
        switch (shown.done) {
        case "done":
            return qsTr("Done.");
        case "not_possible":
            return qsTr("Not possible any more: it has moved on meanwhile.");
        }
        return submissions.length === 0 ? "" : chosen !== "" ? qsTr("What is to be done with %1?").arg(chosen)
             : qsTr("Touch one to hold it, to try it now or to print its slip.");
    }
    function facts(line: var): string {
        const told = [qsTr("captured %1 ago").arg(line.age), qsTr("%n failed attempt(s)", "", line.attempts)];
        if (line.waits)
            told.push(line.next === "" ? qsTr("next: any moment") : qsTr("next in %1").arg(line.next));
        return told.join(" · ");
    }

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.submissions.length
        delegate: TouchRow {
            id: row
            required property int index
            readonly property var line: screen.submissions[index] ?? screen.none
            objectName: "line_" + index
            width: list.rowWidth
            checked: line.number !== "" && line.number === screen.chosen
            spoken: [line.number, line.state, screen.facts(line), line.why].join(". ")
            onClicked: screen.presenter.touchLine(line.number)
            Item {
                width: row.roomWidth
                height: Math.max(number.height, mark.height)
                Words {
                    id: number
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.line.number
                    font.bold: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
                Verdict {
                    id: mark
                    anchors.right: parent.right
                    anchors.verticalCenter: parent.verticalCenter
                    verdict: row.line.sign
                    words: row.line.state
                }
            }
            Words {
                width: row.roomWidth
                text: screen.facts(row.line)
                font.pixelSize: Theme.small
                color: Theme.quiet
                Accessible.ignored: true
            }
            Words {
                width: row.roomWidth
                text: Theme.join(row.line.why, row.line.code === "" ? "" : "(" + row.line.code + ")")
                font.pixelSize: Theme.label
                Accessible.ignored: true
            }
        }
    }
}
