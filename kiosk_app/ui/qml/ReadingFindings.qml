// All findings of all files at once, worst first, each with its sign, its pages and what to do;
// where the copy can be mended, a switch beside it that is off until it is touched.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property string worst: shown.worst ?? "fine"
    readonly property var rows: shown.rows ?? []
    readonly property bool scanned: shown.scanned ?? false
    readonly property int offers: shown.offers ?? 0

    step: 4
    heading: worst === "must_fix" ? qsTr("Something must be fixed first")
           : worst === "look" ? qsTr("Please look at this before you go on") : qsTr("Everything is fine")
    help: worst === "must_fix" ? (scanned ? qsTr("These pages cannot be handed in as they are. Nothing has been handed over.")
                                          : qsTr("These files cannot be handed in as they are. Nothing has been handed over."))
        : offers > 0 ? qsTr("Touch what may be mended on the copy, or go on without.")
        : worst === "look" ? qsTr("You may go on if you are content with it.")
        : scanned ? qsTr("Every page was looked at.") : qsTr("Every file opens, and every page was looked at.")
    primary: worst === "must_fix" ? (scanned ? qsTr("Back to the pages") : qsTr("Choose other files")) : qsTr("Continue")
    mayGoBack: worst !== "must_fix"
    onPrimaryTouched: worst === "must_fix" ? presenter.goBack() : presenter.readFindings()
    onBackTouched: presenter.goBack()

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.rows.length
        delegate: Rectangle {
            id: row
            required property int index
            readonly property var finding: screen.rows[index]
            width: list.rowWidth
            height: Math.max(words.height, pictures.height) + 32
            radius: Theme.radius
            color: Theme.severityPaper(finding.severity)
            border.width: Theme.stroke
            border.color: Theme.severityInk(finding.severity)
            Column {
                id: words
                x: 24
                y: 16
                width: row.width - 48 - (pictures.width === 0 ? 0 : pictures.width + 24)
                spacing: 8
                Row {
                    spacing: 24
                    SeverityMark {
                        id: mark
                        severity: row.finding.severity
                    }
                    Words {
                        anchors.verticalCenter: parent.verticalCenter
                        text: row.finding.code
                        font.pixelSize: Theme.small
                        color: Theme.quiet
                    }
                }
                Words {
                    width: parent.width
                    text: (screen.scanned ? qsTr("Your scan") : row.finding.file) + " · " + (row.finding.pages === "" ? qsTr("%n page(s)", "", row.finding.pageCount)
                          : (/\D/.test(row.finding.pages) ? qsTr("pages %1") : qsTr("page %1")).arg(row.finding.pages))
                    font.pixelSize: Theme.label
                    font.bold: true
                    wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                }
                Words {
                    width: parent.width
                    text: row.finding.what ?? qsTr("Nothing to mend: it can be handed in.")
                    font.pixelSize: Theme.label
                }
                Words {
                    width: parent.width
                    visible: text !== ""
                    text: row.finding.nextStep ?? ""
                    font.pixelSize: Theme.label
                    color: Theme.quiet
                }
                // By number, so that touching one does not make it anew under the finger.
                Repeater {
                    model: row.finding.offers.length
                    MendSwitch {
                        required property int index
                        readonly property var offer: row.finding.offers[index]
                        objectName: "mend_" + offer.name
                        width: words.width
                        text: offer.text
                        note: offer.note
                        checked: offer.agreed
                        onClicked: screen.presenter.markMending(offer.name, !offer.agreed)
                    }
                }
            }
            Row {
                id: pictures
                anchors.right: parent.right
                anchors.rightMargin: 24
                anchors.verticalCenter: parent.verticalCenter
                spacing: 12
                Repeater {
                    model: row.finding.pictures
                    PagePicture {
                        required property var modelData
                        width: screen.rows.length === 1 ? 192 : 104
                        height: Math.round(width * 1.414)
                        source: modelData.source
                        spoken: qsTr("Page %1").arg(modelData.page)
                    }
                }
            }
        }
    }
}
