"""Settings and the court's versioned rules, read once and validated whole."""
