"""What happens to a document: copied off the stick, checked, assembled, stamped, pictured."""
