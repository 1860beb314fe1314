"""The screens: a presenter that says what they show, and the QML that shows it."""
