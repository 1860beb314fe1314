"""The screens: QML that shows a state, and the presenter that says what was touched."""
