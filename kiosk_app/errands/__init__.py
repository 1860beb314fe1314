"""What the kiosk does for a visitor behind the screen: blocking work that ends in events."""
