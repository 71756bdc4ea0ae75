"""What a lecture is once it is read: plain frozen values. Knows neither files nor Markdown."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from app.lectures.pictures import Picture

EMPTY = Markup("")


@dataclass(frozen=True)
class Demo:
    """A page of the lab, or a figure, with everything filled in. `here`: a part of it may open beside the text."""

    title: str
    address: str
    note: str
    here: bool

    @property
    def figure(self) -> bool:
        """Whether it is one of the interactive figures, which need no model, and not a page of the lab."""
        return self.address.startswith("/figures/")


@dataclass(frozen=True)
class Block:
    """A stretch of a section. `kind` is `prose` or the name of a directive, `name` what stands behind it."""

    kind: str
    name: str
    html: Markup
    line: int
    text: str = ""  # the words as written, for checks
    figure: Markup = EMPTY
    demo: Demo | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    line: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class CitedSource:
    """An entry of the list of sources at the end: what was cited, and every place in it, in order."""

    ref: str
    cite: str
    link: str | None
    loci: tuple[str, ...]


@dataclass(frozen=True)
class Lecture:
    """One unit as it is read. The sections are the table of contents; `intro` stands before the first of them."""

    unit: str
    title: str
    order: int
    summary: str
    objectives: tuple[str, ...]
    after: tuple[str, ...]  # the units that this one builds upon directly
    prerequisites: tuple[str, ...]
    pretest: tuple[str, ...]
    intro: tuple[Block, ...]
    sections: tuple[Section, ...]
    summary_html: Markup
    sources: tuple[CitedSource, ...]
    minutes: int
    math: bool

    @property
    def blocks(self) -> tuple[Block, ...]:
        return (*self.intro, *(block for section in self.sections for block in section.blocks))

    @property
    def items(self) -> tuple[str, ...]:
        """Ids of the questions on the page, in the order they are met."""
        inside = (block.name for block in self.blocks if block.kind == "question")
        return tuple(dict.fromkeys((*self.pretest, *inside)))
