"""One file a step, in order. A step once released never changes."""
