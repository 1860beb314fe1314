"""The court's side of a visit, pure: case numbers, document types, readiness, hours, numbers."""
