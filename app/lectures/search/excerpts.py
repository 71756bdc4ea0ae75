"""The few words around what was found, marked. Formulas are shown whole or not at all. Knows no index."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from app.lectures.search.asking import Way
from app.lectures.search.passages import Paragraph
from app.lectures.search.places import Place, joined, places
from app.lectures.search.plain import BEGIN, END, FORMULA

LENGTH = 130  # characters of an excerpt
BEFORE = 40  # of them before what was found, where the sentence does not begin nearer
SENTENCE = re.compile(r"[.?!]\s")
FORMULAS = re.compile(f"({FORMULA.pattern})")

Needs = Sequence[Sequence[Way]]


def marked(text: str, needs: Needs) -> Markup:
    """A title: from its beginning, every place marked where something asked for stands."""
    return _cut(text, places(text, needs), 0)


def excerpt(paragraphs: Sequence[Paragraph], needs: Needs) -> Markup:
    """From the paragraph that meets most needs (the first, rather one in plain words), where most stand together."""
    found = [(part, places(part.text, needs)) for part in paragraphs]
    best, spots = max(found, key=lambda pair: (*_met(pair[1]), not pair[0].label))
    text = _cut(best.text, spots, _start(best.text, _thickest(spots)) if spots else 0)
    return Markup('<b class="of">{}</b> {}').format(best.label, text) if best.label else text


def _met(spots: Sequence[Place]) -> tuple[int, int]:
    """How many needs are met in full, and how many at all."""
    return len({spot.need for spot in spots if spot.whole}), len({spot.need for spot in spots})


def _thickest(spots: Sequence[Place]) -> int:
    """Where the stretch begins that meets most needs; the first of them."""
    reach = LENGTH - BEFORE
    return max(spots, key=lambda first: _met([s for s in spots if 0 <= s.start - first.start < reach])).start


def _start(text: str, hit: int) -> int:
    """The first letter of a sentence that is near enough for all to be shown, else the beginning of a word."""
    room = max(BEFORE, LENGTH - (len(text) - hit))
    for begins in (0, *(found.end() for found in SENTENCE.finditer(text, 0, hit))):
        if hit - begins <= room:
            return begins
    space = text.find(" ", hit - BEFORE, hit)
    at = space + 1 if space >= 0 else hit
    return text.rfind(BEGIN, 0, at) if _in_formula(text, at) else at


def _end(text: str, start: int) -> int:
    if len(text) - start <= LENGTH:
        return len(text)
    space = text.rfind(" ", start, start + LENGTH)
    at = space if space > start else start + LENGTH
    return text.find(END, at) + 1 if _in_formula(text, at) else at


def _in_formula(text: str, at: int) -> bool:
    return text.rfind(BEGIN, 0, at) > text.rfind(END, 0, at)


def _cut(text: str, spots: Sequence[Place], start: int) -> Markup:
    end = _end(text, start)
    shown: list[Markup | str] = ["… "] if start else []
    at = start
    for first, last in joined(spots):
        if start <= first and last <= end:
            shown += [_formulas(text[at:first]), Markup("<mark>{}</mark>").format(text[first:last])]
            at = last
    return Markup("").join([*shown, _formulas(text[at:end]), " …" if end < len(text) else ""])


def _formulas(text: str) -> Markup:
    parts = FORMULAS.split(text)
    tex = Markup('<span class="math">{}</span>')
    return Markup("").join(tex.format(part[1:-1]) if at % 2 else escape(part) for at, part in enumerate(parts))
