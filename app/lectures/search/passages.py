"""The course -> the passages that can be found: sections, terms, errata. Whatever only an answer may show (keys,
explanations, questions that no erratum quotes) and what the lab says never comes in here. Knows no index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app import markdown
from app.bank.terms import Term
from app.course import Course
from app.lectures.errata import errata
from app.lectures.lecture import Block, Lecture
from app.lectures.pages import Erratum
from app.lectures.search.plain import plain

LESSON, TERM, ERRATUM = "lesson", "term", "erratum"
LABELS = {"prose": "", "idea": "", "worked": "계산해 보면", "misconception": "자주 하는 오해"} | {
    "figure": "그림",
    "image": "그림",
}


@dataclass(frozen=True)
class Paragraph:
    """What is read in one piece. Where the label is missing a reader could take it for something else."""

    label: str
    text: str


@dataclass(frozen=True)
class Passage:
    """A place that a search can lead to. `over` says where it is, `names` by what else it is called."""

    kind: str
    key: str
    address: str
    over: str
    title: str
    names: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def body(self) -> str:
        return "\n".join(f"{part.label} {part.text}" for part in self.paragraphs)


def passages(course: Course) -> tuple[Passage, ...]:
    lessons = (found for lecture in course.lectures.values() for found in _lecture(lecture))
    return (*lessons, *map(_term, course.bank.terms.items), *map(_erratum, errata(course)))


def _lecture(lecture: Lecture) -> Iterator[Passage]:
    address = f"/lectures/{lecture.unit}"
    head = (Paragraph("", plain(markdown.render_inline(text))) for text in (lecture.summary, *lecture.objectives))
    whole = (*head, *_paragraphs(lecture.intro))
    yield Passage(LESSON, lecture.unit, address, f"{lecture.order}단원", lecture.title, (), whole)
    for section in lecture.sections:
        yield _section(lecture, f"{address}#{section.anchor}", section.title, _paragraphs(section.blocks))
    yield _section(lecture, f"{address}#summary", "한 쪽 요약", (Paragraph("", plain(lecture.summary_html)),))


def _section(lecture: Lecture, address: str, title: str, paragraphs: tuple[Paragraph, ...]) -> Passage:
    return Passage(LESSON, address, address, lecture.title, title, (), paragraphs)


def _paragraphs(blocks: Iterable[Block]) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(LABELS[block.kind], plain(block.html)) for block in blocks if block.kind in LABELS)


def _term(term: Term) -> Passage:
    also = (*term.abbr, *term.variants)
    paragraphs = [Paragraph("", plain(markdown.render(term.definition)))]
    if also:
        paragraphs.append(Paragraph("같은 말", ", ".join(also)))
    return Passage(TERM, term.id, f"/glossary#{term.id}", "용어집", term.ko, (term.en, *also), tuple(paragraphs))


def _erratum(erratum: Erratum) -> Passage:
    said = (("바로잡은 내용", erratum.after), ("왜 고쳤나", erratum.reason), ("예전 정답의 주장", erratum.before))
    return Passage(
        kind=ERRATUM,
        key=erratum.id,
        address=f"/errata#{erratum.id}",
        over=f"정오표 · {erratum.unit_title}",
        title=plain(erratum.prompt.split("\n\n")[0]),
        names=(),
        paragraphs=tuple(Paragraph(label, plain(html)) for label, html in said),
    )
