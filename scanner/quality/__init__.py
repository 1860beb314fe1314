"""Legibility of a page, measured on a small grey picture of it: for scans and for files."""
