"""One question put to one learner: what is dealt, and what the grader says of an answer. Pure; knows no rows."""

from __future__ import annotations

import hashlib
import random
import unicodedata
from dataclasses import dataclass

from app.bank.kinds import KINDS
from app.bank.question import Dealt, FormatError, Question, Raw, Verdict
from app.course import Course

GRADER = "7"  # the version of the grading code, written beside every grade; raise it when verdicts change
LECTURE = "lecture"
API = "api"
LONGEST = 10_000  # code points, after composing (NFC)
TOO_LONG = f"답이 너무 깁니다. {LONGEST:,}자 안으로 줄여 주세요."
CHANGED = (
    "화면을 연 뒤에 문항이 바뀌었습니다. 위의 문항을 다시 읽고 답해 주세요. "
    "같은 말이 또 나오면 브라우저가 쿠키를 받도록 해 주세요."
)
REWORDED = "이 답을 적은 뒤에 문항이 바뀌었습니다. 바뀐 문항을 읽고 보내야 채점합니다."
NOT_TEXT = "글자가 아닌 값이 들어 있습니다. 지우고 다시 보내 주세요."


@dataclass(frozen=True)
class Asked:
    """What an answer is an answer to. `attempt` is the round's id when the place is a round."""

    learner_id: int
    handle: str
    question: Question
    place: str
    deal: int
    attempt: int | None = None
    shown: str = ""  # what the form says it showed (`fingerprint`); "" where there was no form
    withheld: bool = False  # an open assignment keeps its key: one answer, no hint
    page: str = ""  # which page of which tab the form stands on: "tab.number"; "" where it does not say
    since: str = ""  # names the draft that the form showed when it was made (`opening.version`)

    @property
    def dealt(self) -> Dealt:
        if self.place == API:  # a program may read without a cookie and answer with one: everyone is dealt the same
            return dealt(self.question, "", 0)
        return dealt(self.question, self.handle, self.deal)


def dealt(question: Question, handle: str, deal: int) -> Dealt:
    """What chance decides, always the same for the same learner, item and deal."""
    return KINDS[question.kind].deal(question, random.Random(f"{handle}:{question.id}:{deal}"))  # noqa: S311 -- no secret


def fingerprint(question: Question, values: Dealt) -> str:
    """Names what the learner reads before the answer, so that no answer is judged by another wording or other values:
    of content that changed, of a cookie that was lost, of two first tabs. The order it was read in does not matter."""
    kind = KINDS[question.kind]
    options = sorted(f"{option.key} {option.text}" for option in kind.options(question, values))
    rows = sorted(f"{row.place} {row.text}" for row in kind.rows(question, values))
    read = "\n".join([kind.prompt(question, values), *options, *rows])
    return hashlib.sha256(read.encode()).hexdigest()[:12]


def is_reworded(raw: Raw, typed_to: str | None, shown: str) -> bool:
    """Whether something stands in the boxes that was typed under other words or values than those of now (`shown`).
    What it was typed under is None where that is not known."""
    return bool(typed_to) and typed_to != shown and not is_blank(raw)


def is_blank(raw: Raw) -> bool:
    return not "".join(raw).strip()


def judge(course: Course, question: Question, values: Dealt, raw: Raw) -> Verdict:
    """What the grader says. Raises FormatError (costs nothing) when the answer cannot be read as one."""
    check_text(raw)
    kind = KINDS[question.kind]
    verdict = kind.grade(question, values, kind.parse(question, raw), course.bank.terms)
    if verdict.outcome == "format_error":
        raise FormatError(verdict.feedback)
    return verdict


def check_text(raw: Raw) -> None:
    whole = raw if isinstance(raw, str) else "".join(raw)
    if length(raw) > LONGEST:
        raise FormatError(TOO_LONG)
    if "\0" in whole or any("\ud800" <= letter <= "\udfff" for letter in whole):
        raise FormatError(NOT_TEXT)


def length(raw: Raw) -> int:
    parts = [raw] if isinstance(raw, str) else raw
    return sum(len(unicodedata.normalize("NFC", part)) for part in parts)


def as_typed(question: Question, fields: list[str]) -> Raw:
    """What a form's boxes hold: one string, or a list where several things are asked."""
    return KINDS[question.kind].typed(question, fields)
