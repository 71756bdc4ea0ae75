"""The content of the course, read once at start: the bank and the lectures. Knows neither web nor database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from app.bank import loading, record
from app.bank.checking import demos
from app.bank.loading import REFERENCES, Bank, Before
from app.bank.problems import Problem
from app.bank.question import Question
from app.bank.record import Proof
from app.lab.presets import PRESETS
from app.lectures import files
from app.lectures.lecture import Demo, Lecture
from app.lectures.path import problems as path
from app.lectures.path.graph import Graph

DEMOS = {slug: Demo(one.title, one.address, one.note, one.here) for slug, one in PRESETS.items()}


class ContentError(RuntimeError):
    """The content cannot be served. The message lists every problem with its file and line."""

    def __init__(self, folder: Path, problems: Collection[Problem]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(str(problem) for problem in self.problems)
        super().__init__(f"‘{folder}’의 학습 내용에 고칠 곳이 {len(self.problems)}개 있습니다.\n{listed}")


@dataclass(frozen=True)
class Course:
    """What is taught and asked. `revisions` holds the database's row of each item as it is now (study/revisions.py),
    `demos` where the lab shows what lessons and items name, `proofs` what was run to establish a key, by item."""

    bank: Bank
    lectures: Mapping[str, Lecture]  # by unit, in the order of teaching
    revisions: Mapping[str, int] = field(default_factory=dict)
    demos: Mapping[str, Demo] = field(default_factory=dict)
    proofs: Mapping[str, Proof] = field(default_factory=dict)

    def with_revisions(self, revisions: Mapping[str, int]) -> Course:
        return replace(self, revisions=revisions)

    @property
    def questions(self) -> Mapping[str, Question]:
        return self.bank.items

    @cached_property
    def unit_of(self) -> Mapping[str, str]:
        return {item.id: unit.slug for unit in self.bank.units.values() for item in unit.items}

    @cached_property
    def known(self) -> Mapping[str, Question]:
        """Every item that is asked or was: those given up keep their answers and their errata."""
        return {**self.bank.retired, **self.bank.items}

    def home(self, item: str) -> str:
        """The unit of a known item."""
        return self.unit_of.get(item) or self._homes[item]

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        return {item.id: unit.slug for unit in self.bank.units.values() for item in unit.retired}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Units in the order of teaching; one without a lecture is called by its folder."""
        rest = [slug for slug in self.bank.units if slug not in self.lectures]
        return {slug: lecture.title for slug, lecture in self.lectures.items()} | {slug: slug for slug in rest}

    @cached_property
    def path(self) -> Graph:
        """Which units each unit builds upon."""
        return Graph({slug: lecture.after for slug, lecture in self.lectures.items()})

    @cached_property
    def concepts(self) -> Mapping[str, str]:
        """Each concept in words: the section that teaches it, and its own name where a section teaches several."""
        taught: dict[str, list[str]] = defaultdict(list)
        for concept, title in self._sections_of_concepts().items():
            taught[title].append(concept)
        return {
            concept: title if len(concepts) == 1 and title else f"{title} ({concept})".strip()
            for title, concepts in taught.items()
            for concept in concepts
        }

    def _sections_of_concepts(self) -> dict[str, str]:
        titles = {question.concept: "" for question in self.questions.values()}
        for lecture in self.lectures.values():
            for section in lecture.sections:
                for block in section.blocks:
                    if block.kind == "question" and block.name in self.questions:
                        titles[self.questions[block.name].concept] = section.title
        return titles


def load(folder: Path, before: Course | None = None, changed: Collection[str] = ()) -> Course:
    """Everything in the content folder; of a course that was read `before`, all that does not rest on files that have
    `changed` (paths below the folder). Raises ContentError when any of it cannot be served."""
    loaded = loading.read(folder, Before(before.bank, changed) if before else None)
    if loaded.bank is None:
        raise ContentError(folder, loaded.problems)
    found = [path for path in loading.unit_folders(folder) if (path / "lecture.md").is_file()]
    kept = before.lectures if before and REFERENCES not in changed else {}
    kept = {unit: lecture for unit, lecture in kept.items() if not files.touched(unit, changed)}
    read = [files.read(path, loaded.bank, DEMOS) for path in found if path.name not in kept]
    problems = [
        *demos.check(loaded, DEMOS),
        *path.check(found),
        *(problem for reading in read for problem in reading.problems),
    ]
    if problems:
        raise ContentError(folder, problems)
    every = [*kept.values(), *(reading.lecture for reading in read)]
    lectures = sorted(every, key=lambda lecture: (lecture.order, lecture.unit))
    proofs = record.proofs(loaded.bank, record.read(folder))
    return Course(loaded.bank, {lecture.unit: lecture for lecture in lectures}, demos=DEMOS, proofs=proofs)
