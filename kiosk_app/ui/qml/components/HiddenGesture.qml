// The technicians' way in, over the top bar and never seen: hold the scales for three seconds,
// then touch the words beside them within five. Described in docs/maintenance.md.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: gesture
    property int heldFor_ms: 3000
    property int within_ms: 5000
    readonly property bool half: window.running
    signal made

    onEnabledChanged: window.stop()

    Timer {
        id: hold
        objectName: "gesture_timer"
        interval: gesture.heldFor_ms
        onTriggered: window.restart()
    }
    Timer {
        id: window
        interval: gesture.within_ms
    }
    MouseArea {
        objectName: "gesture_hold"
        width: 56 + 2 * 16
        height: parent.height
        onPressed: {
            window.stop();
            hold.restart();
        }
        onReleased: hold.stop()
        onCanceled: hold.stop()
        onExited: hold.stop()
    }
    MouseArea {
        objectName: "gesture_touch"
        x: 56 + 2 * 16
        width: parent.width - x
        height: parent.height
        onPressed: {
            if (!window.running)
                return;
            window.stop();
            gesture.made();
        }
    }
}
