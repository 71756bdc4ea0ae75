"""Nothing tells the answer before the answer: every item of the bundled course, on pages and in the API."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from html import unescape

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.bank.kinds import KINDS
from app.bank.normalising import squeeze
from app.bank.question import Dealt, FormatError, Question
from app.content import QUIZZES, TEMPLATES
from app.course import Course, load
from app.main import create_app
from app.people.tables import Learner
from app.settings import Settings
from app.study.asking import dealt, judge
from tests.study.forms import send

COURSE = load(QUIZZES)
ITEMS = list(COURSE.questions)
BOILERPLATE = squeeze(" ".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "study").rglob("*.html")))


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(Settings(data=tmp_path_factory.mktemp("data")))


@pytest.fixture
def reader(bundled: FastAPI) -> Iterator[TestClient]:
    with TestClient(bundled, follow_redirects=False) as client:
        yield client


def _secrets(question: Question, values: Dealt) -> set[str]:
    """Whole texts that are told only after the answer."""
    texts = [question.explanation, KINDS[question.kind].key(question, values).explanation]
    texts += [miss.feedback for miss in question.near_misses]
    texts += [option.why for option in KINDS[question.kind].options(question, values)]
    texts += [row.why for row in KINDS[question.kind].rows(question, values)]
    texts += [point.point for point in getattr(question, "rubric", ())]
    if question.correction:
        texts += [question.correction.before, question.correction.after, question.correction.reason]
    return {squeeze(text) for text in texts if text}


def _keys(question: Question, values: Dealt, seen: str) -> set[str]:
    """Accepted forms of some length, of what was dealt, that the learner has not read anyway in what was `seen`."""
    forms = {squeeze(form) for form in KINDS[question.kind].key(question, values).accepted}
    return {form for form in forms if len(form) > 1 and form not in seen}


def _shown(question: Question, values: Dealt) -> str:
    options = (option.text for option in KINDS[question.kind].options(question, values))
    rows = (row.text for row in KINDS[question.kind].rows(question, values))
    return squeeze(" ".join([KINDS[question.kind].prompt(question, values), *options, *rows]))


@pytest.mark.parametrize("item", ITEMS)
def test_the_api_tells_nothing_before_the_answer(reader: TestClient, item: str) -> None:
    told = reader.get(f"/api/v1/items/{item}").json()
    told.pop("concept")  # a stable name for programs, pinned; it may name the subject of the question
    question, text = COURSE.questions[item], squeeze(str(list(told.values())))
    values = dealt(question, "", 0)
    assert not [secret for secret in _secrets(question, values) if secret in text]
    assert not [
        key for key in _keys(question, values, _shown(question, values)) if key in text.replace(squeeze(item), "")
    ]


def test_the_list_tells_nothing_before_the_answer(reader: TestClient) -> None:
    address, text = "/api/v1/items?limit=200", ""
    while address:
        part = reader.get(address)
        text, address = text + squeeze(part.text), part.json()["next"]
    for question in COURSE.questions.values():
        assert not [secret for secret in _secrets(question, dealt(question, "", 0)) if secret in text], question.id


@pytest.mark.parametrize("unit", list(COURSE.lectures))
def test_a_lecture_tells_no_explanation_before_the_answer(reader: TestClient, unit: str) -> None:
    text = squeeze(unescape(reader.get(f"/lectures/{unit}").text))
    for item in COURSE.lectures[unit].items:
        question = COURSE.questions[item]
        assert squeeze(question.explanation) not in text
        assert not [miss.feedback for miss in question.near_misses if squeeze(miss.feedback) in text]


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_round_tells_nothing_before_the_answer(bundled: FastAPI, reader: TestClient, kind: str) -> None:
    """Every question of the kind, one a concept, without a single answer."""
    attempt = reader.post("/practice", data={"kind": kind, "count": "all"}).headers["location"]
    with bundled.state.database.read() as session:
        handle = session.scalars(select(Learner.handle).order_by(Learner.id.desc())).first()
    number = 1
    while f"n={number + 1}" in (page := reader.get(f"{attempt}?n={number}").text):
        _tells_nothing(page, handle)
        number += 1
    _tells_nothing(page, handle)


def _tells_nothing(page: str, handle: str) -> None:
    item = page.split('<section class="item" id="q-')[1].split('"')[0]
    section = page.split('<section class="item"')[1].split("</section>")[0]
    question = COURSE.questions[item]
    values = dealt(question, handle, int(re.search(r'name="deal" value="(\d+)"', section)[1]))
    section = re.sub(r'name="shown" value="[0-9a-f]{12}"', "", section)  # a digest may spell any number
    section = section.replace(f'data-kind="{question.kind}"', "")  # squeezed, short data- would spell RTD
    text = squeeze(unescape(section))
    assert not [secret for secret in _secrets(question, values) if secret in text], item
    seen = _shown(question, values) + BOILERPLATE
    assert not [key for key in _keys(question, values, seen) if key in text.replace(squeeze(item), "")], item


def _near_misses(course: Course, question: Question) -> list[str | list[str]]:
    """Answers that get a hint, at the values the API deals."""
    kind, values = KINDS[question.kind], dealt(question, "", 0)
    found = []
    for raw in kind.specimens(question, values).wrong:
        try:
            if judge(course, question, values, raw).near_miss:
                found.append(raw)
        except FormatError:
            pass
    return found


@pytest.mark.parametrize("item", ITEMS)
def test_a_hint_does_not_tell_the_answer(bundled: FastAPI, item: str) -> None:
    question = COURSE.questions[item]
    for raw in _near_misses(COURSE, question):
        verdict = TestClient(bundled).post(f"/api/v1/items/{item}/responses", json={"answer": raw}).json()
        assert verdict["near_miss"]
        assert verdict["key"] is verdict["accepted"] is verdict["explanation"] is verdict["sources"] is None
        said = [
            squeeze(piece) for piece in re.split(r"[‘’→.:]", str(verdict["trace"]))
        ]  # 입니다 → ‘0’ does not say 다 0
        values = dealt(question, "", 0)
        typed = squeeze(raw if isinstance(raw, str) else " ".join(raw))
        keys = _keys(question, values, _shown(question, values) + typed)
        assert not [key for key in keys if any(key in piece for piece in said)], raw
        assert not [key for key in keys if key == squeeze(verdict["feedback"])]


def test_a_hint_on_a_page_tells_no_key(bundled: FastAPI) -> None:
    for item, question in COURSE.questions.items():
        if question.kind != "number" and (near := _near_misses(COURSE, question)):
            section = send(TestClient(bundled), item, near[0]).text
            assert 'data-state="near"' in section, item
            assert squeeze(question.explanation) not in squeeze(unescape(section))


def test_a_card_before_the_answer_has_no_room_for_a_key(course: Course) -> None:
    from app.study.cards import Card
    from app.study.history import History
    from app.study.showing import card

    for question in course.questions.values():
        shown: Card = card(course, question, "lecture", "mina", History())
        assert shown.result is None
        assert "비밀" not in str(asdict(shown))
