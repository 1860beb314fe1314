// A page as the sandbox drew it; the source names raw pixels held by the presenter.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: frame
    property string source
    property string spoken

    color: Theme.highContrast ? "#FFFFFF" : "#FFFFFF"
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken

    Image {
        anchors.fill: parent
        anchors.margins: 2
        source: frame.source
        cache: false
        fillMode: Image.PreserveAspectFit
        smooth: true
        mipmap: true
    }
}
