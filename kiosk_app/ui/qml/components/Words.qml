// A text as the kiosk writes it. Plain text only: file names come from strangers.
pragma ComponentBehavior: Bound
import QtQuick

Text {
    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.features: Theme.features
    lineHeight: 0.92
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.NativeRendering
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}
