"""The kiosk: its flow, its domain, its documents and its screens."""
