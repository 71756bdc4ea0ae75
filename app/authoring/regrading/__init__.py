"""Answers judged anew after a key was corrected: what would change, and then that it does."""
