// What became of a submission: the way it went, what the Registry says, and what to do next.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string delivery: shown.delivery ?? ""
    readonly property string review: shown.review ?? ""
    readonly property bool received: shown.received ?? false
    readonly property bool bad: delivery === "refused" || delivery === "damaged" || review === "returned"
    readonly property bool fine: review === "accepted"
    readonly property var trouble: shown.trouble ?? ({})
    readonly property var reasons: shown.reasons ?? []
    readonly property bool alone: reasons.length === 0

    heading: whereItIs()
    help: alone ? "" : next()
    primary: qsTr("Done")
    back: qsTr("Another number")
    foot: received ? ((shown.toldAt ?? "") === "" ? "" : qsTr("The Registry's answer as of %1").arg(shown.toldAt)) : trouble.code ?? ""
    onPrimaryTouched: presenter.finish()
    onBackTouched: presenter.goBack()

    function whereItIs(): string {
        switch (delivery) {
        case "captured":
        case "sending":
            return qsTr("It is safe on this kiosk, and not yet with iCMS");
        case "received":
        case "purged":
            return review === "returned" ? qsTr("The Registry has returned it")
                 : review === "accepted" ? qsTr("The Registry has accepted it") : qsTr("iCMS has received it");
        case "refused":
            return qsTr("iCMS has refused it");
        case "held":
            return qsTr("It is safe on this kiosk; the staff see to the sending");
        case "damaged":
            return qsTr("The stored copy is damaged");
        default:
            return qsTr("It was sent, and is being confirmed");
        }
    }
    function what(): string {
        if (received)
            return shown.reviewWhat;
        return (trouble.code ?? "") !== "" ? trouble.what : qsTr("It goes to iCMS by itself.");
    }
    function next(): string {
        if (received)
            return shown.reviewNext;
        return (trouble.code ?? "") !== "" ? trouble.nextStep : qsTr("You need not do anything. Please look again later.");
    }

    Column {
        id: facts
        width: screen.alone ? parent.width : 400
        spacing: Theme.largeText ? 0 : 4
        Words {
            objectName: "number"
            width: parent.width
            text: screen.shown.number ?? ""
            font.pixelSize: Theme.title
            font.bold: true
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 24
            wrapMode: Text.NoWrap
        }
        Words {
            objectName: "counted"
            visible: screen.shown.pages > 0
            width: parent.width
            text: qsTr("%n document(s)", "", screen.shown.documents ?? 0) + " · " + qsTr("%n page(s)", "", screen.shown.pages ?? 0)
            font.pixelSize: Theme.label
            color: Theme.quiet
        }
        Words {
            objectName: "captured_at"
            width: parent.width
            text: qsTr("Captured %1").arg(screen.shown.capturedAt)
            font.pixelSize: Theme.label
            color: Theme.quiet
        }
        Words {
            objectName: "received_at"
            visible: screen.received
            width: parent.width
            text: qsTr("Received by iCMS %1").arg(screen.shown.receivedAt)
            font.pixelSize: Theme.label
            color: Theme.quiet
        }
    }
    Row {
        visible: screen.alone
        y: facts.height + (parent.height - facts.height - height) / 2
        width: parent.width
        spacing: Theme.gap
        Drawing {
            id: sign
            name: screen.bad ? "sign-must_fix" : screen.fine ? "sign-fine" : screen.received ? "clock" : "sending"
            size: 144
            ink: screen.bad ? Theme.mustInk : screen.fine ? Theme.fineInk : Theme.ink
            accent: ink
            soft: screen.bad ? Theme.mustPaper : screen.fine ? Theme.finePaper : Theme.surface
        }
        Column {
            width: parent.width - sign.width - Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap
            Words {
                objectName: "what"
                width: parent.width
                text: screen.what()
                font.pixelSize: Theme.title
                font.bold: true
            }
            Words {
                objectName: "next_step"
                width: parent.width
                text: screen.next()
            }
        }
    }
    TallList {
        id: list
        visible: !screen.alone
        x: facts.width + 48
        width: parent.width - x
        height: parent.height
        name: screen.heading
        model: screen.reasons.length
        delegate: Panel {
            id: row
            required property int index
            readonly property var reason: screen.reasons[index] ?? ({})
            objectName: "reason_" + index
            width: list.rowWidth
            height: Math.max(words.height, mark.height) + 32
            color: Theme.mustPaper
            Drawing {
                id: mark
                x: 20
                y: 16
                name: "sign-must_fix"
                size: 48
                ink: Theme.mustInk
                accent: ink
                soft: Theme.mustPaper
            }
            Column {
                id: words
                x: 88
                y: 16
                width: parent.width - 112
                Words {
                    width: parent.width
                    text: row.reason.reviewWhat ?? ""
                    font.bold: true
                    color: Theme.mustInk
                }
                Words {
                    width: parent.width
                    text: row.reason.reviewNext ?? ""
                    font.pixelSize: Theme.label
                }
            }
        }
    }
}
