// A list that may be longer than the screen: it can be flicked, and turned by two large buttons.
pragma ComponentBehavior: Bound
import QtQuick

Item {
    id: tall
    property alias model: view.model
    property alias delegate: view.delegate
    property alias spacing: view.spacing
    property string name
    property bool longer: false
    property int current: -1 // the row to be in sight; -1 leaves the list where it is
    readonly property real rowWidth: width - (longer ? turners.width + Theme.gap : 0)

    // Later, not while rows are being made: turning the rows narrower then would unmake them.
    function measure(): void {
        longer = view.contentHeight > view.height + 1;
        if (current >= 0)
            view.positionViewAtIndex(current, ListView.Contain);
    }

    ListView {
        id: view
        objectName: "list"
        width: tall.rowWidth
        onContentHeightChanged: Qt.callLater(tall.measure)
        onHeightChanged: Qt.callLater(tall.measure)
        height: tall.height
        clip: true
        spacing: Theme.nearGap
        boundsBehavior: Flickable.StopAtBounds
        reuseItems: false
        cacheBuffer: 0 // a row that is still being made when the screen goes is a warning
        Accessible.role: Accessible.List
        Accessible.name: tall.name

        function firstBelow(): int {
            const end = contentY + height;
            const last = itemAt(1, end - 1) ?? itemAt(1, end - 1 - spacing);
            const index = indexAt(1, last.y + 1);
            return last.y + last.height <= end + 1 ? Math.min(index + 1, count - 1) : index;
        }
        // To the first row that is not wholly in sight, so that a turned list begins with a whole row;
        // within a row that is taller than the list, by half of what is in sight.
        function turn(direction: int): void {
            const top = itemAt(1, contentY + 1);
            const part = height / 2;
            if (direction > 0 && top !== null && top.y + top.height > contentY + height + 1)
                contentY = Math.min(top.y + top.height - height, contentY + part);
            else if (direction > 0)
                positionViewAtIndex(firstBelow(), ListView.Beginning);
            else if (top !== null && top.y < contentY - 1 && top.height > height)
                contentY = Math.max(top.y, contentY - part);
            else
                positionViewAtIndex(Math.max(0, indexAt(1, contentY - spacing - 1)), ListView.End);
        }
    }
    Rectangle {
        visible: !view.atYEnd
        y: view.height - height
        width: view.width
        height: 48
        gradient: Gradient {
            GradientStop {
                position: 0
                color: Qt.alpha(Theme.paper, 0)
            }
            GradientStop {
                position: 1
                color: Theme.paper
            }
        }
    }
    Column {
        id: turners
        visible: tall.longer
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap
        Key {
            objectName: "list_up"
            width: 96
            drawing: "up"
            enabled: !view.atYBeginning
            opacity: enabled ? 1 : 0.4
            spoken: qsTr("Earlier in the list")
            onClicked: view.turn(-1)
        }
        Key {
            objectName: "list_down"
            width: 96
            drawing: "down"
            enabled: !view.atYEnd
            opacity: enabled ? 1 : 0.4
            spoken: qsTr("Further in the list")
            onClicked: view.turn(1)
        }
    }
}
