"""What the calculator says of an architecture, a method and its settings: by the methods' formulas, without a worker.

Knows no request and no HTML. The formulas are exact: tests/models/test_counting.py measures every one of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.charts import COLOURS, Chart, Row, log_bars
from app.lab.parameters.choosing import groups, shape_of
from app.lab.parameters.controls import Control, Given, controls, own, problems, written
from models import architectures
from models.architectures import published
from models.architectures.shapes import Shape
from models.methods import METHODS, Formula, configure, method
from models.refusals import Refused

ADDRESS = "/lab/parameters"
FIRST = {"architecture": "roberta-base", "method": "lora"}  # what the page opens with
SETTINGS = tuple(dict.fromkeys(field for kind in METHODS.values() for field in kind.Config.model_fields))
UNKNOWN = {
    "architecture": "‘{}’이라는 구조는 없습니다. 목록에서 골라 주세요.",
    "method": "‘{}’이라는 방법은 없습니다. 목록에서 골라 주세요.",
}


@dataclass(frozen=True)
class Outcome:
    """One method on the architecture: its formula, or why there is none."""

    method: str
    title: str
    settings: str
    address: str
    formula: Formula | None
    problem: Refused | None
    base: int  # parameters of the whole model
    left: int | None = None  # tokens that a text may still have, where the method takes some of them

    @property
    def count(self) -> int | None:
        """What trains; for a method that trains the head alone, the head."""
        return None if self.formula is None else self.formula.trainable or self.formula.head

    @property
    def share(self) -> str:
        """Of the whole model, in percent."""
        return share(self.count or 0, self.base)


@dataclass(frozen=True)
class Printed:
    """A figure that a paper states, beside ours, with the way to see it here."""

    figure: published.Figure
    title: str
    settings: str
    address: str
    here: bool


@dataclass(frozen=True)
class Calculation:
    """GET /lab/parameters -> lab/parameters.html"""

    title: str
    architecture: str
    method: str
    architectures: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # group, then name and label
    methods: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]
    kept: tuple[tuple[str, str], ...]  # settings of other methods
    problems: dict[str, str]
    shape: Shape | None
    outcome: Outcome | None
    others: tuple[Outcome, ...]  # the chosen one among them
    chart: Chart | None
    papers: tuple[Printed, ...]
    query: str  # of the list of tensors

    @property
    def stated(self) -> tuple[Printed, ...]:
        """What papers state for exactly this."""
        return tuple(printed for printed in self.papers if printed.here)


def calculate(asked: Given) -> Calculation:
    """Everything on the page. Whatever cannot be is said in `problems`, by field."""
    architecture, name = (asked.get(field, usual) for field, usual in FIRST.items())
    given = {field: asked[field] for field in SETTINGS if field in asked}
    shape = shape_of(architecture) if architecture in architectures.names() else None
    known = name in METHODS
    others = tuple(outcome(shape, other, given) for other in METHODS) if shape else ()
    mine = next((one for one in others if one.method == name), None)
    refusal = mine.problem if mine else None
    fields = controls(name, given, shape, refusal) if known else ()
    return Calculation(
        title="파라미터 계산기",
        architecture=architecture,
        method=name,
        architectures=groups(architecture),
        methods=(*((kind.NAME, kind.TITLE) for kind in METHODS.values()), *([] if known else [(name, name)])),
        controls=fields,
        kept=tuple((field, value) for field, value in given.items() if field not in {one.name for one in fields}),
        problems=_problems(architecture, name, fields, refusal),
        shape=shape,
        outcome=mine,
        others=others,
        chart=log_bars([_row(one, one.method == name) for one in others]) if shape else None,
        papers=tuple(_papers(architecture, name, given, mine)),
        query=urlencode({"architecture": architecture, "method": name, **(own(name, given) if known else {})}),
    )


def outcome(shape: Shape, name: str, given: Given) -> Outcome:
    """One method with those of the given settings that it has; the others stand at their defaults."""
    values = own(name, given)
    settings, formula, problem, left = values, None, None, None
    try:
        wrong = problems(name, values)
        if wrong:
            field = next(iter(wrong))
            raise Refused(wrong[field], field)
        config = configure(name, dict(values))
        settings = {field: written(value) for field, value in config.model_dump().items()}
        formula = method(name).formula(shape, config)
        left = shape.context - config.length if hasattr(config, "length") else None
    except Refused as refusal:
        problem = refusal
    title, address = METHODS[name].TITLE, _address(shape.name, name, given)
    return Outcome(name, title, _told(settings), address, formula, problem, shape.parameters, left)


def share(part: int, whole: int) -> str:
    """Percent with three digits that say something, however small: 0.237, 0.0000281."""
    percent = 100 * part / whole
    digits = 2 - math.floor(math.log10(percent)) if percent else 0
    return f"{percent:.{max(digits, 0)}f}".rstrip("0").rstrip(".") if digits > 0 else f"{percent:.0f}"


def _problems(architecture: str, name: str, fields: tuple[Control, ...], refusal: Refused | None) -> dict[str, str]:
    known = {"architecture": architecture in architectures.names(), "method": name in METHODS}
    given = {"architecture": architecture, "method": name}
    found = {field: UNKNOWN[field].format(given[field][:60]) for field, right in known.items() if not right}
    found |= {one.name: one.problem for one in fields if one.problem}
    if refusal is not None and refusal.field not in found:
        found["method"] = str(refusal)
    return found


def _row(one: Outcome, chosen: bool) -> Row:
    if one.count is None:
        return Row(one.title, COLOURS[one.method], None, "계산할 수 없음", chosen)
    return Row(one.title, COLOURS[one.method], one.count, f"{one.count:,}", chosen)


def _papers(architecture: str, name: str, given: Given, mine: Outcome | None) -> Iterator[Printed]:
    """The checked figures of all papers. Those of what is chosen now are `here`."""
    config = configure(name, own(name, given)).model_dump() if mine is not None and mine.formula else {}
    for figure in published.FIGURES:
        settings = {field: written(value) for field, value in figure.settings.items()}
        address = _address(figure.architecture, figure.method, settings)
        here = bool(mine and mine.formula) and figure.fits(architecture, name, config)
        yield Printed(figure, METHODS[figure.method].TITLE, _told(settings), address, here)


def _told(settings: Given) -> str:
    return ", ".join(f"{field}={value}" for field, value in settings.items())


def _address(architecture: str, name: str, settings: Given) -> str:
    return f"{ADDRESS}?{urlencode({'architecture': architecture, 'method': name, **settings})}"
