"""A search as its page shows it: groups of hits with their excerpts, or what to do instead. Knows no request."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from threading import Lock

from markupsafe import Markup

from app.course import Course
from app.lectures.pages import Hit, Hits, SearchPage
from app.lectures.search.asking import LONGEST, Asked, read
from app.lectures.search.excerpts import excerpt, marked
from app.lectures.search.index import Index
from app.lectures.search.near import nearest
from app.lectures.search.passages import ERRATUM, LESSON, TERM, Passage, passages

GROUPS = {LESSON: "강의", TERM: "용어집", ERRATUM: "정오표"}
FIRST_SAID = {TERM: 1, ERRATUM: 2}  # paragraphs that tell what it is; other names and old claims need not be shown
FIRST = 8  # hits of a group, until one asks for all of them


class Search:
    """Over one course. The index is made at the first search: at start nobody has asked for anything yet."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._turn = Lock()

    @cached_property
    def _index(self) -> Index:
        return Index(passages(self.course))

    def page(self, typed: str, only: str = "", but: Collection[str] = ()) -> SearchPage:
        """What was found; `only` names one group, which is then shown whole, `but` items whose errata stay hidden."""
        text = " ".join(typed[:LONGEST].split())
        asked = read(text, self.course.bank.terms)
        enough = bool(asked.needs) and asked.enough
        found = [one for one in self.find(asked) if one.kind != ERRATUM or one.key not in but] if enough else []
        groups = tuple(filter(None, (_group(kind, found, asked, only) for kind in GROUPS)))
        instead = nearest(text, self.course.bank.terms) if enough and not found else ()
        return SearchPage("찾기", text, groups, len(found), instead, bool(text) and not enough, len(typed) > LONGEST)

    def find(self, asked: Asked) -> list[Passage]:
        with self._turn:
            index = self._index
        return index.find(asked)


def _group(kind: str, found: list[Passage], asked: Asked, only: str) -> Hits | None:
    mine = [passage for passage in found if passage.kind == kind]
    if not mine or only not in ("", kind):
        return None
    shown = mine if only else mine[:FIRST]
    return Hits(kind, GROUPS[kind], tuple(_hit(passage, asked) for passage in shown), len(mine))


def _hit(passage: Passage, asked: Asked) -> Hit:
    title = marked(passage.title, asked.needs)
    name = marked(passage.names[0], asked.needs) if passage.kind == TERM else Markup("")
    paragraphs = passage.paragraphs[: FIRST_SAID.get(passage.kind)] if "<mark>" in title + name else passage.paragraphs
    return Hit(passage.address, passage.over, title, name, excerpt(paragraphs, asked.needs))
