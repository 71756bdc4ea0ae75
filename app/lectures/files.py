"""lecture.md -> Lecture, pure: fills in, renders, inlines figures, and collects every mistake of form on the way.
What a mistake of teaching is (two questions of one fact, an answer given away) is judged in checks.py."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from markupsafe import Markup

from app import markdown
from app.bank.checking import demos
from app.bank.loading import Bank
from app.bank.problems import Place, Problem, problem, shown
from app.lectures import figures, pictures
from app.lectures.directives import Chunk, Source, take_apart
from app.lectures.front import Front, read_front
from app.lectures.insertions import Insertions
from app.lectures.lecture import EMPTY, Block, CitedSource, Demo, Lecture, Section
from app.lectures.pictures import Picture, PictureError

SYLLABLES_A_MINUTE = 500  # studying, not skimming: somewhat below the 600 or so at which adults read Korean prose
WORDS_IN_SYLLABLES = 2  # a Latin word, a number or a formula takes about as long as two syllables
OF_ITEMS = ("quiz.yaml", "retired.yaml", ".csv")  # files of a unit that its lecture is not made of


@dataclass(frozen=True)
class Reading:
    """A lecture and what is wrong in its file. The lecture is there even then, so that an author sees the page."""

    lecture: Lecture
    problems: tuple[Problem, ...]
    lines: tuple[str, ...]  # as they stand in the file, for checks


def read(folder: Path, bank: Bank, offered: Mapping[str, Demo] | None = None) -> Reading:
    """The lecture of the unit in `folder`; `offered` are the demonstrations of the lab by name."""
    path = folder / "lecture.md"
    text, unreadable = _text(path)
    source = take_apart(text, shown(path))
    lecture = _Builder(folder, bank, offered or {}, source, Insertions(source, bank)).build()
    problems = (unreadable,) if unreadable else tuple(sorted(source.problems))
    return Reading(lecture, problems, tuple(text.splitlines()))


def touched(unit: str, changed: Collection[str]) -> bool:
    """Whether files that have changed (paths below the content folder) are any that the unit's lecture is made of."""
    return any(path.startswith(f"{unit}/") and not path.endswith(OF_ITEMS) for path in changed)


def _text(path: Path) -> tuple[str, Problem | None]:
    """What stands in a file of the unit, or "" and why it cannot be read."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        return "", problem(Place(shown(path)), "unreadable", f"파일을 읽을 수 없습니다({error.strerror}). 살펴 주세요.")
    try:
        return raw.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        place = Place(shown(path), raw.count(b"\n", 0, error.start) + 1)
        return "", problem(place, "not-utf8", "UTF-8이 아닌 글자가 있습니다. 파일을 UTF-8로 저장해 주세요.")


@dataclass
class _Builder:
    folder: Path
    bank: Bank
    offered: Mapping[str, Demo]
    source: Source
    insertions: Insertions
    blocks: list[Block] = field(default_factory=list)
    opened: list[tuple[Chunk, list[Block]]] = field(default_factory=list)
    summary: Markup = EMPTY

    def build(self) -> Lecture:
        front = read_front(self.source)
        for chunk in self.source.chunks:
            self._place(chunk)
        if not self.summary:
            self.source.problem(1, 1, "no-summary", "맨 끝에 `:::summary`로 한 쪽 요약을 적어 주세요.")
        sections = tuple(Section(head.name, head.text, head.line, tuple(blocks)) for head, blocks in self.opened)
        return self._lecture(front, sections)

    def _lecture(self, front: Front, sections: tuple[Section, ...]) -> Lecture:
        written = "\n".join(chunk.text for chunk in self.source.chunks)
        html = [self.summary, *(block.html for block in self.blocks), *(b.html for s in sections for b in s.blocks)]
        asked = any(chunk.kind == "question" for chunk in self.source.chunks) or bool(front.pretest)
        return Lecture(
            unit=self.folder.name,
            title=front.title,
            order=front.order,
            summary=front.summary,
            objectives=front.objectives,
            after=front.after,
            prerequisites=front.prerequisites,
            pretest=front.pretest,
            intro=tuple(self.blocks),
            sections=sections,
            summary_html=self.summary,
            sources=self._sources(),
            minutes=minutes(written),
            math=asked or any(map(markdown.has_math, html)),
        )

    def _place(self, chunk: Chunk) -> None:
        if self.summary:
            self.source.problem(
                chunk.line, 1, "after-summary", "요약은 맨 끝이어야 합니다. 이 부분을 요약 위로 옮겨 주세요."
            )
        if chunk.kind == "heading":
            self.opened.append((chunk, []))
        elif chunk.kind == "summary":
            self.summary = self._html(chunk)
        elif chunk.kind == "demo" and chunk.name not in self.offered:
            self.source.problem(chunk.line, 9, "unknown-demo", demos.unknown(chunk.name, self.offered))
        else:
            (self.opened[-1][1] if self.opened else self.blocks).append(self._block(chunk))

    def _block(self, chunk: Chunk) -> Block:
        figure = self._figure(chunk) if chunk.kind == "figure" else EMPTY
        demo = self.offered[chunk.name] if chunk.kind == "demo" else None
        picture = self._picture(chunk) if chunk.kind == "image" else None
        return Block(chunk.kind, chunk.name, self._html(chunk), chunk.line, chunk.text, figure, demo, picture)

    def _html(self, chunk: Chunk) -> Markup:
        text = pictures.words(chunk.text)[1] if chunk.kind == "image" else chunk.text
        first = chunk.first + chunk.text[: chunk.text.rfind(text)].count("\n")
        return markdown.render(self.insertions.fill(text, first), prefix=f"l{chunk.line}")

    def _picture(self, chunk: Chunk) -> Picture | None:
        try:
            return pictures.find(self.folder, chunk.name, chunk.text)
        except PictureError as error:
            self.source.problem(chunk.line, 4, "image", str(error))
            return None

    def _figure(self, chunk: Chunk) -> Markup:
        path = self.folder / "figures" / f"{chunk.name}.svg"
        if not chunk.text.strip():
            self.source.problem(
                chunk.line, 1, "no-caption", "그림 설명이 없습니다. `:::figure` 아래에 한 줄 적어 주세요."
            )
        if not re.fullmatch(r"[\w-]+", chunk.name) or not path.is_file():
            self.source.problem(
                chunk.line,
                4,
                "unknown-figure",
                f"figures/{chunk.name}.svg가 없습니다. 이름을 고치거나 그림을 더해 주세요.",
            )
            return EMPTY
        text, unreadable = _text(path)
        if unreadable:
            self.source.problems.append(unreadable)
            return EMPTY
        try:
            return figures.inline(text, f"{self.folder.name}-{chunk.name}-{chunk.line}")
        except figures.FigureError as error:
            self.source.problem(chunk.line, 4, "figure", f"{path.name}: {error}")
            return EMPTY

    def _sources(self) -> tuple[CitedSource, ...]:
        found = [(ref, self.bank.references[ref], loci) for ref, loci in self.insertions.cited.items()]
        return tuple(CitedSource(ref, reference.cite, reference.link, tuple(loci)) for ref, reference, loci in found)


def minutes(text: str) -> int:
    """Reading time, at least one minute. Questions are not counted: how long they take is up to the learner."""
    syllables = len(re.findall(r"[가-힣]", text))
    words = len(re.findall(r"\$[^$]+\$|[A-Za-z0-9][\w.,-]*", text))
    return max(1, round((syllables + WORDS_IN_SYLLABLES * words) / SYLLABLES_A_MINUTE))
