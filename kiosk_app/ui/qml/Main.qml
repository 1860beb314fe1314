// The window: the bar at the top, the screen of the present state, and what may lie over it.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

Window {
    id: window
    required property var presenter
    property string screenName: ""

    width: 1280
    height: 800
    visible: true
    color: Theme.paper
    title: qsTr("Scanned documents for iCMS")

    function follow(): void {
        const name = presenter.screen;
        help.visible = help.visible && name === screenName;
        if (name !== screenName) {
            screenName = name;
            loader.setSource(Qt.resolvedUrl(name + ".qml"), {
                "presenter": presenter,
                "shown": presenter.shown
            });
        } else {
            (loader.item as KioskScreen).shown = presenter.shown;
        }
    }
    function dress(): void {
        Theme.language = presenter.language;
        Theme.largeText = presenter.largeText;
        Theme.highContrast = presenter.highContrast;
    }
    Component.onCompleted: {
        dress();
        follow();
    }
    Connections {
        target: window.presenter
        function onShownChanged(): void {
            window.follow();
        }
        function onLookChanged(): void {
            window.dress();
        }
    }

    TopBar {
        id: bar
        objectName: "top_bar"
        width: window.width
        presenter: window.presenter
        onHelpTouched: help.visible = !help.visible
        z: 3
    }
    HiddenGesture {
        objectName: "hidden_gesture"
        x: Theme.margin - 16
        width: 400
        height: bar.height
        enabled: window.screenName === "Welcome" || window.screenName === "OutOfService"
        onMade: window.presenter.makeGesture()
        z: 4
    }
    Loader {
        id: loader
        objectName: "screen"
        y: bar.height
        width: window.width
        height: window.height - bar.height
        enabled: !help.visible && !still.visible
    }
    HelpSheet {
        id: help
        objectName: "help_sheet"
        visible: false
        y: bar.height
        width: window.width
        height: window.height - bar.height
        presenter: window.presenter
        onClosed: visible = false
        z: 1
    }
    StillThere {
        id: still
        objectName: "still_there"
        visible: window.presenter.stillThere
        y: bar.height
        width: window.width
        height: window.height - bar.height
        presenter: window.presenter
        z: 2
    }
}
