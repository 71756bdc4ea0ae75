"""Is a typed answer one of the accepted forms? Compiles a key once, then compares: exactly, by synonym, by
gloss, by slip.

Knows forms and terms, not the kinds of question. `answer` returns what was found and the steps that led there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.bank import finals, lexicon, spelling
from app.bank.normalising import fold, squeeze, units
from app.bank.particles import attributive_stems, bare_forms, role
from app.bank.phrases import stem_of
from app.bank.spelling import Shape, Slip
from app.bank.terms import Terms
from app.bank.typed import BRACKET, Typed

_HANGUL = re.compile(r"[가-힣]")
_LATIN_NAME = re.compile(r"[A-Za-z][A-Za-z -]*")
MEMBERS = 12  # more members than any list of ours has
LONGEST_SLIP = 72  # squeezed characters
LONGEST = 400
"""An answer to a blank or a short question longer than this is not an answer to it; an essay has its own kind."""


@dataclass(frozen=True)
class Forms:
    """Accepted forms of one key, ready for comparing."""

    exact: dict[str, str]  # squeezed -> as the author wrote it
    canonical: dict[str, str]  # with terms replaced by marks -> as the author wrote it
    shapes: tuple[Shape, ...]  # for slips
    squeezed: tuple[str, ...]  # for looking inside sentences, longest first
    stems: dict[str, str]  # sentences without their last ending -> as the author wrote them
    lists: dict[frozenset[str], str]  # accepted forms that are lists, in any order


class Found(NamedTuple):
    """An accepted form, how it was found (exact, synonym, gloss, list, slip), and the slip if it was one."""

    form: str
    how: str
    slip: Slip | None = None


def compile_forms(forms: Iterable[str], terms: Terms) -> Forms:
    exact: dict[str, str] = {}
    lists: dict[frozenset[str], str] = {}
    shapes: dict[str, Shape] = {}
    for form in forms:
        for variant in _variants(form, terms):
            shaped = spelling.shape(variant)
            if not shaped.text:
                continue
            exact.setdefault(shaped.text, form)
            shapes.setdefault(shaped.text, shaped)
            for stem in attributive_stems(shaped.text):
                exact.setdefault(stem, form)
        members = Typed(form, terms).members
        if len(members) > 1:
            lists.setdefault(frozenset(member.canonical for member in members), form)
    canonical = {terms.canonical_of(shaped.shown): exact[text] for text, shaped in shapes.items()}
    for text, form in list(exact.items()):
        canonical.setdefault(terms.canonical_of(text), form)
        term = terms.named(text)
        for synonym in term.forms if term else ():
            shaped = spelling.shape(synonym)
            shapes.setdefault(shaped.text, shaped)
    squeezed = tuple(sorted({*exact, *shapes}, key=len, reverse=True))
    stems = {end: form for text, form in exact.items() if (end := finals.stem(text))}
    return Forms(exact, canonical, tuple(shapes.values()), squeezed, stems, lists)


def _variants(form: str, terms: Terms) -> list[str]:
    """NLP(자연어 처리): the whole, the part outside, the part inside when it is another name of the same; (연속)
    프롬프트: with and without.
    """
    found = [form]
    if inside := BRACKET.search(form):
        outside = BRACKET.sub(" ", form)
        found.append(outside)
        if form.strip().endswith((")", "]")) and _renames(outside, inside[1], terms):
            found.append(inside[1])
    return found


def _renames(outside: str, inside: str, terms: Terms) -> bool:
    """Is what stands in the bracket a name by itself: not 8억 단어 in BooksCorpus(8억 단어)?"""
    term = terms.named(outside)
    if term and term == terms.named(inside):
        return True
    return bool(_HANGUL.search(outside) and _LATIN_NAME.fullmatch(inside.strip()))


def exact(typed: Typed, forms: Forms) -> Found | None:
    """The accepted form that the whole answer is, however typed, inflected, translated, glossed or listed."""
    return _single(typed, forms) or _glossed(typed, forms) or _listed(typed, forms)


def _single(typed: Typed, forms: Forms) -> Found | None:
    for bare in typed.forms:
        if bare in forms.exact:
            return Found(forms.exact[bare], "exact")
    for bare in typed.canonical_forms:
        if bare in forms.canonical:
            return Found(forms.canonical[bare], "synonym")
    stem = finals.stem(typed.text) if forms.stems else ""
    return Found(forms.stems[stem], "ending") if stem in forms.stems else None


def _glossed(typed: Typed, forms: Forms) -> Found | None:
    """어댑터(adapter): what stands outside and what stands inside must both be accepted."""
    if typed.glossed is None:
        return None
    outside, inside = typed.glossed
    found = _single(outside, forms) or _listed(outside, forms)
    return Found(found.form, "gloss") if found and all(_single(part, forms) for part in inside) else None


def _listed(typed: Typed, forms: Forms) -> Found | None:
    """Several accepted forms side by side, or the members of one accepted list in another order."""
    members = typed.members
    if not 1 < len(members) <= MEMBERS:
        return None
    if forms.lists:
        whole = frozenset(member.canonical for member in members)
        shortest = frozenset(bare_forms(member.canonical)[-1] for member in members)
        if found := forms.lists.get(whole) or forms.lists.get(shortest):
            return Found(found, "list")
    singles = [_single(member, forms) for member in members]
    return Found(singles[0].form, "list") if singles[0] and all(singles) else None


def misspelt(typed: Typed, forms: Forms, rivals: frozenset[str]) -> Found | None:
    """The accepted form that the answer misses by a slip of the fingers."""
    text = typed.text
    if not 2 <= len(text) <= LONGEST_SLIP:
        return None
    for bare in typed.forms[:8]:
        offset = text.find(bare)
        starts = tuple(word.at - offset for word in typed.words if 0 <= word.at - offset < len(bare))
        slip = spelling.find(Shape(bare, starts, bare), forms.shapes, rivals)
        if slip:
            return Found(slip.form, "slip", slip)
    return None


def rivals_of(forms: Forms, terms: Terms, others: Iterable[str]) -> frozenset[str]:
    """Everything that a slip must not come near to: other terms, near misses, denied claims."""
    mine = {term.id for text in (*forms.exact, *forms.canonical) if (term := terms.named(text))}
    shapes = {shape for shape, term in terms.all_shapes().items() if term not in mine}
    shapes.update(map(squeeze, others))
    return frozenset(shapes - set(forms.exact) - {shape.text for shape in forms.shapes})


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a prompt or a key, as written and without their particles."""
    return frozenset().union(*map(_known_words, texts))


@lru_cache(maxsize=2048)
def _known_words(text: str) -> frozenset[str]:
    """Remembered: every part of a list knows the words of all parts."""
    words = {word.text for word in units(fold(text).text)}
    bare = {role(word)[1] for word in words}
    return frozenset(word for word in words | bare if len(word) > 1 or word in lexicon.GENERIC)


def known_stems(prompt: str) -> frozenset[str]:
    """The verbs of a prompt without their endings, so that a learner may put them otherwise (보고한다,
    보고하였습니다).
    """
    words = (stem_of(word.text) for word in units(fold(prompt).text))
    return frozenset(word for word in words if len(word) > 1)
