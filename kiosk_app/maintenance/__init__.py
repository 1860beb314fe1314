"""What a technician can look at and do; never a document's content or a file's name."""
