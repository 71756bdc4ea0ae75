"""The masking bench: one's own text as the training example of ten pre-training methods, drawn by a seed."""
