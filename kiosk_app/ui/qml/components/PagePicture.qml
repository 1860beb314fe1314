// A page as the sandbox drew it; the source names raw pixels held by the presenter.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: frame
    property string source
    property string spoken
    property int turned: 0
    readonly property bool lying: turned % 180 !== 0

    color: "#FFFFFF"
    border.width: 1
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: spoken
    Accessible.ignored: spoken === ""

    Image {
        objectName: "page_image"
        anchors.centerIn: parent
        width: (frame.lying ? frame.height : frame.width) - 4
        height: (frame.lying ? frame.width : frame.height) - 4
        rotation: frame.turned
        source: frame.source
        cache: false
        fillMode: Image.PreserveAspectFit
        smooth: true
        mipmap: true
    }
}
