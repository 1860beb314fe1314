"""The commands of the kiosk besides the screen: one module each."""
