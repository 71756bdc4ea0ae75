"""The parts of models/training.py: batches, the loss, and the checkpoint."""
