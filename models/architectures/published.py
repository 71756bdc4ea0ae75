"""Trainable parameters as papers state them, beside what exact counting gives. Imports no torch.

Only figures that were checked against the paper or its official code; where the two differ, the note says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

LORA = "Hu et al. 2022 (LoRA)"
HOULSBY = "Houlsby et al. 2019"


@dataclass(frozen=True)
class Figure:
    """One stated figure, and for which architecture, method and settings; `exact` is our count of the same."""

    architecture: str
    method: str
    settings: Mapping[str, Any]
    paper: str
    where: str
    stated: str
    exact: int
    note: str = ""

    def fits(self, architecture: str, method: str, config: Mapping[str, Any]) -> bool:
        return (self.architecture, self.method) == (architecture, method) and self.settings.items() <= config.items()


def _lora(
    architecture: str, rank: int, where: str, stated: str, exact: int, note: str = "", targets: str = "q,v"
) -> Figure:
    return Figure(architecture, "lora", {"rank": rank, "targets": targets}, LORA, where, stated, exact, note)


def _gpt3(method: str, settings: Mapping[str, Any], stated: str, exact: int, note: str = "") -> Figure:
    return Figure("gpt3-175b", method, settings, LORA, "표 4", stated, exact, note)


_NO_HEAD = "논문의 수에는 분류층이 들어 있지 않습니다."
_NOT_EXACT = "식대로 세면 {}M이어서 맞지 않습니다. 모델 {}의 0.1%와 같지만, 그렇게 나온 수인지는 확인하지 못했습니다."
_NO_NORMS = "레이어 정규화를 빼고 셀 때 논문의 수와 같습니다."

FIGURES = (
    _lora("roberta-base", 8, "표 2", "0.3M", 294_912, _NO_HEAD),
    _lora("roberta-large", 8, "표 2", "0.8M", 786_432, _NO_HEAD),
    _lora("deberta-v2-xxlarge", 16, "표 2", "4.7M", 4_718_592, "r=16은 공개된 실험 스크립트의 값입니다. " + _NO_HEAD),
    _lora("gpt2-medium", 4, "표 3", "0.35M", 393_216, _NOT_EXACT.format("0.39", "354.92M")),
    _lora("gpt2-large", 4, "표 3", "0.77M", 737_280, _NOT_EXACT.format("0.74", "774.03M")),
    _gpt3("lora", {"rank": 1, "targets": "q,v"}, "4.7M", 4_718_592),
    _gpt3("lora", {"rank": 8, "targets": "q,v"}, "37.7M", 37_748_736),
    _lora("gpt3-175b", 4, "표 5", "18M", 18_874_368, "정확히는 18.9M인데 논문은 18M이라고 적었습니다."),
    _lora("gpt3-175b", 2, "표 5", "18M", 18_874_368, "네 행렬에 r=2이면 두 행렬에 r=4인 것과 같습니다.", "q,k,v,o"),
    _gpt3("houlsby", {"bottleneck": 1, "train_layer_norm": False}, "7.1M", 7_078_080, _NO_NORMS),
    _gpt3("houlsby", {"bottleneck": 8, "train_layer_norm": False}, "40.1M", 40_109_568, _NO_NORMS),
    _gpt3(
        "bitfit",
        {},
        "14.2M",
        12_988_416,
        "편향은 층마다 11d와 마지막 정규화의 d입니다. 층마다 12d로 세면 14,155,776개로, 논문의 수와 같아집니다.",
    ),
    _gpt3(
        "prompt",
        {"length": 264},
        "3.2M",
        3_244_032,
        "논문의 PreEmbed입니다. 264개(256 + 8)의 임베딩이면 3.2M이고, 260개여도 반올림하면 같은 수입니다.",
    ),
    Figure(
        "bert-large",
        "houlsby",
        {"bottleneck": 64, "train_layer_norm": True},
        HOULSBY,
        "표 1",
        "2.1%",
        6_444_032,
        "어댑터와 레이어 정규화를 세면 1.9%이고, 풀러까지 더하면 2.2%입니다.",
    ),
)


def matching(architecture: str, method: str, config: Mapping[str, Any]) -> list[Figure]:
    """What papers state for exactly this architecture, method and these settings."""
    return [figure for figure in FIGURES if figure.fits(architecture, method, config)]
