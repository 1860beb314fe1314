"""Codes and sentences: the one place where a trouble gets its words, in three languages."""
