// What was brought beside what will be sent, page by page, before the point of no return.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    property int page: 0
    readonly property var pages: shown.pages ?? []
    readonly property bool scanned: shown.scanned ?? false
    readonly property var now: pages[Math.min(page, pages.length - 1)] ?? null
    readonly property bool leftOut: now?.leftOut ?? false
    readonly property bool added: now?.added ?? false
    readonly property var undone: shown.undone ?? ({ code: "" })

    step: 5
    heading: qsTr("Is this what you want to hand over?")
    warning: undone.code !== ""
    help: warning ? Theme.join(undone.what, shown.mended) : shown.mended ?? ""
    foot: warning ? undone.nextStep + "  " + undone.code
                  : qsTr("%n page(s) in all. Please compare with the paper in your hand.", "", shown.pageCount ?? 0)
    primary: qsTr("Hand it over")
    onPrimaryTouched: presenter.confirm()
    onBackTouched: presenter.goBack()

    Row {
        id: sheets
        height: parent.height
        spacing: 48
        anchors.horizontalCenter: parent.horizontalCenter
        Repeater {
            model: [[screen.scanned ? qsTr("What was scanned") : qsTr("What you brought"), screen.now?.brought ?? ""], [qsTr("What will be sent"), screen.now?.stamped ?? ""]]
            Column {
                id: sheet
                required property var modelData
                required property int index
                spacing: 8
                // Wider than a small picture rather than in two lines: the picture needs the height.
                Words {
                    id: name
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: sheet.modelData[0]
                    font.pixelSize: Theme.small
                    font.bold: true
                    wrapMode: Text.NoWrap
                }
                PagePicture {
                    id: picture
                    objectName: sheet.index === 0 ? "brought" : "stamped"
                    anchors.horizontalCenter: parent.horizontalCenter
                    height: sheets.height - name.height - 16
                    width: Math.round(height / 1.414)
                    source: sheet.modelData[1]
                    spoken: bare ? nothing.text : sheet.modelData[0]
                    readonly property bool bare: sheet.index === 0 ? screen.added : screen.leftOut
                    color: bare ? Theme.resting : "#FFFFFF"
                    Words {
                        id: nothing
                        objectName: sheet.index === 0 ? "added" : "left_out"
                        visible: picture.bare
                        x: 24
                        width: parent.width - 48
                        height: parent.height
                        text: sheet.index === 0 ? qsTr("The kiosk adds this sheet") : qsTr("This page is left out of the copy")
                        font.bold: true
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                    }
                }
            }
        }
        Column {
            width: 320
            spacing: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            Words {
                width: parent.width
                text: screen.scanned ? qsTr("Your scan") : screen.now?.title ?? ""
                font.pixelSize: Theme.label
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                maximumLineCount: 3
                elide: Text.ElideMiddle
            }
            Words {
                objectName: "page_number"
                width: parent.width
                text: qsTr("Page %1 of %2").arg(screen.page + 1).arg(screen.pages.length)
                font.bold: true
            }
            Row {
                spacing: Theme.gap
                Key {
                    objectName: "page_before"
                    width: 144
                    drawing: "left"
                    enabled: screen.page > 0
                    opacity: enabled ? 1 : 0.4
                    spoken: qsTr("The page before")
                    onClicked: screen.page -= 1
                }
                Key {
                    objectName: "page_after"
                    width: 144
                    drawing: "right"
                    enabled: screen.page < screen.pages.length - 1
                    opacity: enabled ? 1 : 0.4
                    spoken: qsTr("The page after")
                    onClicked: screen.page += 1
                }
            }
        }
    }
}
