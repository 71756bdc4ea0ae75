"""What a template needs to show one question. Holds nothing secret before an answer: `result` is None until then."""

from __future__ import annotations

from dataclasses import dataclass

from app.bank.kinds.arranged import chosen
from app.bank.question import Evidence, Key, Option, Raw, Row, Step
from app.bank.record import Proof
from app.study.doubts import Doubt
from app.study.regraded import Regraded

KIND_NAMES = {
    "ox": "O/X", "blank": "빈칸", "short": "단답", "essay": "서술", "choice": "선택", "number": "계산",
    "match": "짝짓기", "order": "순서",
}  # fmt: skip
LEVEL_NAMES = {"1": "쉬움", "2": "보통", "3": "어려움"}


@dataclass(frozen=True)
class Cited:
    """A source ready to show: citation, place in it, address or None, and whether the text itself was read."""

    cite: str
    locus: str
    link: str | None
    basis: str


@dataclass(frozen=True)
class Seen:
    """Where in the lab a learner can see what the question claims."""

    title: str
    address: str


@dataclass(frozen=True)
class Result:
    """What is told after an answer. `key` is None as long as a near miss still has its retry."""

    response_id: int
    outcome: str  # correct | partial | incorrect; given, where it is withheld
    score: float
    feedback: str  # Markdown
    trace: tuple[Step, ...]
    near_miss: bool
    spelling: bool
    evidence: tuple[Evidence, ...]
    is_retry: bool
    self_score: float | None
    key: Key | None
    options: tuple[Option, ...]  # with `why` and `correct`; empty for kinds without options
    sources: tuple[Cited, ...]
    corrected: bool  # an erratum exists: link to /errata#{item id}
    demo: Seen | None = None
    proof: Proof | None = None  # the key was established by running; else it rests on its sources
    rows: tuple[Row, ...] = ()  # what wanted an option each, with the right one and why
    doubt: Doubt | None = None  # what the learner may object to it; None where nobody can object
    marked: str | None = None  # what an instructor wrote who marked it by hand ("" for nothing); None where nobody did
    regraded: Regraded | None = None  # a regrade gave it another verdict; its reason may tell the key
    withheld: bool = False  # an open assignment keeps key and verdict: there is an answer, no more is told


@dataclass(frozen=True)
class Card:
    """One question on a page. `options` pairs an option key with its Markdown text, in the dealt order."""

    id: str
    unit: str
    kind: str
    concept: str
    difficulty: int
    skill: str
    prompt: str  # Markdown; for blanks each `____` becomes an input
    options: tuple[tuple[str, str], ...]
    multiple: bool
    blanks: int
    unit_label: str
    deal: int  # names the dealt values; sent back with the answer
    place: str  # "lecture", or the attempt's id
    typed: Raw  # what stands in the boxes: the draft, the answer just sent, or ""
    problem: str | None  # a format error: what to mend
    result: Result | None
    shown: str = ""  # names what the learner reads; sent back with the answer
    since: str = ""  # names the draft in the boxes; sent back with the next
    late: str = ""  # a text that came after the answer and was not recorded
    rows: tuple[tuple[str, str], ...] = ()  # what wants an option each: its place in the file, and its Markdown text
    reuse: bool = False  # an option may serve several rows

    @property
    def kind_name(self) -> str:
        return KIND_NAMES.get(self.kind, self.kind)

    @property
    def level_name(self) -> str:
        return LEVEL_NAMES[str(self.difficulty)]

    @property
    def arranged(self) -> tuple[tuple[str, str], ...]:
        """Row and option of everything that was chosen so far."""
        return chosen(self.typed)

    @property
    def laid_out(self) -> tuple[tuple[str, str], ...]:
        """The options by the place that was chosen for each; those without one last, as they were dealt."""
        places = {option: int(row) for row, option in reversed(self.arranged) if row}
        return tuple(sorted(self.options, key=lambda option: places.get(option[0], len(self.options))))

    @property
    def untouched(self) -> bool:
        """It looks the same to all who are dealt the same."""
        return self.result is None and self.typed == "" and self.problem is None
