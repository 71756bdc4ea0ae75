"""Lecture files and their pages. Knows the bank, not the study rows."""
