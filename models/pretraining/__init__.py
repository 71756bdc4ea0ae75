"""Pretrains the bundled base model: tokenizer, then a small OPT-shaped causal language model, resumable at any moment.

Why this shape and this optimiser: docs/decisions/base-model.md. Knows nothing of tuning methods.
"""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # before torch: a spinning barrier starves who shares the cores
