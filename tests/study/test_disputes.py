"""A learner doubts a verdict: under it, by htmx and without JavaScript; what is kept, shown and refused."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event, select, update

from app.course import Course
from app.database import Database
from app.study import disputes
from app.study.dispute_tables import Dispute, DisputeMessage
from app.study.tables import Grade
from tests.study.disputing import FORM, PAGE, doubt, kept, reply
from tests.study.forms import send


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("mini-ox-02", "O"),
        ("mini-choice-01", "b"),
        ("mini-number-01", "7"),
        ("mini-blank-01", ["가", "나"]),
        ("mini-short-01", "고정"),
        ("mini-essay-01", "모릅니다"),
        ("mini-match-01", ["0:v", "1:d", "2:h"]),
        ("mini-order-01", ["0:a", "1:p", "2:c", "3:t"]),
    ],
)
def test_under_every_verdict_a_doubt_is_one_click_away(mina: TestClient, item: str, answer: str) -> None:
    assert FORM in send(mina, item, answer).text
    assert "보냈습니다" in doubt(mina).text
    assert item in mina.get("/disputes").text


def test_there_is_nothing_to_doubt_before_the_answer(mina: TestClient) -> None:
    assert FORM not in mina.get(PAGE).text
    send(mina, "mini-ox-02", "O")
    assert mina.get(PAGE).text.count(FORM) == 1


def test_a_doubt_is_bound_to_the_answer_and_to_the_key_it_was_judged_by(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    told = doubt(mina, reason="mine", text="  제 생각에는\r\n<b>맞습니다</b> ")
    assert told.status_code == 200
    assert told.text.lstrip().startswith('<div class="doubt" id="doubt-1">')
    assert "제 생각에는\n&lt;b&gt;맞습니다&lt;/b&gt;" in told.text
    with database.read() as session:
        dispute = session.scalars(select(Dispute)).one()
        grade = session.get_one(Grade, dispute.grade_id)
    assert (dispute.response_id, dispute.item_id, grade.response_id, grade.outcome) == (1, "mini-ox-02", 1, "incorrect")
    assert kept(database) == [("mine", "제 생각에는\n<b>맞습니다</b>")]


def test_without_javascript_the_learner_comes_back_to_the_verdict(mina: TestClient) -> None:
    send(mina, "mini-ox-02", "O")
    assert doubt(mina, htmx=False).headers["location"] == f"{PAGE}#q-mini-ox-02"
    page = mina.get(PAGE).text
    assert "보냈습니다" in page
    assert FORM not in page


def test_in_a_round_and_on_its_result_page_too(mina: TestClient) -> None:
    attempt = mina.post("/practice", data={"kind": "essay", "count": "all"}).headers["location"]
    send(mina, "mini-essay-01", "모릅니다", place=attempt.split("/")[-1])
    assert FORM in mina.get(f"{attempt}?n=1").text
    assert doubt(mina, htmx=False).headers["location"] == f"{attempt}?n=1#q-mini-essay-01"
    mina.post(f"{attempt}/finish")
    assert "보냈습니다" in mina.get(f"{attempt}/result").text
    assert f"{attempt}/result#q-mini-essay-01" in mina.get("/disputes").text


def test_what_is_sent_twice_changes_nothing(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    doubt(mina, text="처음")
    assert "보냈습니다" in doubt(mina, reason="typo", text="나중").text
    assert kept(database) == [("key", "처음")]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("reason", "text", "says"),
    [
        ("", "적은 글", disputes.NO_REASON),
        ("rude", "적은 글", disputes.NO_REASON),
        ("other", " ", disputes.NO_TEXT),
        ("key", "가" * 2001, disputes.TOO_LONG),
        ("key", "적은 \0 글", "글자가 아닌 값"),
    ],
)
def test_what_cannot_be_taken_comes_back_as_it_was_typed(
    mina: TestClient, database: Database, reason: str, text: str, says: str, htmx: bool
) -> None:
    send(mina, "mini-ox-02", "O")
    told = doubt(mina, reason=reason, text=text, htmx=htmx)
    assert told.status_code == 422
    assert says in told.text
    assert text.strip() in told.text
    assert told.text.lstrip().startswith("<details" if htmx else "<!doctype")
    assert kept(database) == []


def test_letters_are_counted_as_people_count_them(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    assert doubt(mina, text="\u1112\u1161\u11ab" * 2000).status_code == 200
    assert kept(database) == [("key", "한" * 2000)]


def test_nobody_doubts_a_near_miss_that_still_has_its_retry(mina: TestClient) -> None:
    assert FORM not in send(mina, "mini-ox-01", "X").text
    assert FORM not in mina.get(PAGE).text
    assert doubt(mina).status_code == 409
    assert FORM in send(mina, "mini-ox-01", act="reveal").text
    assert doubt(mina).status_code == 200


def test_the_answer_after_a_near_miss_can_be_doubted(mina: TestClient) -> None:
    send(mina, "mini-ox-01", "X")
    assert 'name="response" value="2"' in send(mina, "mini-ox-01", "O").text
    assert doubt(mina, 2).status_code == 200


def test_what_is_somebody_elses_is_not_there(mina: TestClient, jun: TestClient) -> None:
    send(mina, "mini-ox-02", "O")
    assert doubt(jun).status_code == 404
    send(jun, "mini-ox-02", "O")
    doubt(mina, text="나만 읽는 글")
    assert doubt(jun).status_code == 404
    assert jun.post("/disputes/1/answer", data={"text": "남의 글"}).status_code == 404
    assert "나만 읽는 글" not in jun.get("/disputes").text + jun.get(PAGE).text
    for number in (0, -1, 2, 2**40):
        assert doubt(mina, number).status_code == 404
        assert mina.post(f"/disputes/{number}/answer", data={"text": "글"}).status_code == 404


def test_twenty_may_wait_for_an_answer(mina: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert disputes.MOST_OPEN == 20
    monkeypatch.setattr(disputes, "MOST_OPEN", 1)
    send(mina, "mini-ox-02", "O")
    send(mina, "mini-ox-03", "X")
    doubt(mina)
    told = doubt(mina, 2, text="적은 글")
    assert told.status_code == 422
    assert disputes.TOO_MANY in told.text
    assert "적은 글" in told.text
    reply(database, "그대로 둡니다.", "kept")
    assert doubt(mina, 2).status_code == 200


def test_the_messages_of_a_dispute_can_only_be_appended(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    doubt(mina, text="처음")
    with database.write() as session, pytest.raises(Exception, match="only ever appended"):
        session.execute(update(DisputeMessage).values(text="나중"))


def test_a_lecture_asks_nothing_more_for_those_without_disputes_and_one_thing_for_all_others(
    mina: TestClient, database: Database, course: Course
) -> None:
    asked: list[str] = []
    event.listen(database._readers, "before_cursor_execute", lambda *what: asked.append(what[2]))
    for item, answer in (("mini-ox-02", "O"), ("mini-ox-03", "X"), ("mini-choice-01", "b")):
        send(mina, item, answer)

    def count() -> int:
        asked.clear()
        assert mina.get(PAGE).status_code == 200
        return len(asked)

    without = count()
    assert not [query for query in asked if "FROM dispute" in query]
    for number in (1, 2, 3):
        doubt(mina, number)
    assert count() == without + 1
