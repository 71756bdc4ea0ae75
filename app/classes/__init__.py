"""Classes: who is taught by whom, what they are asked to do and until when, and what came of it."""
