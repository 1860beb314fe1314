// How the scanner is, and a page to prove it. The page is looked at and kept nowhere.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property string source: shown.source ?? ""
    readonly property bool busy: shown.busy ?? false

    at: "scanner"
    heading: busy ? qsTr("The test page is being scanned") : trouble.code !== "" ? trouble.what
           : source !== "" ? qsTr("The scanner gave this page")
           : shown.looked ? qsTr("The scanner is ready") : qsTr("Looking for the scanner …")
    help: busy ? "" : trouble.code !== "" ? trouble.nextStep
        : source !== "" ? qsTr("Look for streaks, shadows and cut edges.") : qsTr("Put in a test page, never a visitor's document. It is kept nowhere.")
    foot: trouble.code
    primary: qsTr("Scan a test page")
    primaryReady: (shown.looked ?? false) && !busy
    onPrimaryTouched: presenter.testScanner()

    PagePicture {
        objectName: "test_page"
        visible: screen.source !== ""
        anchors.centerIn: parent
        height: parent.height
        width: Math.round(height / 1.414)
        source: screen.source
        spoken: qsTr("The test page")
    }
    Drawing {
        visible: screen.source === ""
        anchors.centerIn: parent
        name: screen.busy ? "scanning" : screen.trouble.code !== "" ? "scanner-trouble" : "feed-paper"
        size: Math.min(parent.height, 288)
    }
}
