"""One question from the learner's side: answer, hint, retry, reveal; with htmx and without JavaScript."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Grade, Response, Reveal
from tests.study.forms import responses, send, state

PAGE = "/lectures/mini"


def test_an_answer_comes_back_as_the_question_with_its_verdict(mina: TestClient) -> None:
    response = send(mina, "mini-ox-02", "X")
    assert response.status_code == 200
    assert response.text.lstrip().startswith("<section")
    assert state(response.text, "mini-ox-02") == "correct"
    assert "비밀 해설 둘" in response.text
    assert "A Small Book" in response.text


def test_without_javascript_the_learner_is_sent_back_to_the_question(mina: TestClient) -> None:
    response = send(mina, "mini-ox-02", "X", htmx=False)
    assert response.status_code == 303
    assert response.headers["location"] == "/lectures/mini#q-mini-ox-02"
    assert state(mina.get(PAGE).text, "mini-ox-02") == "correct"


def test_only_the_first_answer_counts(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O")
    assert state(send(mina, "mini-ox-02", "X").text, "mini-ox-02") == "incorrect"
    assert [row.raw for row in responses(database)] == ["O"]


def test_what_one_learner_did_is_not_shown_to_another(mina: TestClient, jun: TestClient) -> None:
    send(mina, "mini-ox-02", "X")
    assert state(jun.get(PAGE).text, "mini-ox-02") == "open"


def test_a_near_miss_gets_a_hint_and_no_key(mina: TestClient) -> None:
    response = send(mina, "mini-ox-01", "X")
    assert state(response.text, "mini-ox-01") == "near"
    assert "무엇이 새로 들어갔는지" in response.text
    assert "비밀" not in response.text
    assert "비밀" not in mina.get(PAGE).text


def test_where_the_lab_shows_it_is_told_after_the_answer_alone(mina: TestClient) -> None:
    link = 'href="/lab/trained?method=houlsby&amp;bottleneck=16&amp;train_layer_norm=true"><b>직접 확인하기</b>'
    assert "직접 확인하기" not in mina.get(PAGE).text
    assert "직접 확인하기" not in send(mina, "mini-ox-01", "X").text
    assert link in send(mina, "mini-ox-01", "O").text
    assert "직접 확인하기" not in send(mina, "mini-ox-02", "X").text


def test_the_retry_is_recorded_beside_the_answer_that_counts(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    response = send(mina, "mini-ox-01", "O")
    assert state(response.text, "mini-ox-01") == "correct"
    assert "비밀 해설 하나" in response.text
    first, second = responses(database)
    assert (first.turn, second.turn, second.retry_of) == (0, 1, first.id)


def test_there_is_one_retry_and_then_the_key(mina: TestClient, database: Database) -> None:
    item = "mini-number-01"
    values = _dealt(mina, item)
    near = str(values["d"] * values["r"])
    assert state(send(mina, item, near).text, item) == "near"
    response = send(mina, item, "12345")
    assert state(response.text, item) == "incorrect"
    assert "비밀 해설 여섯" in response.text
    send(mina, item, str(2 * values["d"] * values["r"]))
    assert len(responses(database)) == 2


def test_a_near_miss_sent_twice_does_not_use_up_the_retry(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    assert state(send(mina, "mini-ox-01", "X").text, "mini-ox-01") == "near"
    assert len(responses(database)) == 1


def test_the_key_may_be_asked_for_and_then_there_is_no_retry(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    response = send(mina, "mini-ox-01", act="reveal")
    assert state(response.text, "mini-ox-01") == "incorrect"
    assert "비밀 해설 하나" in response.text
    send(mina, "mini-ox-01", "O")
    assert len(responses(database)) == 1
    assert state(mina.get(PAGE).text, "mini-ox-01") == "incorrect"
    with database.read() as session:
        assert len(session.scalars(select(Reveal)).all()) == 1


@pytest.mark.parametrize("before", ["", "O"])
def test_the_key_cannot_be_asked_for_otherwise(mina: TestClient, database: Database, before: str) -> None:
    if before:
        send(mina, "mini-ox-02", before)
    send(mina, "mini-ox-02", act="reveal")
    with database.read() as session:
        assert session.scalars(select(Reveal)).all() == []
    if not before:
        assert "비밀" not in mina.get(PAGE).text


def test_every_option_says_why_after_the_answer(mina: TestClient) -> None:
    text = send(mina, "mini-choice-01", "b").text
    assert all(f"비밀 이유 {which}" in text for which in ("하나", "둘", "셋"))


def test_a_grade_names_the_key_it_judged_by(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "X")
    with database.read() as session:
        grade = session.scalars(select(Grade)).one()
        response = session.get_one(Response, grade.response_id)
    assert grade.key_revision == response.prompt_revision
    assert (grade.cause, grade.outcome, grade.score) == ("answer", "correct", 1.0)


@pytest.mark.parametrize("act", ["answer", "draft", "reveal", "again"])
def test_an_unknown_question_or_place_is_not_there(mina: TestClient, act: str) -> None:
    assert send(mina, "mini-ox-99", "O", act=act).status_code == 404
    assert send(mina, "mini-ox-01", "O", act=act, place="77").status_code == 404
    assert send(mina, "mini-ox-01", "O", act=act, place="elsewhere").status_code == 422


def test_a_learner_scores_only_their_own_answers(mina: TestClient, jun: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "X")
    send(jun, "mini-ox-02", "X")
    number = responses(database)[0].id
    assert jun.post(f"/study/responses/{number}/self", data={"score": "80"}).status_code == 404
    assert mina.post(f"/study/responses/{number}/self", data={"score": "80"}).status_code == 303
    assert mina.post(f"/study/responses/{number}/self", data={"score": "101"}).status_code == 422


def test_the_score_of_an_essay_that_a_program_sent_leads_back_to_the_lecture(mina: TestClient) -> None:
    sent = mina.post("/api/v1/items/mini-essay-01/responses", json={"answer": "가중치를 고정합니다."})
    assert sent.status_code == 200
    scored = mina.post("/study/responses/1/self", data={"score": "80"})
    assert scored.headers["location"] == "/lectures/mini#q-mini-essay-01"


def _dealt(client: TestClient, item: str) -> dict[str, int]:
    """What this learner is dealt at first."""
    from app.study.asking import dealt

    client.get(PAGE)
    app = client.app
    handle = app.state.cookies._signer.loads(client.cookies["seodang"])  # type: ignore[attr-defined]
    values = dealt(app.state.course.questions[item], handle, 0)  # type: ignore[attr-defined]
    return {name: int(str(value)) for name, value in values.items()}
