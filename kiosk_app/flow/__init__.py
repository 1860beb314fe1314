"""What happens next in a visit, decided without Qt, clock, thread, file or log."""
