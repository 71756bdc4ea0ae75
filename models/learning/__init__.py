"""The parts of models/training.py and models/trainer.py: batches, loss, checkpoints, and what a training job is."""
