"""One training example as rows of pieces: what is read, what must be written, where the loss counts. Draws nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["kept", "mask", "random", "same", "moved", "hidden", "predicted", "sentinel", "written"]
SIGNS: dict[Kind, tuple[str, str]] = {  # colour is never the only difference
    "kept": ("", "손대지 않은 토큰"),
    "mask": ("■", "가린 자리"),
    "random": ("⇄", "다른 낱말로 바뀐 자리"),
    "same": ("=", "골랐지만 원래 낱말인 자리"),
    "moved": ("↷", "자리가 바뀐 토큰"),
    "hidden": ("×", "볼 수 없는 자리"),
    "predicted": ("?", "예측할 자리"),
    "sentinel": ("◆", "구간을 대신하는 표지"),
    "written": ("✎", "디코더가 써야 하는 토큰, 모두 손실을 구하는 자리"),
}


@dataclass(frozen=True)
class Piece:
    """One cell. `place` counts from 0 in the learner's text and is None for what the method put in."""

    text: str
    kind: Kind = "kept"
    place: int | None = None
    answer: str | None = None  # what must be written here; the loss counts here and only here
    below: str = ""  # instead of the number of the place

    @property
    def sign(self) -> str:
        return SIGNS[self.kind][0]

    @property
    def label(self) -> str:
        return SIGNS[self.kind][1]

    @property
    def number(self) -> str:
        return self.below or ("" if self.place is None else str(self.place + 1))


@dataclass(frozen=True)
class Strip:
    """One row of the figure: read, and answered where a piece says so; or, if it `writes`, a row of targets."""

    title: str
    pieces: tuple[Piece, ...]
    writes: bool = False

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def answers(self) -> tuple[Piece, ...]:
        """The places of the loss."""
        return tuple(piece for piece in self.pieces if piece.answer is not None)


@dataclass(frozen=True)
class Example:
    """What one method makes of one text in one draw. `lengths` are of the spans as drawn."""

    strips: tuple[Strip, ...]
    told: tuple[str, ...]
    lengths: tuple[int, ...] = ()

    @property
    def losses(self) -> int:
        return sum(len(strip.answers) for strip in self.strips)


def writing(title: str, tokens: tuple[str, ...]) -> Strip:
    """The whole text as a target."""
    return Strip(title, tuple(Piece(token, "written", place, token) for place, token in enumerate(tokens)), True)
