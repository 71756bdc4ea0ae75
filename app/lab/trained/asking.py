"""What the address asks of the page: a method, its settings, and perhaps a prediction. Knows no worker and no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from zlib import crc32

from app.lab.parameters.calculating import SETTINGS
from app.lab.parameters.controls import Control, Given, controls, own, problems, written
from models.architectures.shapes import Shape
from models.methods import METHODS, configure, method
from models.refusals import Refused

ADDRESS = "/lab/trained"
FIRST = "houlsby"  # what the page opens with
PREDICT, GUESS = "predict", "guess"  # ask before telling; what was predicted (repeated, an empty one when sent)
UNKNOWN = "‘{}’이라는 방법은 없습니다. 목록에서 골라 주세요."


@dataclass(frozen=True)
class Asked:
    """`settings` are the method's own, as they stand in the address; `guess` is None until a prediction was sent."""

    method: str
    methods: tuple[tuple[str, str], ...]
    controls: tuple[Control, ...]
    kept: tuple[tuple[str, str], ...]  # settings of other methods
    settings: tuple[tuple[str, str], ...]
    problems: dict[str, str]
    predicts: bool
    guess: frozenset[str] | None

    @property
    def title(self) -> str:
        return METHODS[self.method].TITLE

    @property
    def address(self) -> str:
        """Of the same, told at once."""
        return f"{ADDRESS}?{urlencode([('method', self.method), *self.settings])}"

    @property
    def again(self) -> str:
        """Of exactly this, for whoever has to ask again."""
        asked = [(PREDICT, "yes")] if self.predicts else []
        sent = [] if self.guess is None else [(GUESS, key) for key in ("", *sorted(self.guess))]
        return f"{ADDRESS}?{urlencode([('method', self.method), *self.settings, *asked, *sent])}"

    @property
    def key(self) -> str:
        """Short and the same for the same settings, for an id in the page."""
        return f"{crc32(self.address.encode()):08x}"

    @property
    def counted(self) -> str:
        """The same on the calculator, as a query without its architecture."""
        return urlencode([("method", self.method), *self.settings])


def read(query: Given, guesses: Sequence[str], shape: Shape | None) -> Asked:
    """What is wrong with a setting is said in `problems`, by field. `guesses` are all values of `guess`."""
    name = query.get("method", FIRST)
    given = {field: query[field] for field in SETTINGS if field in query}
    known = name in METHODS
    given |= _plain(name, given) if known else {}
    refusal = _refusal(name, given, shape) if known else None
    fields = controls(name, given, shape, refusal) if known else ()
    names = {control.name for control in fields}
    return Asked(
        method=name,
        methods=(*((kind.NAME, kind.TITLE) for kind in METHODS.values()), *([] if known else [(name, name[:60])])),
        controls=fields,
        kept=tuple((field, value) for field, value in given.items() if field not in names),
        settings=tuple((control.name, control.value) for control in fields),
        problems=_problems(name, fields, refusal),
        predicts=PREDICT in query,
        guess=frozenset(filter(None, guesses)) if guesses else None,
    )


def _plain(name: str, given: Given) -> dict[str, str]:
    """Each value that is right by itself, as the form writes it: `on` is `true`."""
    right = {field: value for field, value in own(name, given).items() if field not in problems(name, given)}
    return {field: written(getattr(configure(name, {field: value}), field)) for field, value in right.items()}


def _refusal(name: str, given: Given, shape: Shape | None) -> Refused | None:
    """Of settings that are right one by one, by what is known of the base here; the worker knows the rest."""
    if shape is None or problems(name, given):
        return None
    try:
        method(name).formula(shape, configure(name, dict(own(name, given))))
    except Refused as refusal:
        return refusal
    return None


def _problems(name: str, fields: tuple[Control, ...], refusal: Refused | None) -> dict[str, str]:
    if name not in METHODS:
        return {"method": UNKNOWN.format(name[:60])}
    found = {control.name: control.problem for control in fields if control.problem}
    if refusal is not None and refusal.field not in found:
        found["method"] = str(refusal)
    return found
