"""How processes of ours are started so that they find our packages, wherever they start. Imports no torch."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import models


def command(module: str) -> list[str]:
    """`-P` keeps whatever lies in the working folder from being taken for our package."""
    return [sys.executable, "-P", "-m", module]


def environment() -> dict[str, str]:
    """Ours, with the place of our packages; without threads that spin on cores or fork warnings of the tokenizers."""
    here = str(Path(models.__file__).resolve().parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "OMP_WAIT_POLICY": "PASSIVE",
        "TOKENIZERS_PARALLELISM": "false",
    }
