"""The view of a compute budget: how much as a field, what each law makes of it, models that were trained."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.figures.shapes.amounts import amount, power, said, short
from app.figures.shapes.fields import Field, Given, Problems, View
from app.figures.shapes.laws import LAWS, LEAST, MODELS, MOST, PF_DAY, TOKENS_EACH, by_thumb
from app.figures.shapes.plane import Plane, plane

UNITS = {"flops": 1.0, "pf-days": PF_DAY}
FIELDS = (
    Field(
        "compute", "학습 계산량 C", "5.76e23이나 10^21처럼 적습니다. 10^18~10^26 FLOPs까지 그립니다.", "5.76e23"
    ),
    Field(
        "unit", "단위", "1 PF-day는 초당 10^15번씩 하루, 8.64×10^19 FLOPs입니다.", "flops",
        choices=(("flops", "FLOPs"), ("pf-days", "PF-days")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Divided:
    """One way to spend the budget, in words."""

    slug: str
    name: str
    formula: str
    source: str
    parameters: str
    parameters_short: str
    tokens: str
    tokens_short: str
    each: str  # tokens a parameter


@dataclass(frozen=True)
class Trained:
    name: str
    parameters: str
    tokens: str
    compute: str
    each: str
    advised: str  # parameters that approach 1 advises for as much
    address: str
    source: str


@dataclass(frozen=True)
class Found:
    compute: str
    days: str
    ways: tuple[Divided, ...]
    models: tuple[Trained, ...]
    plane: Plane
    apart: str  # how many times larger Kaplan's model is than approach 1's


def judge(given: Given, wrong: Collection[str]) -> Problems:
    typed = amount(given["compute"])
    if typed is None:
        return {"compute": "학습 계산량 C: 5.76e23이나 10^21처럼 0보다 큰 수를 적어 주세요."}
    if "unit" not in wrong and not LEAST <= typed * UNITS[given["unit"]] <= MOST:
        least, most = (power(bound / UNITS[given["unit"]]) for bound in (LEAST, MOST))
        unit = dict(FIELDS[1].choices)[given["unit"]]
        return {"compute": f"학습 계산량 C: {least}부터 {most} {unit}까지 적을 수 있습니다."}
    return {}


def work(given: Given) -> Found:
    compute = (amount(given["compute"]) or 0.0) * UNITS[given["unit"]]
    sizes = {law.slug: law.parameters(compute) for law in LAWS}
    thumb = by_thumb(compute)
    rule = _divided("thumb", "20배 어림", "√(C ÷ 120)", "D = 20N이라고 두면 C = 120N²", thumb, compute)
    return Found(
        compute=power(compute),
        days=power(compute / PF_DAY),
        ways=(
            *(_divided(law.slug, law.name, law.formula, law.source, sizes[law.slug], compute) for law in LAWS),
            rule,
        ),
        models=_models(),
        plane=plane(compute),
        apart=f"{sizes['kaplan'] / sizes['approach-1']:.3g}",
    )


def _divided(slug: str, name: str, formula: str, source: str, parameters: float, compute: float) -> Divided:
    tokens = compute / (6 * parameters)
    each = f"{TOKENS_EACH}" if slug == "thumb" else f"{tokens / parameters:.3g}"
    return Divided(slug, name, formula, source, said(parameters), short(parameters), said(tokens), short(tokens), each)


def _models() -> tuple[Trained, ...]:
    return tuple(
        Trained(
            one.name,
            said(one.parameters),
            said(one.tokens),
            power(one.compute),
            f"{one.tokens / one.parameters:.3g}",
            said(LAWS[1].parameters(one.compute)),
            VIEW.address(compute=f"{one.compute:.3g}".replace("+", ""), unit="flops"),
            one.source,
        )
        for one in MODELS
    )


VIEW = View(
    "budget",
    "계산량 나누기",
    "계산량이 정해져 있다면 모델을 키울까요, 데이터를 늘릴까요? 두 논문의 답을 견주어 보세요.",
    FIELDS,
    work,
    judge,
)
