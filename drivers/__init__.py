"""The kiosk's devices behind small ports, each real and simulated; free of Qt and of each other."""
