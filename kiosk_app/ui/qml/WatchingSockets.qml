// What is plugged in, live: socket, size and condition; nothing of what is on it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

DeskScreen {
    id: screen
    readonly property var media: shown.media ?? []
    readonly property var none: ({ "socket": "", "size": "", "condition": "" })

    at: "sockets"
    heading: trouble.code !== "" ? trouble.what
           : media.length === 0 ? qsTr("Nothing is plugged in") : qsTr("%n device(s) plugged in", "", media.length)
    help: trouble.code !== "" ? trouble.nextStep : qsTr("Plug a device into each socket in turn; it is shown here at once.")
    foot: trouble.code

    function words(condition: string): string {
        switch (condition) {
        case "preparing":
            return qsTr("Being looked at");
        case "ready":
            return qsTr("Can be read");
        case "unformatted":
            return qsTr("Not formatted");
        case "encrypted":
            return qsTr("Encrypted");
        case "unsupported":
            return qsTr("A format this kiosk does not read");
        case "failing":
            return qsTr("Failing: it gives read errors");
        case "unsafe_mount":
            return qsTr("Mounted in an unsafe way; see check R08");
        }
        return "";
    }
    function verdict(condition: string): string {
        return condition === "ready" ? "passed" : condition === "unsafe_mount" || condition === "failing" ? "failed"
             : condition === "preparing" ? "" : "unknown";
    }

    Drawing {
        visible: screen.media.length === 0
        anchors.centerIn: parent
        name: screen.trouble.code === "" ? "usb-socket" : "usb-trouble"
        size: Math.min(parent.height, 288)
    }
    TallList {
        id: list
        visible: screen.media.length > 0
        anchors.fill: parent
        name: screen.heading
        model: screen.media.length
        delegate: Panel {
            id: row
            required property int index
            readonly property var medium: screen.media[index] ?? screen.none
            objectName: "socket_" + index
            width: list.rowWidth
            height: words.height + 40
            Drawing {
                id: sketch
                x: 24
                anchors.verticalCenter: parent.verticalCenter
                name: "stick"
                size: 72
            }
            Column {
                id: words
                x: sketch.width + 48
                y: 20
                width: row.width - x - 24
                spacing: 4
                Words {
                    width: parent.width
                    text: (row.medium.socket === "" ? qsTr("A device") : qsTr("Socket %1").arg(row.medium.socket)) + " · " + row.medium.size
                    font.bold: true
                }
                Verdict {
                    verdict: screen.verdict(row.medium.condition)
                    words: screen.words(row.medium.condition)
                }
            }
        }
    }
}
