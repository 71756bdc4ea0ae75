"""The likeliest next tokens of two models beside each other: what each bar says. Pure; knows no worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.lab.charts import colour
from app.lab.variants import Candidate
from models.protocol import Likely, Peeked, Piece

MARKS = {"</s>": "글의 끝", "<|endoftext|>": "글의 끝", "<s>": "글의 시작"}
VISIBLE = str.maketrans({" ": "␣", "\n": "↵", "\t": "⇥"})


@dataclass(frozen=True)
class Bar:
    """One token. Widths in percent of the longest bar of both models."""

    token: str
    note: str
    raw: str
    drawn: str
    raw_width: float
    drawn_width: float
    cut: bool
    new: bool  # not among the base's likeliest


@dataclass(frozen=True)
class Column:
    """One model."""

    title: str
    colour: str
    bars: tuple[Bar, ...]
    rest: str  # of all other tokens, raw
    rest_drawn: str
    left: int
    vocabulary: int
    cut: str
    entropy: str
    entropy_drawn: str


def columns(told: Sequence[Peeked], candidates: Sequence[Candidate]) -> tuple[Column, ...]:
    """The base is the first of both."""
    longest = max(max(one.raw, one.drawn) for peeked in told for one in peeked.tokens)
    known = {one.piece.text for one in told[0].tokens}
    return tuple(_column(peeked, candidate, longest, known) for peeked, candidate in zip(told, candidates, strict=True))


def _column(told: Peeked, candidate: Candidate, longest: float, known: set[str]) -> Column:
    return Column(
        title=candidate.title,
        colour=colour(candidate.method),
        bars=tuple(_bar(one, longest, known) for one in told.tokens),
        rest=percent(1 - sum(one.raw for one in told.tokens)),
        rest_drawn=percent(1 - sum(one.drawn for one in told.tokens)),
        left=told.left,
        vocabulary=told.vocabulary,
        cut=percent(told.cut),
        entropy=f"{told.entropy:.2f}",
        entropy_drawn=f"{told.entropy_drawn:.2f}",
    )


def _bar(one: Likely, longest: float, known: set[str]) -> Bar:
    token, note = label(one.piece)
    return Bar(
        token=token,
        note=note,
        raw=percent(one.raw),
        drawn=percent(one.drawn),
        raw_width=round(100 * one.raw / longest, 2),
        drawn_width=round(100 * one.drawn / longest, 2),
        cut=one.drawn == 0,
        new=one.piece.text not in known,
    )


def label(piece: Piece) -> tuple[str, str]:
    """A token as it is written on the page, and what is to be said about it."""
    if piece.form == "mark":
        return piece.text, MARKS.get(piece.text, "표시 토큰")
    if piece.form == "bytes":
        return (piece.note.translate(VISIBLE), f"앞부분 {piece.text}") if piece.note else (piece.text, "글자의 앞부분")
    return piece.text.translate(VISIBLE), f"조각 {piece.note}" if piece.form == "part" else ""


def percent(share: float) -> str:
    """Two digits that say something, and never 0 for what is not 0."""
    value = 100 * max(share, 0.0)
    if 1e-7 < value < 0.01:
        return "0.01% 미만"
    digits = 0 if value < 1e-7 or value > 100 - 1e-7 else 1 if value >= 10 else 2
    return f"{value:.{digits}f}%"
