"""The parts of models/worker.py: who waits, what is loaded, and text as it comes."""
