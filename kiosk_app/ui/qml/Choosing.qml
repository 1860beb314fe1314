// Which files of the device; what cannot be taken is shown greyed, with the reason.
pragma ComponentBehavior: Bound
import QtQuick
import "components"

KioskScreen {
    id: screen
    readonly property var files: shown.files ?? []
    readonly property int chosen: shown.chosen ?? 0

    step: 3
    heading: (shown.label ?? "") === "" ? qsTr("Which files do you hand in?") : qsTr("Which files on %1?").arg(shown.label)
    warning: (shown.code ?? "") !== ""
    help: warning ? shown.what : qsTr("Touch each file that belongs to this document.")
    foot: warning ? shown.nextStep + "  " + shown.code : ""
    primary: chosen === 0 ? qsTr("Check the files") : qsTr("Check %n file(s)", "", chosen)
    primaryReady: chosen > 0
    onPrimaryTouched: presenter.chooseFiles()
    onBackTouched: presenter.goBack()

    TallList {
        id: list
        anchors.fill: parent
        name: screen.heading
        model: screen.files.length
        delegate: ChoiceCard {
            required property int index
            readonly property var file: screen.files[index]
            objectName: "file_" + index
            width: list.rowWidth
            height: Math.max(Theme.touch, implicitHeight)
            enabled: file.unsuitable === ""
            drawing: !enabled ? "file-other" : file.chosen ? "ticked" : "unticked"
            checked: file.chosen
            text: file.name
            note: (file.folder === "" ? "" : file.folder + " · ") + file.size
                  + (file.unsuitable === "kind" ? " · " + qsTr("only PDF files and pictures (JPEG, TIFF, PNG) can be taken")
                     : file.unsuitable === "large" ? " · " + qsTr("too large to be handed in") : "")
            onClicked: screen.presenter.toggleFile(file.path)
        }
    }
}
