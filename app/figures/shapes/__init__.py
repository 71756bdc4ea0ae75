"""Shapes and sizes: tensors of a GRU, parameters that ALBERT saves, a compute budget divided. Counts; runs nothing."""
