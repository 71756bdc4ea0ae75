"""Is a typed answer one of the accepted forms? Compiles a key once, then compares: exactly, by synonym, by gloss, by slip.

Knows forms and terms, not the kinds of question. `answer` returns what was found and the steps that led there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.bank import lexicon, spelling
from app.bank.normalising import fold, squeeze, units
from app.bank.particles import attributive_stems, bare_forms
from app.bank.spelling import Shape, Slip
from app.bank.terms import Terms

_BRACKET = re.compile(r"[(\[{（]([^()\[\]{}（）]*)[)\]}）]")
_SEPARATOR = re.compile(r"\s*[,;/·ㆍ、+|\n]\s*|\s+(?:그리고|및|and|또)\s+|(?<=[가-힣a-z0-9])(?:와|과|이랑|랑|하고)\s+")
LONGEST = 400
"""An answer to a blank or a short question longer than this is not an answer to it; an essay has its own kind."""


@dataclass(frozen=True)
class Forms:
    """Accepted forms of one key, ready for comparing."""

    exact: dict[str, str]  # squeezed -> as the author wrote it
    canonical: dict[str, str]  # with terms replaced by marks -> as the author wrote it
    shapes: tuple[Shape, ...]  # for slips
    squeezed: tuple[str, ...]  # for looking inside sentences, longest first
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
        for variant in _variants(form):
            shaped = spelling.shape(variant)
            if not shaped.text:
                continue
            exact.setdefault(shaped.text, form)
            shapes.setdefault(shaped.text, shaped)
            for stem in attributive_stems(shaped.text):
                exact.setdefault(stem, form)
        members = split(form)
        if len(members) > 1:
            lists.setdefault(frozenset(terms.canonical_of(member) for member in members), form)
    canonical: dict[str, str] = {}
    for text, form in list(exact.items()):
        canonical.setdefault(terms.canonical_of(text), form)
        term = terms.named(text)
        for synonym in term.forms if term else ():
            shaped = spelling.shape(synonym)
            shapes.setdefault(shaped.text, shaped)
    squeezed = tuple(sorted({*exact, *shapes}, key=len, reverse=True))
    return Forms(exact, canonical, tuple(shapes.values()), squeezed, lists)


def _variants(form: str) -> list[str]:
    """NLP(자연어 처리): the whole, the part outside, the part inside when it is a name of its own; (연속) 프롬프트: with and without."""
    found = [form]
    if _BRACKET.search(form):
        outside = _BRACKET.sub(" ", form)
        found.append(outside)
        inside = _BRACKET.search(form)
        if inside and outside.strip() and form.strip().endswith((")", "]")) and squeeze(inside[1]):
            found.append(inside[1])
    return found


def exact(raw: str, forms: Forms, terms: Terms) -> Found | None:
    """The accepted form that the whole answer is, however typed, inflected, translated or glossed."""
    text = squeeze(raw)
    for bare in bare_forms(text):
        if bare in forms.exact:
            return Found(forms.exact[bare], "exact")
    for bare in bare_forms(terms.canonical_of(raw)):
        if bare in forms.canonical:
            return Found(forms.canonical[bare], "synonym")
    return _glossed(raw, forms, terms) or _listed(raw, forms, terms)


def _glossed(raw: str, forms: Forms, terms: Terms) -> Found | None:
    """어댑터(adapter): what stands outside and what stands inside must both be accepted."""
    folded = fold(raw[: LONGEST * 3]).text
    inside = [match[1] for match in _BRACKET.finditer(folded)]
    if not inside or len(inside) > 3:
        return None
    outside = exact(_BRACKET.sub(" ", folded), forms, terms)
    if outside and all(not squeeze(part) or exact(part, forms, terms) for part in inside):
        return Found(outside.form, "gloss")
    return None


def _listed(raw: str, forms: Forms, terms: Terms) -> Found | None:
    """Several accepted forms side by side, or the members of one accepted list in another order."""
    members = split(raw)
    if not 1 < len(members) <= 12:
        return None
    key = frozenset(bare_forms(terms.canonical_of(member))[-1] for member in members)
    whole = frozenset(terms.canonical_of(member) for member in members)
    for candidate in (whole, key):
        if candidate in forms.lists:
            return Found(forms.lists[candidate], "list")
    found = [_single(member, forms, terms) for member in members]
    first = found[0]
    return Found(first.form, "list") if first and all(found) else None


def _single(member: str, forms: Forms, terms: Terms) -> Found | None:
    for bare in bare_forms(squeeze(member)):
        if bare in forms.exact:
            return Found(forms.exact[bare], "exact")
    for bare in bare_forms(terms.canonical_of(member)):
        if bare in forms.canonical:
            return Found(forms.canonical[bare], "synonym")
    return None


def split(raw: str) -> list[str]:
    """The members of a list; text in brackets is not cut."""
    folded = fold(raw).text
    marked = _BRACKET.sub(lambda match: match[0].translate(_HIDE), folded) if "(" in folded else folded
    parts = [part.translate(_SHOW).strip(" .-*'") for part in _SEPARATOR.split(marked)]
    return [part for part in parts if squeeze(part)]


_HIDE = {ord(char): 0xE000 + n for n, char in enumerate(",;/·ㆍ、+|\n ")}
_SHOW = {0xE000 + n: char for n, char in enumerate(",;/·ㆍ、+|\n ")}


def misspelt(raw: str, forms: Forms, rivals: frozenset[str]) -> Found | None:
    """The accepted form that the answer misses by a slip of the fingers."""
    text = squeeze(raw)
    if not 2 <= len(text) <= 3 * 24:
        return None
    words = units(fold(raw).text)
    for bare in bare_forms(text)[:8]:
        offset = text.find(bare)
        starts = tuple(word.at - offset for word in words if 0 <= word.at - offset < len(bare))
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


def contains(raw_squeezed: str, phrases: Iterable[str]) -> str | None:
    return next((phrase for phrase in phrases if phrase in raw_squeezed), None)


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of a prompt or a key, as written and without their particles."""
    from app.bank.particles import role

    words = {word.text for text in texts for word in units(fold(text).text)}
    bare = {role(word)[1] for word in words}
    return frozenset(word for word in words | bare if len(word) > 1 or word in lexicon.GENERIC)
