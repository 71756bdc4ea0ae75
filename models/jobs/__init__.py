"""A training as a process of its own: what is asked, what is told, and the work from rows to the saved variant."""
