"""An assignment from the instructor's form to the learner's round and its marks, with keys told after each answer."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from app import moments
from app.classes import assignments
from app.classes.assigning import Form, fit
from app.course import Course
from app.database import Database
from app.study.tables import Attempt
from tests.classes.acting import assign, begin, let_pass, take
from tests.study.forms import send, state

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GOOD = Form(title="첫 과제", items=("mini-ox-02",), opens="2026-11-21T09:00", closes="2026-11-30T23:59")


def test_a_learner_of_the_class_finds_it_takes_it_and_sees_keys_at_once(
    seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    task = assign(seo, room, ["mini-ox-02", "mini-choice-01"])
    assert "첫 과제" in hana.get("/").text
    assert "첫 과제" in hana.get("/classes").text
    attempt = take(hana, task)
    page = hana.get(f"/practice/{attempt}").text
    assert "첫 과제" in page
    assert "풀던 과제 2문항" in hana.get("/").text
    told = send(hana, "mini-ox-02", "X", place=attempt).text
    assert state(told, "mini-ox-02") == "correct"
    assert "비밀 해설 둘" in told
    send(hana, "mini-choice-01", ["b"], place=attempt)
    assert hana.post(f"/practice/{attempt}/finish").status_code == 303
    shown = hana.get(task.learner).text
    assert "50점" in shown
    assert "첫 과제" not in hana.get("/").text  # nothing is left to do


def test_the_round_that_is_open_is_gone_on_with_and_no_more_are_given_than_allowed(
    seo: TestClient, hana: TestClient, room: str
) -> None:
    task = assign(seo, room, ["mini-ox-02"], attempts="2")
    first = take(hana, task)
    assert take(hana, task) == first
    hana.post(f"/practice/{first}/finish")
    second = take(hana, task)
    assert second != first
    hana.post(f"/practice/{second}/finish")
    answer = hana.post(f"{task.learner}/take")
    assert answer.status_code == 409
    assert assignments.NO_MORE in answer.text


def test_nothing_is_taken_after_the_end_and_what_stood_in_the_box_is_graded(
    seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    task = assign(seo, room, ["mini-ox-02", "mini-choice-01", "mini-number-01"])
    attempt = take(hana, task)
    send(hana, "mini-ox-02", "O", place=attempt)
    send(hana, "mini-choice-01", ["a"], act="draft", place=attempt)
    send(hana, "mini-number-01", "수가 아님", act="draft", place=attempt)
    let_pass(database, task)
    late = send(hana, "mini-choice-01", ["b"], place=attempt, htmx=False)
    assert late.status_code == 409
    assert "마감되어" in late.text
    assert send(hana, "mini-choice-01", ["b"], act="draft", place=attempt).status_code == 409
    assert f'href="/practice/{attempt}"' not in hana.get("/practice").text
    assert hana.get(f"/practice/{attempt}").headers["location"] == f"/practice/{attempt}/result"
    result = hana.get(f"/practice/{attempt}/result").text
    assert state(result, "mini-ox-02") == "incorrect"
    assert state(result, "mini-choice-01") == "correct"
    assert state(result, "mini-number-01") == "open"  # what cannot be read as an answer is none
    with database.read() as session:
        assert session.get_one(Attempt, int(attempt)).finished <= datetime.now(UTC) - timedelta(seconds=30)
    assert hana.post(f"{task.learner}/take").status_code == 409


def test_who_looks_first_closes_the_round_be_it_the_instructor(
    seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    task = assign(seo, room, ["mini-ox-02"])
    send(hana, "mini-ox-02", "X", act="draft", place=take(hana, task))
    let_pass(database, task)
    assert 'class="correct"' in seo.get(task.instructor).text


def test_the_learner_who_looks_first_sees_the_round_closed(
    seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    task = assign(seo, room, ["mini-ox-02"])
    send(hana, "mini-ox-02", "X", act="draft", place=take(hana, task))
    let_pass(database, task)
    page = hana.get(task.learner).text
    assert "푸는 중" not in page
    assert "100점" in page


def test_finishing_in_time_hands_in_what_stands_in_the_boxes(seo: TestClient, hana: TestClient, room: str) -> None:
    attempt = take(hana, assign(seo, room, ["mini-ox-02"]))
    send(hana, "mini-ox-02", "X", act="draft", place=attempt)
    hana.post(f"/practice/{attempt}/finish")
    assert state(hana.get(f"/practice/{attempt}/result").text, "mini-ox-02") == "correct"


def test_what_has_not_opened_is_not_there_yet(seo: TestClient, hana: TestClient, room: str) -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    task = assign(seo, room, ["mini-ox-02"], opens=moments.boxed(later))
    assert hana.get(task.learner).status_code == 404
    assert hana.post(f"{task.learner}/take").status_code == 404
    assert "첫 과제" not in hana.get("/classes").text
    assert "아직 열리지 않음" in seo.get(room).text


def test_a_rule_draws_one_item_a_concept_for_everybody_or_for_each(course: Course) -> None:
    def drawn(how: str, **rule: str) -> tuple[str, ...]:
        form = Form(**{**GOOD.__dict__, "how": how, "count": "2", "kinds": ("ox",)} | rule)
        found = fit(course, form, NOW, random.Random(1))
        assert found.problems == {}
        return found.items

    same = drawn("same")
    assert len(same) == 2
    assert len({course.questions[item].concept for item in same}) == 2
    assert set(drawn("own")) == {"mini-ox-01", "mini-ox-02", "mini-ox-03"}  # any of them may be drawn


@pytest.mark.parametrize("how", ["same", "own"])
def test_a_number_may_be_typed_in_any_digits(course: Course, how: str) -> None:
    found = fit(course, Form(**{**GOOD.__dict__, "how": how, "count": " ② ", "kinds": ("ox",)}), NOW, random.Random(1))
    assert (found.problems, found.count, len(found.items)) == ({}, *((None, 2) if how == "same" else (2, 3)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "가" * 121}, "title"),
        ({"opens": "언젠가"}, "opens"),
        ({"closes": ""}, "closes"),
        ({"closes": "2026-11-21T08:00"}, "closes"),
        ({"opens": "2026-11-01T09:00", "closes": "2026-11-20T09:00"}, "closes"),
        ({"attempts": "0"}, "attempts"),
        ({"attempts": "열"}, "attempts"),
        ({"keys": "never"}, "keys"),
        ({"items": ("no-such-item",)}, "items"),
        ({"how": "by magic"}, "how"),
        ({"how": "same", "count": "0"}, "count"),
        ({"how": "same", "count": "99", "kinds": ("ox",)}, "count"),
        ({"how": "own", "count": "1", "unit": "no-such-unit"}, "count"),
    ],
)
def test_what_cannot_be_assigned_is_told_by_its_box(course: Course, changed: dict[str, str], field: str) -> None:
    found = fit(course, Form(**{**GOOD.__dict__, **changed}), NOW, random.Random(1))
    assert found.terms is None
    assert list(found.problems) == [field]
    assert found.problems[field].endswith("요.")


def test_a_form_that_cannot_be_taken_comes_back_filled(seo: TestClient) -> None:
    room = begin(seo)
    sent = {
        "title": "<주말> 과제",
        "how": "items",
        "items": ["mini-ox-02"],
        "closes": "",
        "attempts": "3",
        "keys": "closed",
    }
    answer = seo.post(f"{room}/assignments", data=sent)
    assert answer.status_code == 422
    assert 'value="&lt;주말&gt; 과제"' in answer.text
    assert 'value="mini-ox-02" checked' in answer.text
    assert 'value="closed" checked' in answer.text
    assert "언제 마감할지" in answer.text


def test_times_are_typed_by_koreas_clock_and_kept_in_utc() -> None:
    assert moments.typed("2026-11-30T23:59") == datetime(2026, 11, 30, 14, 59, tzinfo=UTC)
    assert "2026년 11월 30일(월) 23:59" in moments.told(datetime(2026, 11, 30, 14, 59, tzinfo=UTC))
    assert moments.boxed(datetime(2026, 11, 30, 15, 0, tzinfo=UTC)) == "2026-12-01T00:00"
    assert moments.typed("내일") is None
