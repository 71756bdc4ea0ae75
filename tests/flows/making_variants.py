"""`python -m tests.flows.making_variants FOLDER`: variants of the bundled base with values by chance, not trained."""

from __future__ import annotations

import copy
import sys
from pathlib import Path

import torch

from models import base as bases
from models.demos.recipes import MATCHED, RECIPES
from models.tuning import Tuned
from models.variants import save

LARGE = 0.05  # spread of the values: enough for other words


def main(folder: Path) -> None:
    torch.set_num_threads(1)
    base = bases.load("bundled")
    for task in ("negative", "label"):
        for number, name in enumerate((*MATCHED, "prompt")):
            torch.manual_seed(number)
            tuned = Tuned(copy.deepcopy(base.model), RECIPES[name].method, RECIPES[name].config)
            with torch.no_grad():
                for tensor in tuned.trainable.values():
                    tensor.add_(torch.randn_like(tensor) * LARGE)
            save(tuned, folder / f"{task}-{name}", task=task, base=base.fingerprint, half=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
