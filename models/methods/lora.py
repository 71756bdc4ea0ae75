"""LoRA: a frozen weight and, beside it, a trained product of two thin matrices (Hu et al. 2022).

    h = W x + (alpha / r) B A x,   A (r, d_in) starts as noise, B (d_out, r) at zero: step 0 changes nothing

    trainable = sum over the targeted weights of r (d_in + d_out)

Merged, W + (alpha / r) B A is one matrix again and costs nothing at inference (models/variants/merging.py).
In a fused projection (GPT-2's c_attn) each letter gets A and B of its own, as in the paper; peft gives all of it one A.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from models.architectures.shapes import Linear, Shape
from models.methods import method
from models.methods.method import Formula, Paper, Parts
from models.refusals import Refused

if TYPE_CHECKING:
    from torch import nn

    from models.architectures.anatomy import Block, Site
    from models.insertions import Insertion, LowRank

NAME = "lora"
TITLE = "LoRA"
PAPER = Paper(
    "Hu et al.",
    2022,
    "LoRA: Low-Rank Adaptation of Large Language Models",
    "ICLR 2022",
    "§4.1",
    "https://arxiv.org/abs/2106.09685",
)
ALL = "all-linear"
LETTERS = "qkvo"


class Config(method.Config):
    rank: int = Field(8, ge=1, le=4096, description="두 얇은 행렬의 계수(rank) r. 파라미터 수는 r에 비례합니다.")
    alpha: float = Field(16.0, gt=0, le=4096, description="바뀐 양에 곱하는 배율 alpha/r의 분자입니다.")
    targets: str = Field(
        "q,v", description="어느 가중치에 붙일지: q,k,v,o 가운데 쉼표로 잇거나, all-linear로 블록의 모든 선형층."
    )

    @field_validator("targets")
    @classmethod
    def _are_known(cls, value: str) -> str:
        if value.strip() == ALL:
            return ALL
        letters = [letter.strip() for letter in value.split(",")]
        if not set(letters) <= set(LETTERS) or len(set(letters)) < len(letters):
            raise ValueError("q,k,v,o를 쉼표로 잇거나 all-linear라고 적어야 합니다")
        return ",".join(letter for letter in LETTERS if letter in letters)

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(LETTERS) if self.targets == ALL else tuple(self.targets.split(","))

    def targeted(self, linear: Linear) -> bool:
        return linear.role in self.letters or (self.targets == ALL and linear.role == "ffn")

    def check(self, shape: Shape) -> None:
        narrowest = min(min(linear.inputs, linear.outputs) for linear in shape.linears if self.targeted(linear))
        thinner(self.rank, narrowest)


def thinner(rank: int, narrowest: int) -> None:
    if rank > narrowest:
        raise Refused(
            f"rank={rank}: 고른 가중치의 좁은 쪽 폭보다 rank가 클 수 없습니다. {narrowest} 이하로 해 주세요.", "rank"
        )


def formula(shape: Shape, config: Config) -> Formula:
    config.check(shape)
    r, linears = config.rank, [linear for linear in shape.linears if config.targeted(linear)]
    total = sum(linear.number * r * (linear.inputs + linear.outputs) for linear in linears)
    return Formula(
        total,
        0,
        "Σ 행렬 수 × r × (d_in + d_out)",
        " + ".join(f"{number}×{r}×({i} + {o})" for (i, o), number in _by_size(linears).items()),
    )


def _by_size(linears: list[Linear]) -> dict[tuple[int, int], int]:
    """How many of the targeted layers there are of each (inputs, outputs)."""
    sizes: dict[tuple[int, int], int] = {}
    for linear in linears:
        sizes[linear.inputs, linear.outputs] = sizes.get((linear.inputs, linear.outputs), 0) + linear.number
    return sizes


def parts(model: nn.Module, config: Config) -> Parts:
    from models.architectures.anatomy import blocks

    found: dict[str, Insertion] = {}
    for block in blocks(model):
        sites = [
            {letter: where[letter] for letter in config.letters if letter in where} for where in _attentions(block)
        ]
        for group in sites:
            found |= _projections(model, group, config)
        if config.targets == ALL:
            found |= {name: _low_rank(model, name, config) for name in block.ffn}
    return Parts(found)


def _attentions(block: Block) -> list[dict[str, Site]]:
    return [block.projections, *([block.cross] if block.cross else [])]


def _projections(model: nn.Module, sites: dict[str, Site], config: Config) -> dict[str, Insertion]:
    """One insertion a layer: a low-rank update, or several of them side by side where q, k and v are fused."""
    from models.insertions import Slices

    fused = {letter: site for letter, site in sites.items() if site.stop}
    found: dict[str, Insertion] = {
        site.name: _low_rank(model, site.name, config) for site in sites.values() if not site.stop
    }
    if fused:
        name = next(iter(fused.values())).name
        low = {letter: _low_rank(model, name, config, site.stop - site.start) for letter, site in fused.items()}
        found[name] = Slices(low, {letter: (site.start, site.stop) for letter, site in fused.items()})
    return found


def _low_rank(model: nn.Module, name: str, config: Config, outputs: int = 0) -> LowRank:
    from models.architectures.anatomy import sizes
    from models.insertions import LowRank

    inputs, whole = sizes(model.get_submodule(name))
    thinner(config.rank, min(inputs, outputs or whole))
    return LowRank(inputs, outputs or whole, config.rank, config.alpha)
