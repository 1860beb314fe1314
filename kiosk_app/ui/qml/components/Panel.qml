// A quiet sheet of paper that something stands on.
import QtQuick

Rectangle {
    radius: Theme.radius
    color: Theme.surface
    border.width: Theme.highContrast ? 2 : 1
    border.color: Theme.decoration
}
