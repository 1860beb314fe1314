"""Scanning: for now the legibility rules that scans and files share."""
