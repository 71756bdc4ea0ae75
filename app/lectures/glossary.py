"""The course's vocabulary as a page: found by any form, sorted and grouped by first letter. Knows no learner."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType

from app import markdown
from app.bank.terms import Term, Terms
from app.lectures.pages import Entry, Group

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
PLAIN = {"ㄲ": "ㄱ", "ㄸ": "ㄷ", "ㅃ": "ㅂ", "ㅆ": "ㅅ", "ㅉ": "ㅈ"}


def groups(terms: Terms, query: str) -> tuple[Group, ...]:
    """The terms that `query` finds (all for an empty one), Korean letters first, then Latin ones."""
    wanted = _folded(query)
    found = [term for term in terms.items if not wanted or any(wanted in _folded(form) for form in term.forms)]
    found.sort(key=lambda term: (_rank(letter(term.ko)), term.ko.lower()))
    return tuple(
        Group(first, tuple(entry(term, terms) for term in together))
        for first, together in groupby(found, key=lambda term: letter(term.ko))
    )


@lru_cache(maxsize=64)
def named(texts: tuple[str, ...], terms: Terms) -> Mapping[str, str]:
    """Which of these phrases name a term of the course: phrase -> id of the longest term in it."""
    longest = sorted(terms.items, key=lambda term: len(term.ko), reverse=True)
    found = {text: next((term.id for term in longest if len(term.ko) > 1 and term.ko in text), None) for text in texts}
    return MappingProxyType({text: term for text, term in found.items() if term})  # kept: nobody may change it


def letter(name: str) -> str:
    """The letter a name is filed under: ㄱ..ㅎ (tense consonants with their plain ones), A..Z, else #."""
    first = unicodedata.normalize("NFC", name)[:1].upper()
    if "가" <= first <= "힣":
        initial = INITIALS[(ord(first) - ord("가")) // 588]
        return PLAIN.get(initial, initial)
    return first if "A" <= first <= "Z" else "#"


def _rank(first: str) -> tuple[int, str]:
    return (0 if first in INITIALS else 1 if first != "#" else 2, first)


def _folded(text: str) -> str:
    """Without case, spaces and hyphens, so that `pre training` finds `pre-training`."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def entry(term: Term, terms: Terms) -> Entry:
    confused = tuple((other, terms.by_id[other].ko) for other in term.confused_with if other in terms.by_id)
    return Entry(term.id, term.ko, term.en, (*term.abbr, *term.variants), markdown.render(term.definition), confused)
