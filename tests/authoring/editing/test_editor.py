"""The editor of an item: what is saved is in service at once; what is wrong is told, and kept."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import select

from app.authoring.published import Published
from app.database import Database
from app.people.tables import Change
from tests.authoring.editing.acting import ITEM, OLD, boxes, edited, save
from tests.conftest import HTMX

QUIZ = "mini/quiz.yaml"


def test_a_saved_text_is_in_service_at_once_with_author_and_reason(
    app: FastAPI, kim: TestClient, published: Published, database: Database
) -> None:
    done = save(kim, ITEM, OLD, "새로 쓴 해설.", "학생이 물어서")
    assert done.status_code == 303
    assert "지금부터 학습자에게" in kim.get(done.headers["location"]).text
    assert app.state.course.questions["mini-ox-02"].explanation == "새로 쓴 해설."
    latest = published.history(QUIZ)[0]
    assert (latest.author, latest.reason) == ("Kim", "학생이 물어서")
    with database.read() as session:
        change = session.scalars(select(Change).where(Change.act == "content.published")).one()
    assert (change.subject, change.detail["reason"]) == ("items/mini-ox-02", "학생이 물어서")


def test_only_the_lines_of_the_item_change(kim: TestClient, published: Published) -> None:
    before = published.text(QUIZ)
    save(kim, ITEM, OLD, "새로 쓴 해설.")
    assert published.text(QUIZ) == before.replace(OLD, "새로 쓴 해설.")


def test_without_a_reason_nothing_is_saved_and_everything_is_kept(kim: TestClient, published: Published) -> None:
    before = published.text(QUIZ)
    refused = save(kim, ITEM, OLD, "새로 쓴 <해설>.", reason="  ")
    assert refused.status_code == 422
    assert "새로 쓴 &lt;해설&gt;." in refused.text
    assert "왜 고치는지" in refused.text
    assert published.text(QUIZ) == before


def test_a_broken_edit_is_refused_with_its_place_in_the_text_and_kept(kim: TestClient, app: FastAPI) -> None:
    course = app.state.course
    refused = save(kim, ITEM, "answer: X", "answer: maybe")
    assert refused.status_code == 422
    assert "6째 줄 9째 칸" in refused.text
    assert "answer: maybe" in refused.text
    assert app.state.course is course
    assert "answer: maybe" in kim.get(ITEM).text  # the draft


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [("id: mini-ox-02", "id: mini-ox-09", "id: mini-ox-02"), ("kind: ox", "kind: [", "YAML"), ("x", "x", "mini-ox-02")],
)
def test_what_is_no_such_item_is_refused(kim: TestClient, old: str, new: str, told: str) -> None:
    refused = save(kim, ITEM, old, new)
    assert refused.status_code == 422
    assert told in refused.text


def test_checks_and_preview_come_while_typing_and_the_text_is_kept_as_a_draft(kim: TestClient) -> None:
    form = edited(kim, ITEM, "prompt: 어댑터를", "prompt: 새 어댑터를")
    seen = kim.post(f"{ITEM}/look", data=form, headers=HTMX).text
    assert "고칠 곳이 없습니다" in seen
    assert 'id="q-mini-ox-02"' in seen
    assert "새 어댑터를" in seen
    assert "<html" not in seen
    wrong = kim.post(f"{ITEM}/look", data={**form, "text": ["id: mini-ox-02\nkind: ox\n"]}, headers=HTMX).text
    assert "missing-field" in wrong
    assert "아직 보여 줄 수 없습니다" in wrong
    opened = kim.get(f"{ITEM}?mode=raw").text
    assert "쓰다 만 초안" in opened
    assert boxes(opened)["text"] == ["id: mini-ox-02\nkind: ox\n"]
    assert "mini-ox-02" in kim.get("/authoring").text
    assert kim.post(f"{ITEM}/drop").status_code == 303
    assert OLD in kim.get(f"{ITEM}?mode=raw").text


def test_a_draft_is_ones_own_and_goes_when_it_is_published(kim: TestClient, lee: TestClient) -> None:
    kim.post(f"{ITEM}/look", data=edited(kim, ITEM, OLD, "초안."), headers=HTMX)
    assert "초안." not in lee.get(ITEM).text
    assert save(kim, ITEM, "초안.", "다 쓴 것.").status_code == 303
    assert "쓰다 만 초안" not in kim.get(ITEM).text


def test_form_and_text_change_into_each_other_and_keep_everything(kim: TestClient) -> None:
    form = boxes(kim.get(ITEM).text)
    assert form["mode"] == ["form"]
    form["explanation"] = ["새 해설: 둘."]
    raw = kim.post(f"{ITEM}/look", data={**form, "to": "raw"}).text
    text = boxes(raw)["text"][0]
    assert "explanation: '새 해설: 둘.'" in text
    again = kim.post(f"{ITEM}/look", data={**boxes(raw), "text": [f"# 주석\n{text}"], "to": "form"}).text
    assert boxes(again)["explanation"] == ["새 해설: 둘."]
    assert boxes(again)["text"][0].startswith("# 주석\n")
    saved = kim.post(ITEM, data={**boxes(again), "reason": "고침"})
    assert saved.status_code == 303


def test_two_editors_of_one_item_are_shown_a_merge(kim: TestClient, lee: TestClient, published: Published) -> None:
    mine = edited(kim, ITEM, OLD, "김의 해설.")
    assert save(lee, ITEM, "어댑터를 쓸 때는 나머지", "어댑터를 쓸 때에는 나머지", "말을 다듬음").status_code == 303
    told = kim.post(ITEM, data=mine)
    assert told.status_code == 409
    assert "Lee" in told.text
    assert "말을 다듬음" in told.text
    assert "합쳐 두었습니다" in told.text
    assert "김의 해설." not in published.text(QUIZ)
    assert kim.post(ITEM, data=boxes(told.text)).status_code == 303
    assert "김의 해설." in published.text(QUIZ)
    assert "쓸 때에는" in published.text(QUIZ)


def test_where_both_changed_one_line_both_texts_are_shown_and_mine_waits(kim: TestClient, lee: TestClient) -> None:
    mine = edited(kim, ITEM, OLD, "김의 해설.")
    save(lee, ITEM, OLD, "이의 해설.")
    told = kim.post(ITEM, data=mine).text
    assert "합치지 못했습니다" in told
    assert "<ins>explanation: 이의 해설.</ins>" in told
    assert "<ins>explanation: 김의 해설.</ins>" in told
    assert "explanation: 김의 해설." in boxes(told)["text"][0]


def test_another_item_of_the_same_file_is_no_conflict(kim: TestClient, lee: TestClient, published: Published) -> None:
    mine = edited(kim, ITEM, OLD, "김의 해설.")
    save(lee, "/authoring/items/mini-ox-03", "비밀 해설 셋.", "이의 해설.")
    assert kim.post(ITEM, data=mine).status_code == 303
    assert "김의 해설." in published.text(QUIZ)
    assert "이의 해설." in published.text(QUIZ)


def test_what_is_not_there_is_not_found(kim: TestClient) -> None:
    assert kim.get("/authoring/items/mini-ox-77").status_code == 404
    assert kim.get("/authoring/items/nothing-1").status_code == 404
    assert kim.get("/authoring/lectures/nothing").status_code == 404
    endless = f"/authoring/items/mini-{'x' * 120}-01"  # no column holds it: PostgreSQL would refuse its draft
    assert kim.post(f"{endless}/look", data={"text": "id:"}).status_code == 404


def test_a_problem_leads_to_its_box_in_the_form(kim: TestClient) -> None:
    form = boxes(kim.get(ITEM).text)
    seen = kim.post(f"{ITEM}/look", data={**form, "sources.ref": ["", ""], "sources.locus": ["§1", ""]}, headers=HTMX)
    assert 'href="#f-sources"' in seen.text
    assert 'id="f-sources"' in kim.get(ITEM).text


def test_after_a_changed_key_the_way_to_a_regrade_is_shown(kim: TestClient) -> None:
    item = "/authoring/items/mini-short-01"
    explained = save(kim, item, "비밀 해설 여덟.", "새 해설.")
    assert "다시 채점하기" not in kim.get(explained.headers["location"]).text
    judged = save(kim, item, "accept: [동결]", "accept: [동결, 얼림]")
    told = kim.get(judged.headers["location"]).text
    assert 'href="/authoring/regrades/new?item=mini-short-01"' in told


def test_the_form_tells_mistakes_in_its_own_words_and_the_text_by_line(kim: TestClient) -> None:
    new = "/authoring/items/mini-match-09?kind=match"
    form = boxes(kim.get(new).text)
    form |= {"left.text": ["하나", "", "셋"], "concept": ["대문자 Concept"]}
    told = kim.post("/authoring/items/mini-match-09/look", data=form, headers=HTMX).text
    assert '<a href="#f-left">왼쪽 2</a></b> ‘글’: 비어 있습니다' in told
    assert '<a href="#f-prompt">문제</a></b> 비어 있습니다' in told
    assert '<a href="#f-sources">출처</a></b> ‘출처’ 칸이 없습니다' in told
    told = kim.post("/authoring/items/mini-match-09/look", data={**form, "to": "raw"}, headers=HTMX).text
    assert "째 줄" in told
    assert "‘text’: 비어 있습니다" in told


def test_a_new_item_is_called_new_and_has_no_history_yet(kim: TestClient) -> None:
    page = kim.get("/authoring/items/mini-ox-09?kind=ox").text
    assert "<h1>새 문항 mini-ox-09</h1>" in page
    assert "/authoring/history" not in page
    assert "물리기" not in page
