"""What the visitor takes away, and how anyone can verify it."""
