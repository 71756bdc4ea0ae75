"""The parts of models/generation.py: slots, rows, dispatch by variant, and the choice of a token."""
