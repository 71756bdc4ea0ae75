"""The architectures by name: published sizes as JSON beside this file, or a folder with a config.json. No torch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from models.architectures import encoders, writers
from models.architectures.body import Body, Values
from models.architectures.shapes import Shape
from models.refusals import Refused

__all__ = ["FAMILIES", "config", "names", "shape"]

HERE = Path(__file__).parent
BUNDLED = HERE.parent / "checkpoints" / "base" / "config.json"

# `model_type` of transformers -> how its sizes become a shape
FAMILIES: dict[str, Callable[[Values], Body]] = {
    "bert": encoders.bert,
    "roberta": encoders.roberta,
    "xlm-roberta": encoders.roberta,
    "distilbert": encoders.distilbert,
    "albert": encoders.albert,
    "deberta-v2": encoders.deberta_v2,
    "gpt2": writers.gpt2,
    "opt": writers.opt,
    "llama": writers.llama,
    "mistral": writers.llama,
    "qwen2": writers.qwen2,
    "gemma": writers.gemma,
    "t5": writers.t5,
    "bart": writers.bart,
}


NAMES = (
    *("bert-base", "bert-large", "roberta-base", "roberta-large", "distilbert", "albert-base", "deberta-v2-xxlarge"),
    *("gpt2", "gpt2-medium", "gpt2-large", "gpt2-xl", "gpt3-175b"),
    *("t5-base", "bart-large", "opt-125m", "llama-7b", "bundled"),
)


def names() -> list[str]:
    """The named architectures: encoders, then models that write, the bundled one last."""
    return list(NAMES)


def config(architecture: str) -> dict[str, Any]:
    """The transformers configuration as it stands in JSON, of a named architecture or a folder. Raises Refused."""
    if architecture in NAMES:
        own = BUNDLED if architecture == "bundled" and BUNDLED.is_file() else HERE / f"{architecture}.json"
        return _read(own)
    folder = Path(architecture).expanduser()
    if not folder.is_dir():
        raise Refused(
            f"‘{architecture}’: 그런 구조도, 그런 폴더도 없습니다. 아는 구조: {', '.join(NAMES)}. "
            "그 밖에는 config.json이 든 폴더를 적어 주세요.",
            "architecture",
        )
    return _read(folder / "config.json")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise Refused(f"‘{path.parent}’ 폴더의 파일을 읽을 수 없습니다: {path.name}.", "architecture") from None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Refused(f"‘{path}’: 올바른 JSON 구성이 아닙니다.", "architecture")
    return found


def shape(architecture: str) -> Shape:
    """The Shape of a named architecture or of a folder's config.json. Refused lists the known names or families."""
    given = config(architecture)
    family = given.get("model_type")
    if not isinstance(family, str) or family not in FAMILIES:
        raise Refused(
            f"‘{architecture}’의 model_type이 ‘{family}’인데, 세는 법을 모르는 구조입니다. "
            f"아는 model_type: {', '.join(FAMILIES)}.",
            "architecture",
        )
    return FAMILIES[family](Values(given)).shape(architecture, family, str(given.get("published", architecture)))
