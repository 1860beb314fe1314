// What may be mended on the copy: a box that is empty until the visitor touches it, and again after
// another touch.
pragma ComponentBehavior: Bound
import QtQuick

ChoiceCard {
    drawing: checked ? "ticked" : "unticked"
    Accessible.checkable: true
}
