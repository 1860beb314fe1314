// How far something is: what is being done, in words, and a bar that never jumps back.
pragma ComponentBehavior: Bound
import QtQuick

Column {
    id: progress
    property string words
    property string amount
    property real fraction: 0
    property bool finished: false
    spacing: 8
    Accessible.role: Accessible.ProgressBar
    Accessible.name: words + " " + amount

    Row {
        width: parent.width
        spacing: 16
        Drawing {
            id: tick
            anchors.verticalCenter: parent.verticalCenter
            name: progress.finished ? "sign-fine" : "dot"
            size: 40
            ink: progress.finished ? Theme.fineInk : Theme.quiet
            accent: ink
            soft: progress.finished ? Theme.finePaper : Theme.surface
        }
        Words {
            width: parent.width - tick.width - amountWords.width - 32
            text: progress.words
            font.bold: !progress.finished
            elide: Text.ElideMiddle
            maximumLineCount: 2
        }
        Words {
            id: amountWords
            text: progress.amount
            font.pixelSize: Theme.label
            color: Theme.quiet
            wrapMode: Text.NoWrap
        }
    }
    Rectangle {
        width: parent.width
        height: 16
        radius: 8
        color: Theme.resting
        border.width: 1
        border.color: Theme.line
        Rectangle {
            width: Math.max(0, Math.min(1, progress.fraction)) * parent.width
            height: parent.height
            radius: 8
            color: Theme.primary
        }
    }
}
