"""What the page shows for what was asked: the form as typed, the matrices, the choice. Knows no request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from app.figures.attending.asking import FIRST, LONGEST, MOST, SEEDS, number, problems, understood
from app.figures.attending.choosing import Chosen, after, chosen
from app.figures.attending.guessing import Guess, compared
from app.figures.attending.kinds import ALL, KINDS, Kind
from app.figures.attending.matrices import Matrix
from app.figures.attending.uses import USES, Use

ADDRESS = "/figures/attention-masks"
ASK, TELL = "ask", "told"


@dataclass(frozen=True)
class Page:
    """GET /figures/attention-masks -> figures/attending/show.html. Without matrices where something is to be mended."""

    title: str
    given: dict[str, str]  # as it was typed
    problems: dict[str, str]
    kind: Kind | None
    matrices: tuple[Matrix, ...]
    chosen: Chosen | None
    asks: bool  # the learner guesses first; the matrices wait
    guessed: frozenset[int]
    guess: Guess | None
    code: str
    kinds: tuple[Kind, ...] = ALL
    uses: tuple[Use, ...] = USES
    longest: int = LONGEST
    most: int = MOST

    def address(self, **changed: str) -> str:
        """The same page with something changed."""
        at = {"at": self.chosen.at} if self.chosen else {}
        return f"{ADDRESS}?{urlencode({**self.given, **at, **changed})}"

    @property
    def redrawn(self) -> str:
        """The same with the next seed, and no order that would outrule it."""
        seed = number(self.given["seed"], SEEDS)
        return self.address(seed=str(1 if seed is None else (seed + 1) % (SEEDS + 1)), order="")

    @property
    def next_row(self) -> str:
        return self.address(at=after(self.chosen) if self.chosen else "", predict=ASK)


def show(asked: Mapping[str, str], guesses: Iterable[str] = ()) -> Page:
    given = {field: asked.get(field, usual) for field, usual in FIRST.items()}
    kind = KINDS.get(given["kind"])
    found = _problems(given, kind)
    typed = understood(given, kind.fields) if kind and not found else None
    matrices = kind.make(typed) if kind and typed else ()
    here = chosen(matrices, asked.get("at", "")) if matrices else None
    guessed = frozenset(int(one) - 1 for one in guesses if number(one, MOST))
    return Page(
        title="누가 누구를 보나",
        given=given,
        problems=found,
        kind=kind,
        matrices=matrices,
        chosen=here,
        asks=asked.get("predict") == ASK,
        guessed=guessed,
        guess=compared(here.matrix, here.row, guessed) if here and asked.get("predict") == TELL else None,
        code=kind.code(typed) if kind and typed else "",
    )


def _problems(given: Mapping[str, str], kind: Kind | None) -> dict[str, str]:
    if kind is None:
        return {"kind": f"‘{given['kind'][:60]}’이라는 마스크는 없습니다. 목록에서 골라 주세요."}
    return problems(given, kind.fields)
