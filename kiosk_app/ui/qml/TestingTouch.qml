// Whether every place of the screen notices a finger: a grid over the whole screen, and its result.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property int across: 13
    readonly property int down: 8
    readonly property int remaining: across * down - Object.keys(hit).length
    property var hit: ({})
    property bool testing: false
    property bool above: true // where the finger is

    at: "touch"
    heading: remaining === 0 ? qsTr("Every place noticed a finger")
           : remaining === across * down ? qsTr("Does every place notice a finger?") : qsTr("%n place(s) left", "", remaining)
    help: remaining === 0 ? "" : remaining === across * down ? qsTr("A grid covers the whole screen. Wipe over every field with one finger.")
                          : qsTr("Empty fields have not noticed a finger yet. Go on, or begin again.")
    primary: remaining === 0 ? "" : qsTr("Test the screen")
    secondary: remaining === across * down ? "" : qsTr("Begin again")
    onPrimaryTouched: testing = true
    onSecondaryTouched: hit = {}

    function notice(points: var, width: real, height: real): void {
        const now = Object.assign({}, hit);
        for (const point of points) {
            const column = Math.floor(point.x / width * across), row = Math.floor(point.y / height * down);
            above = point.y < height / 2;
            if (column >= 0 && column < across && row >= 0 && row < down)
                now[row * across + column] = true;
        }
        if (Object.keys(now).length !== across * down - remaining)
            hit = now;
        testing = remaining > 0;
    }

    TouchGrid {
        objectName: "touch_map"
        anchors.centerIn: parent
        width: Math.floor(Math.min(parent.width, parent.height * 1.6) / screen.across) * screen.across
        height: Math.floor(width / 1.6 / screen.down) * screen.down
        hit: screen.hit
        across: screen.across
        down: screen.down
        Accessible.role: Accessible.Graphic
        Accessible.name: screen.heading
    }
    Item {
        objectName: "touch_field"
        parent: screen.Window.contentItem
        visible: screen.testing
        anchors.fill: parent
        z: 5

        TouchGrid {
            anchors.fill: parent
            hit: screen.hit
            across: screen.across
            down: screen.down
        }
        Panel { // in the other half than the finger, so that every place is seen to turn
            anchors.horizontalCenter: parent.horizontalCenter
            y: parent.height * (screen.above ? 0.75 : 0.25) - height / 2
            width: 640
            height: told.height + 32
            Words {
                id: told
                objectName: "touch_left"
                x: 24
                y: 16
                width: parent.width - 48
                text: Theme.join(qsTr("%n place(s) left", "", screen.remaining) + (Theme.language === "en" ? "." : "。"),
                                 qsTr("To stop, hold a finger still for three seconds."))
                horizontalAlignment: Text.AlignHCenter
            }
        }
        Timer {
            id: still
            objectName: "touch_still"
            interval: 3000
            onTriggered: screen.testing = false
        }
        MultiPointTouchArea {
            objectName: "touch_area"
            anchors.fill: parent
            mouseEnabled: true
            onPressed: points => {
                still.restart();
                screen.notice(points, width, height);
            }
            onUpdated: points => {
                if (points.some(point => Math.abs(point.x - point.startX) + Math.abs(point.y - point.startY) > 24))
                    still.stop();
                screen.notice(points, width, height);
            }
            onReleased: still.stop()
            onCanceled: still.stop()
        }
    }
}
