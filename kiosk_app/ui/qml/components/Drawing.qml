// One of our line drawings, in the colours of the theme.
pragma ComponentBehavior: Bound
import QtQuick

Image {
    id: drawing
    required property string name
    property color ink: Theme.ink
    property color accent: Theme.primary
    property color soft: Theme.soft
    property int size: 96

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    fillMode: Image.PreserveAspectFit
    cache: false
    source: name === "" ? "" : "image://drawings/" + [name, ink, accent, soft].join("/").replace(/#/g, "")
    Accessible.ignored: true
}
