"""Our rendered HTML -> the words that a reader sees in it. Formulas stay whole, between two marks. Knows no lecture."""

from __future__ import annotations

import re
from html.parser import HTMLParser

BEGIN, END = "\ue000", "\ue001"  # private letters, around the TeX of an inline formula
FORMULA = re.compile(f"{BEGIN}[^{END}]*{END}")
APART = frozenset("p div li ul ol dl dt dd td th tr table blockquote h2 h3 h4 h5 hr br section".split())  # noqa: SIM905
VOID = frozenset({"br", "hr"})
UNREAD = frozenset({"sup", "pre"})
LEFT_OVER = re.compile(r" ;(?= |$)")  # what stood between two citations


def plain(html: str) -> str:
    """One line of text, without citations, footnote marks, displayed formulas and programs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return LEFT_OVER.sub("", " ".join("".join(reader.pieces).split()))


class _Reader(HTMLParser):
    """Walks sanitised HTML. `left_out` counts the elements open since one whose content nobody searches for."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.left_out = 0
        self.inside = 0  # elements open since an inline formula began, itself included

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in APART:
            self.pieces.append(" · " if tag == "td" else " ")
        if tag in VOID:
            return
        named = {name: value or "" for name, value in attrs}
        formula = "math" in named.get("class", "").split()
        if self.left_out or _unread(tag, named, formula):
            self.left_out += 1
        elif self.inside or formula:
            self.pieces.append("" if self.inside else BEGIN)
            self.inside += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self.left_out:
            self.left_out -= 1
        elif self.inside:
            self.inside -= 1
            self.pieces.append("" if self.inside else END)
        if tag in APART:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.left_out:
            self.pieces.append(data)


def _unread(tag: str, named: dict[str, str], formula: bool) -> bool:
    cited = tag == "a" and named.get("href", "").startswith("#src-")
    return cited or tag in UNREAD or (formula and "data-display" in named)
