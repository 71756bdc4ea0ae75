"""Answers that are lists: which parts of a key were named, and was anything wrong among them? Knows no question
kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from app.bank import answers, claims, lexicon, matching
from app.bank.particles import role
from app.bank.preparing import Prepared
from app.bank.surroundings import Surroundings
from app.bank.typed import Typed

_LONGEST_MEMBER = 40
_MOST_MEMBERS = 50


@dataclass(frozen=True)
class PreparedList:
    """The parts of a key, each ready for marking."""

    parts: tuple[Prepared, ...]
    shown: tuple[str, ...]
    need: int
    ordered: bool


class Count(NamedTuple):
    """Which parts were found, in the order they were named; what was named besides; whether a slip was forgiven."""

    found: tuple[int, ...]
    wrong: tuple[str, ...]
    spelling: bool


def count(raw: str, key: PreparedList) -> Count:
    typed = Typed(raw, key.parts[0].terms)
    members = typed.members[:_MOST_MEMBERS]
    if len(members) > 1 and all(len(member.text) <= _LONGEST_MEMBER for member in members):
        by_member = _members(members, key)
        if by_member.found and not by_member.wrong:
            return by_member
        whole = _sentence(typed, key)
        return whole if len(whole.found) > len(by_member.found) and not whole.wrong else by_member
    return _sentence(typed, key)


def _members(members: tuple[Typed, ...], key: PreparedList) -> Count:
    found: list[int] = []
    wrong: list[str] = []
    spelling = False
    for member in members:
        at, slipped = _part(member, key)
        spelling |= slipped
        if at is None:
            if not _harmless(member):
                wrong.append(member.raw)
        elif at not in found:
            found.append(at)
    return Count(tuple(found), tuple(wrong), spelling)


def _part(member: Typed, key: PreparedList) -> tuple[int | None, bool]:
    for n, part in enumerate(key.parts):
        if matching.exact(member, part.forms):
            return n, False
    for n, part in enumerate(key.parts):
        mark = answers.mark_typed(member, part)
        if mark.outcome == "correct":
            return n, mark.spelling
    return None, False


def _harmless(member: Typed) -> bool:
    return all(word.text in lexicon.HARMLESS or role(word.text)[1] in lexicon.HARMLESS for word in member.words)


def _sentence(typed: Typed, key: PreparedList) -> Count:
    """Parts that one text affirms. The parts are no rivals of each other."""
    found: list[tuple[int, int]] = []
    wrong: list[str] = []
    spelling = False
    for n, part in enumerate(key.parts):
        weighing = Surroundings(part.slot, typed)
        mark = answers.mark_typed(typed, part)
        if mark.outcome == "correct":
            found.append((min((start for start, _ in weighing.hits), default=0), n))
            spelling |= mark.spelling
        elif weighing.hits and (refusal := claims.verdict(weighing)) and refusal.reason in ("rival", "denies"):
            wrong.append(refusal.note)
    return Count(tuple(n for _, n in sorted(found)), tuple(wrong), spelling)
