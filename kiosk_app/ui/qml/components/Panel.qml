// A quiet sheet of paper that something stands on.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.highContrast ? 2 : 1
    border.color: Theme.decoration
}
