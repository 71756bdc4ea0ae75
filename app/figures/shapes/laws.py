"""How a compute budget is divided between parameters and tokens, by two papers. C in FLOPs; C = 6 N D throughout.

Kaplan et al. 2020, appendix A, Table 6: N = 1.3e9 C_min^0.73, C_min in PF-days, N without embeddings. C_min is what
very small batches would need; at the critical batch size it takes twice as much (equation 6.7), hence the half.
Hoffmann et al. 2022, appendix D.4, state 4.68B for 1e21 FLOPs, and this is what comes out.

Hoffmann et al. 2022, Table 2 gives exponents only; Tables 3 and A3 give budgets for a model of 67B, through which the
lines are drawn here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

PF_DAY = 1e15 * 86_400  # FLOPs
LEAST, MOST = 1e18, 1e26  # FLOPs that the figure takes
TOKENS_EACH = 20  # tokens a parameter, the rule of thumb
KAPLAN_SCALE, KAPLAN_EXPONENT = 1.3e9, 0.73
ANCHOR = 67e9  # parameters: the row of Tables 3 and A3 nearest to Gopher's budget


@dataclass(frozen=True)
class Law:
    """`scale` parameters at a budget of `anchor`, growing with the power `exponent` of the budget."""

    slug: str
    name: str
    scale: float
    anchor: float  # FLOPs
    exponent: float
    formula: str
    source: str

    def parameters(self, compute: float) -> float:
        return self.scale * math.pow(compute / self.anchor, self.exponent)

    def tokens(self, compute: float) -> float:
        return compute / (6 * self.parameters(compute))


def _hoffmann(number: int, name: str, anchor: str, exponent: float, table: str) -> Law:
    return Law(
        f"approach-{number}",
        f"Hoffmann {number}: {name}",
        ANCHOR,
        float(anchor),
        exponent,
        f"670억 × (C ÷ {anchor})^{exponent:.2f}",
        f"Hoffmann et al. 2022, Table 2의 지수, {table}의 67B 행을 지나게",
    )


LAWS = (
    Law(
        "kaplan",
        "Kaplan 등(2020)",
        KAPLAN_SCALE,
        2 * PF_DAY,
        KAPLAN_EXPONENT,
        "13억 × (C ÷ 2 ÷ 1 PF-day)^0.73",
        "Kaplan et al. 2020, Table 6",
    ),
    _hoffmann(1, "학습 곡선의 최솟값", "5.76e23", 0.50, "Table 3"),
    _hoffmann(2, "같은 계산량의 골", "6.88e23", 0.49, "Table A3"),
    _hoffmann(3, "손실의 식", "1.71e24", 0.46, "Table A3"),
)


@dataclass(frozen=True)
class Model:
    """A model that was trained: N and D as its paper states them."""

    name: str
    parameters: float
    tokens: float
    source: str

    @property
    def compute(self) -> float:
        return 6 * self.parameters * self.tokens


MODELS = (
    Model("GPT-3", 175e9, 300e9, "Brown et al. 2020, Table 2.1"),
    Model("Gopher", 280e9, 300e9, "Hoffmann et al. 2022, Table 1"),
    Model("Chinchilla", 70e9, 1400e9, "Hoffmann et al. 2022, Table 1"),
)


def by_thumb(compute: float) -> float:
    """N where D = 20 N: C = 120 N²."""
    return math.sqrt(compute / (6 * TOKENS_EACH))
