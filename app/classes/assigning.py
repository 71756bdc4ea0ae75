"""The form of an assignment: what was sent, and what of it can be done. Pure; knows no rows, no request."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime

from app import moments
from app.course import Course
from app.study.picking import Chosen, asked, matching, pick
from app.study.withholding import CLOSED, EVERYONE

EACH = "each"
KEYS = {
    EACH: "답할 때마다 보여 줍니다",
    CLOSED: "마감될 때까지 숨깁니다",
    EVERYONE: "마감될 때까지 반 밖의 사람에게도 숨깁니다",
}
HOW = {
    "items": "문항을 고릅니다",
    "same": "조건으로 뽑아 모두에게 같은 문항",
    "own": "조건으로 뽑아 사람마다 다른 문항",
}
LONGEST = 120
MOST_ATTEMPTS = 10
MOST_ITEMS = 100


@dataclass(frozen=True)
class Form:
    """As it was sent. `items` are those chosen one by one; unit to count are the rule."""

    title: str = ""
    how: str = "items"
    items: tuple[str, ...] = ()
    unit: str = ""
    kinds: tuple[str, ...] = ()
    difficulty: str = ""
    count: str = "10"
    opens: str = ""
    closes: str = ""
    attempts: str = "1"
    keys: str = EACH


@dataclass(frozen=True)
class Terms:
    """All of an assignment but what it asks: this may be changed later."""

    title: str
    opens: datetime
    closes: datetime
    attempts: int
    keys: str


@dataclass(frozen=True)
class Fit:
    """What can be assigned; or, by field, what is to be mended."""

    terms: Terms | None = None
    items: tuple[str, ...] = ()
    count: int | None = None
    problems: dict[str, str] = field(default_factory=dict)


def fit(course: Course, form: Form, now: datetime, rng: random.Random) -> Fit:
    """`rng` draws what all are asked alike."""
    problems = dict[str, str]()
    terms = fit_terms(form, now, problems)
    items = _chosen(course, form, problems) if form.how == "items" else _ruled(course, form, problems)
    if problems or terms is None:
        return Fit(problems=problems)
    count = number(form.count)
    if form.how == "same":
        return Fit(terms, tuple(pick([course.questions[item] for item in items], str(count), rng)))
    return Fit(terms, items, count if form.how == "own" else None)


def fit_terms(form: Form, now: datetime, problems: dict[str, str], already: bool = False) -> Terms | None:
    """`already`: it was assigned before, and may be closed by a moment that has passed."""
    title = " ".join(unicodedata.normalize("NFC", form.title).split())
    if not 1 <= len(title) <= LONGEST or any(unicodedata.category(letter) in ("Cc", "Cf", "Cs") for letter in title):
        problems["title"] = f"제목을 1자 이상 {LONGEST}자 이하의 보통 글자로 적어 주세요."
    opens, closes = moments.typed(form.opens), moments.typed(form.closes)
    if opens is None:
        problems["opens"] = "언제 열지 날짜와 시각을 적어 주세요."
    if closes is None:
        problems["closes"] = "언제 마감할지 날짜와 시각을 적어 주세요."
    elif opens is not None and closes <= opens:
        problems["closes"] = "마감을 여는 때보다 뒤로 적어 주세요."
    elif closes <= now and not already:
        problems["closes"] = "이미 지난 때입니다. 앞으로 올 때를 적어 주세요."
    attempts = number(form.attempts)
    if attempts is None or not 1 <= attempts <= MOST_ATTEMPTS:
        problems["attempts"] = f"응시 횟수를 1부터 {MOST_ATTEMPTS}까지의 수로 적어 주세요."
    if form.keys not in KEYS:
        problems["keys"] = "정답을 언제 보여 줄지 골라 주세요."
    if problems.keys() & {"title", "opens", "closes", "attempts", "keys"} or not (opens and closes and attempts):
        return None
    return Terms(title, opens, closes, attempts, form.keys)


def number(text: str) -> int | None:
    """A count as it was typed, full-width digits too; None when it is none."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 else None


def _chosen(course: Course, form: Form, problems: dict[str, str]) -> tuple[str, ...]:
    """In the order of the course, whatever the order of the boxes."""
    items = tuple(item for item in course.questions if item in form.items)
    if not items:
        problems["items"] = "낼 문항을 하나 이상 골라 주세요."
    elif len(items) > MOST_ITEMS:
        problems["items"] = f"한 과제에는 {MOST_ITEMS}문항까지 낼 수 있습니다. 지금 {len(items)}문항을 골랐습니다."
    return items


def _ruled(course: Course, form: Form, problems: dict[str, str]) -> tuple[str, ...]:
    """All that fit the rule."""
    if form.how not in HOW:
        problems["how"] = "문항을 어떻게 정할지 골라 주세요."
        return ()
    everything = matching(course.questions.values(), course.unit_of, {}, Chosen(form.unit, "", "", form.difficulty))
    fitting = [question for question in everything if not form.kinds or question.kind in form.kinds]
    count, room = number(form.count), asked(fitting, "all")
    if count is None or not 1 <= count <= MOST_ITEMS:
        problems["count"] = f"몇 문항을 낼지 1부터 {MOST_ITEMS}까지의 수로 적어 주세요."
    elif room == 0:
        problems["count"] = "고른 조건에 맞는 문항이 없습니다. 단원, 형식, 난이도 가운데 하나를 넓혀 주세요."
    elif count > room:
        problems["count"] = (
            f"고른 조건으로는 {room}문항까지 낼 수 있습니다. 같은 것을 묻는 문항은 하나만 나오기 때문입니다. "
            "문항 수를 줄이거나 조건을 넓혀 주세요."
        )
    return tuple(question.id for question in fitting)
