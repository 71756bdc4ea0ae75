"""What is trained: the base drawn block by block with what a method adds and unfreezes, as measured by the worker."""
