"""What a learner typed -> what has to be found, and that as an expression of FTS5. Knows terms, no index.

Nothing typed reaches FTS5 but letters and digits inside quotation marks, so its operators mean nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.bank.normalising import Unit, fold, units
from app.bank.particles import bare_forms
from app.bank.terms import Mention, Term, Terms
from app.lectures.search.pieces import RUN, pairs, whole

LONGEST = 100  # characters; the rest is not searched for
MOST = 8  # words
ENDINGS = 6  # forms of a word with fewer and fewer endings
LONG_WORD = 12  # syllables; a longer one is not taken apart
BINDING = ("-", ".")
JAMO = re.compile("[ㄱ-ㆎ]+")  # a syllable still being composed


@dataclass(frozen=True)
class Phrase:
    """Pieces side by side; the last may be the beginning of a longer one."""

    pieces: tuple[str, ...]
    open: bool

    def __str__(self) -> str:
        return f'"{" ".join(self.pieces)}"{" *" if self.open else ""}'


Way = tuple[Phrase, ...]  # all of these


@dataclass(frozen=True)
class Asked:
    """Every need must be met, each in any of its ways. `terms` are the ids of those that were named."""

    needs: tuple[tuple[Way, ...], ...]
    terms: frozenset[str]

    @property
    def expression(self) -> str:
        return " AND ".join(f"({' OR '.join(map(_all, need))})" for need in self.needs)

    @property
    def enough(self) -> bool:
        """One Korean syllable is a word; one Latin letter or digit is not."""
        found = "".join(piece for ways in self.needs for way in ways for phrase in way for piece in phrase.pieces)
        return len(found) > 1 or "가" <= found <= "힣"


def read(typed: str, terms: Terms) -> Asked:
    folded = JAMO.sub(" ", fold(typed[:LONGEST]).text)
    typed_units = units(folded)
    mentions = terms.find("".join(unit.text for unit in typed_units), typed_units)
    needs = [*_named(mentions, typed_units, terms), *_others(mentions, typed_units)]
    return Asked(tuple(dict.fromkeys(filter(None, needs)))[:MOST], frozenset(mention.term for mention in mentions))


def _all(way: Way) -> str:
    return f"({' AND '.join(map(str, way))})"


def _named(mentions: list[Mention], typed: list[Unit], terms: Terms) -> Iterator[tuple[Way, ...]]:
    """A term under any of its names, or by its words as they were typed."""
    for mention in mentions:
        parts = (_within(unit, mention) for unit in typed)
        apart = tuple(phrase for part in parts if part for phrase in [_phrase(part)] if phrase)
        yield tuple(way for way in dict.fromkeys([*_by_name(terms.by_id[mention.term]), apart]) if way)


def _by_name(term: Term) -> Iterator[Way]:
    for form in term.forms:
        for spelling in dict.fromkeys((form, form.replace(" ", ""))):
            if phrase := _phrase(spelling, goes_on=False):
                yield (phrase,)


def _within(unit: Unit, mention: Mention) -> str:
    """The part of a word that a term covers."""
    return unit.text[max(0, mention.start - unit.at) : max(0, mention.end - unit.at)]


def _others(mentions: list[Mention], typed: list[Unit]) -> Iterator[tuple[Way, ...]]:
    words: list[str] = []
    before: Unit | None = None  # a word that this one may be a part of: GPT-2
    for unit in typed:
        rest = _outside(unit, mentions)
        free = rest == unit.text
        if free and before and unit.gap in BINDING:
            words[-1] += f" {rest}"
        elif free or (len(rest) > 1 and unit.text.removesuffix(rest) not in bare_forms(unit.text)):  # no mere particle
            words.append(rest)
        before = unit if free else None
    for word in words:
        yield tuple((phrase,) for phrase in _ways(word))


def _outside(unit: Unit, mentions: list[Mention]) -> str:
    covered = {at for mention in mentions for at in range(mention.start, mention.end)}
    return "".join(letter for at, letter in enumerate(unit.text, unit.at) if at not in covered)


def _ways(word: str) -> Iterable[Phrase]:
    """As typed, without its endings, and written in two where it was written in one (사전학습: 사전 학습)."""
    forms = [form for form in bare_forms(word)[:ENDINGS] if form == word or len(form) > 1]
    found = [_phrase(form) for form in forms]
    if re.fullmatch(f"[가-힣]{{4,{LONG_WORD}}}", word):
        found += [_phrase(f"{word[:at]} {word[at:]}") for at in range(2, len(word) - 1)]
    return dict.fromkeys(phrase for phrase in found if phrase)


def _phrase(text: str, goes_on: bool = True) -> Phrase | None:
    """The pieces that find a text; a last Latin word may go on (adap: adapter), as one still being typed."""
    runs = [run[0] for run in RUN.finditer(fold(text).text)]
    if not runs:
        return None
    *before, last = runs
    closed = [piece for run in before for piece in (whole(run) if _korean(run) else [run])]
    if _korean(last):
        return Phrase((*closed, *pairs(last)), open=len(last) == 1)
    return Phrase((*closed, last), open=goes_on and last.isascii() and last.isalpha() and len(last) > 1)


def _korean(run: str) -> bool:
    return "가" <= run[0] <= "힣"
