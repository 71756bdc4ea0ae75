"""One question from the learner's side: answer, hint, retry, reveal, again, draft; with htmx and without JavaScript."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Draft, Grade, Response, Reveal
from tests.conftest import HTMX
from tests.study.forms import deal, send, state

PAGE = "/lectures/mini"


def _responses(database: Database) -> list[Response]:
    with database.read() as session:
        return list(session.scalars(select(Response).order_by(Response.id)))


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
    assert [row.raw for row in _responses(database)] == ["O"]


def test_what_one_learner_did_is_not_shown_to_another(mina: TestClient, jun: TestClient) -> None:
    send(mina, "mini-ox-02", "X")
    assert state(jun.get(PAGE).text, "mini-ox-02") == "open"


def test_a_near_miss_gets_a_hint_and_no_key(mina: TestClient) -> None:
    response = send(mina, "mini-ox-01", "X")
    assert state(response.text, "mini-ox-01") == "near"
    assert "무엇이 새로 들어갔는지" in response.text
    assert "비밀" not in response.text
    assert "비밀" not in mina.get(PAGE).text


def test_the_retry_is_recorded_beside_the_answer_that_counts(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    response = send(mina, "mini-ox-01", "O")
    assert state(response.text, "mini-ox-01") == "correct"
    assert "비밀 해설 하나" in response.text
    first, second = _responses(database)
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
    assert len(_responses(database)) == 2


def test_a_near_miss_sent_twice_does_not_use_up_the_retry(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    assert state(send(mina, "mini-ox-01", "X").text, "mini-ox-01") == "near"
    assert len(_responses(database)) == 1


def test_the_key_may_be_asked_for_and_then_there_is_no_retry(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-01", "X")
    response = send(mina, "mini-ox-01", act="reveal")
    assert state(response.text, "mini-ox-01") == "incorrect"
    assert "비밀 해설 하나" in response.text
    send(mina, "mini-ox-01", "O")
    assert len(_responses(database)) == 1
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


def test_a_malformed_answer_costs_nothing_and_stays_in_the_box(mina: TestClient, database: Database) -> None:
    response = send(mina, "mini-number-01", "아주 많이")
    assert response.status_code == 422
    assert state(response.text, "mini-number-01") == "open"
    assert "아주 많이" in response.text
    assert 'class="problem"' in response.text
    assert _responses(database) == []


def test_without_javascript_a_malformed_answer_is_shown_with_what_to_mend(mina: TestClient) -> None:
    assert send(mina, "mini-number-01", "아주 많이", htmx=False).status_code == 303
    page = mina.get(PAGE).text
    assert "아주 많이" in page
    assert 'class="problem"' in page
    send(mina, "mini-number-01", "12", act="draft")
    assert 'class="problem"' not in mina.get(PAGE).text


@pytest.mark.parametrize("answer", ["가" * 10_001, "가\0"])
def test_what_cannot_be_kept_as_an_answer_is_a_format_error(mina: TestClient, database: Database, answer: str) -> None:
    assert send(mina, "mini-number-01", answer).status_code == 422
    assert _responses(database) == []


def test_length_is_counted_in_composed_letters(mina: TestClient) -> None:
    """각 is three code points when decomposed, one when composed."""
    decomposed = "\u1100\u1161\u11a8"
    assert "10,000" not in send(mina, "mini-number-01", decomposed * 9_999).text
    assert "10,000" in send(mina, "mini-number-01", decomposed * 10_001).text


def test_a_draft_comes_back_when_the_page_is_opened_again(mina: TestClient, jun: TestClient) -> None:
    assert send(mina, "mini-number-01", "쓰다 만 답", act="draft").status_code == 204
    assert "쓰다 만 답" in mina.get(PAGE).text
    assert "쓰다 만 답" not in jun.get(PAGE).text


def test_a_text_that_comes_after_the_answer_is_given_back(mina: TestClient, database: Database) -> None:
    """Two windows: what is written in the second one must not vanish without a word."""
    item = "mini-essay-01"
    send(mina, item, "가중치를 고정합니다.")
    again = send(mina, item, "둘째 창에서 오래 쓴 글")
    assert "둘째 창에서 오래 쓴 글" in again.text
    assert "기록하지 않았습니다" in again.text
    plain = send(mina, item, "둘째 창에서 오래 쓴 글", htmx=False)
    assert plain.status_code == 409
    assert "둘째 창에서 오래 쓴 글" in plain.text
    send(mina, item, act="again")
    assert "더 오래 쓴 글" in send(mina, item, "더 오래 쓴 글", deal=0).text
    assert [row.raw for row in _responses(database)] == ["가중치를 고정합니다."]


def test_a_form_sent_twice_is_no_late_text(mina: TestClient) -> None:
    for item, answer in (("mini-essay-01", "가중치를 고정합니다."), ("mini-ox-02", "X")):
        assert "기록하지 않았습니다" not in send(mina, item, answer).text + send(mina, item, answer).text
        assert send(mina, item, answer, htmx=False).status_code == 303
    assert send(mina, "mini-ox-02", "O", htmx=False).status_code == 303  # a press is no text


def test_an_answer_to_values_that_are_no_longer_dealt_is_not_judged(
    mina: TestClient, jun: TestClient, database: Database
) -> None:
    """Two first tabs of a newcomer, a cookie that was cleared, content that changed: the form says what it showed."""
    item, form = "mini-number-01", _form(_prompt(mina))
    while _form(_prompt(jun))["shown"] == form["shown"]:
        jun.cookies.clear()
    response = jun.post(f"/study/items/{item}/answer", data={**form, "answer": "3072"}, headers=HTMX)
    assert response.status_code == 422
    assert "3072" in response.text
    assert "바뀌었습니다" in response.text
    assert _responses(database) == []
    fresh = {**_form(response.text), "answer": "3072"}
    assert jun.post(f"/study/items/{item}/answer", data=fresh, headers=HTMX).status_code == 200


def test_a_form_may_be_answered_whatever_order_its_options_had(mina: TestClient, jun: TestClient) -> None:
    forms = [_form(client.get(PAGE).text.split('id="q-mini-choice-01"')[1]) for client in (mina, jun)]
    assert forms[0]["shown"] == forms[1]["shown"]


def test_a_deal_that_was_never_opened_cannot_be_answered(mina: TestClient) -> None:
    for act in ("answer", "draft", "reveal", "again"):
        assert send(mina, "mini-number-01", "1", act=act, deal=1_000_000).status_code == 404
    assert deal(mina.get(PAGE).text) == 0


def test_an_answer_removes_the_draft_and_a_late_draft_does_not_come_back(mina: TestClient, database: Database) -> None:
    send(mina, "mini-ox-02", "O", act="draft")
    send(mina, "mini-ox-02", "X")
    send(mina, "mini-ox-02", "O", act="draft")
    with database.read() as session:
        assert session.scalars(select(Draft)).all() == []
    assert state(mina.get(PAGE).text, "mini-ox-02") == "correct"


def test_a_draft_of_a_retry_is_kept(mina: TestClient) -> None:
    send(mina, "mini-ox-01", "X")
    send(mina, "mini-ox-01", "O", act="draft")
    assert state(mina.get(PAGE).text, "mini-ox-01") == "near"


def test_again_deals_new_values_and_keeps_the_old_answer(mina: TestClient, database: Database) -> None:
    send(mina, "mini-number-01", "1")
    response = send(mina, "mini-number-01", act="again")
    assert state(response.text, "mini-number-01") == "open"
    assert deal(response.text) == 1
    assert deal(send(mina, "mini-number-01", act="again").text) == 1  # pressed twice
    assert state(mina.get(PAGE).text, "mini-number-01") == "open"
    send(mina, "mini-number-01", "1", deal=1)
    assert [row.deal for row in _responses(database)] == [0, 1]


def test_again_does_nothing_before_an_answer(mina: TestClient) -> None:
    assert deal(send(mina, "mini-number-01", act="again").text) == 0


def test_dealt_values_stay_with_the_learner(mina: TestClient, jun: TestClient) -> None:
    """Also before anything was sent: the cookie comes with the page."""
    prompts = {client: {_prompt(client) for _ in range(3)} for client in (mina, jun)}
    assert all(len(seen) == 1 for seen in prompts.values())


def test_what_was_shown_is_what_is_judged(mina: TestClient, database: Database) -> None:
    shown = _prompt(mina)
    send(mina, "mini-number-01", "1")
    row = _responses(database)[0]
    assert f"{row.dealt['d']}이고 랭크가 {row.dealt['r']}일" in shown.replace(",", "")


def test_options_are_stored_by_key(mina: TestClient, database: Database) -> None:
    send(mina, "mini-choice-02", ["c", "b"])
    row = _responses(database)[0]
    assert row.raw == ["c", "b"]
    assert sorted(row.dealt["order"]) == ["a", "b", "c"]  # type: ignore[call-overload]


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
    number = _responses(database)[0].id
    assert jun.post(f"/study/responses/{number}/self", data={"score": "80"}).status_code == 404
    assert mina.post(f"/study/responses/{number}/self", data={"score": "80"}).status_code == 303
    assert mina.post(f"/study/responses/{number}/self", data={"score": "101"}).status_code == 422


def _prompt(client: TestClient) -> str:
    page = client.get(PAGE).text
    return page[page.index('id="q-mini-number-01"') :].split("</section>")[0]


def _form(html: str) -> dict[str, str]:
    """The hidden fields of the first form."""
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html.split("</form>")[0]))


def _dealt(client: TestClient, item: str) -> dict[str, int]:
    """What this learner is dealt at first."""
    from app.study.asking import dealt

    client.get(PAGE)
    app = client.app
    handle = app.state.cookies._signer.loads(client.cookies["seodang"])  # type: ignore[attr-defined]
    values = dealt(app.state.course.questions[item], handle, 0)  # type: ignore[attr-defined]
    return {name: int(str(value)) for name, value in values.items()}
