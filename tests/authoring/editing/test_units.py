"""The overview, new items and new units."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from ruamel.yaml import YAML

from app.authoring.editing import starting, subjects
from app.authoring.published import Published
from app.bank.kinds import KINDS
from tests.authoring.editing.acting import boxes

NEW = {"slug": "attention", "title": '어텐션: "보기"', "summary": "무엇을 보는지 배웁니다.", "order": "2"}


def test_the_overview_counts_and_tells_what_is_wrong_on_disk(kim: TestClient, published: Published) -> None:
    assert "문항 11개" in kim.get("/authoring").text
    path = published.folder / "mini" / "quiz.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("answer: O", "answer: maybe", 1), encoding="utf-8")
    published.refresh()
    told = kim.get("/authoring").text
    assert "파일에 고칠 곳이 1개" in told
    assert "mini/quiz.yaml:9" in told
    assert "mini/quiz.yaml:9" in kim.get("/authoring/units/mini").text


def test_a_learner_sees_none_of_it(mina: TestClient) -> None:
    assert mina.get("/authoring").headers["location"].startswith("/sign-in")
    assert mina.post("/authoring/items/mini-ox-01", data={"text": "x"}).status_code == 401


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_item_gets_the_next_id_and_is_nowhere_before_it_is_saved(
    kim: TestClient, app: FastAPI, kind: str
) -> None:
    way = kim.post("/authoring/units/mini/items", data={"kind": kind})
    name = {"ox": "mini-ox-04", "choice": "mini-choice-03"}.get(kind, f"mini-{kind}-02")
    assert way.headers["location"] == f"/authoring/items/{name}?kind={kind}"
    opened = kim.get(way.headers["location"])
    assert boxes(opened.text)["mode"] == ["form"]
    assert boxes(opened.text)["text"] == [starting.item(name, kind)]
    assert name not in app.state.course.questions


def test_an_id_that_was_given_up_is_not_given_again(published: Published) -> None:
    (published.folder / "ids.txt").write_text("mini-ox-01\nmini-ox-07 retired\n", encoding="utf-8")
    assert subjects.next_id(published, "mini", "ox") == "mini-ox-08"


def test_a_saved_new_item_is_in_service_and_on_the_list_of_ids(
    kim: TestClient, app: FastAPI, published: Published
) -> None:
    listed = "".join(f"{name}\n" for name in app.state.course.questions)
    (published.folder / "ids.txt").write_text(listed, encoding="utf-8")
    form = boxes(kim.get("/authoring/items/mini-short-02?kind=short").text)
    told = {"concept": "rank", "prompt": "얇은 두 행렬의 사이 너비는?", "answer": "랭크", "explanation": "랭크입니다."}
    sources = {"sources.ref": ["book2020", ""], "sources.locus": ["§1", ""]}
    assert kim.post("/authoring/items/mini-short-02", data={**form, **told, **sources}).status_code == 422
    saved = kim.post("/authoring/items/mini-short-02", data={**form, **told, **sources, "reason": "새 문항"})
    assert saved.status_code == 303
    assert app.state.course.questions["mini-short-02"].concept == "rank"
    assert published.text("ids.txt") == f"{listed}mini-short-02\n"


def test_a_new_unit_is_taught_at_once_and_takes_its_first_item(
    kim: TestClient, app: FastAPI, published: Published
) -> None:
    made = kim.post("/authoring/units", data=NEW)
    assert made.headers["location"] == "/authoring/units/attention"
    assert app.state.course.lectures["attention"].title == NEW["title"]
    assert kim.get("/lectures/attention").status_code == 200
    assert kim.get("/authoring/units/attention").status_code == 200
    assert published.check({}) == ()
    text = (
        starting.item("attention-ox-01", "ox")
        .replace('concept: ""', "concept: look")
        .replace('prompt: ""', "prompt: 본다.")
    )
    text = (
        text.replace('explanation: ""', "explanation: 봅니다.")
        .replace('ref: ""', "ref: book2020")
        .replace('locus: ""', "locus: §1")
    )
    text = text.replace("near_misses:\n- answers: [X]\n  feedback: ''\n", "")
    form = {"text": text, "base": "", "mode": "raw", "reason": "첫 문항"}
    assert kim.post("/authoring/items/attention-ox-01", data=form).status_code == 303
    assert app.state.course.unit_of["attention-ox-01"] == "attention"


@pytest.mark.parametrize(
    ("box", "value"),
    [("slug", "mini"), ("slug", "../x"), ("slug", "한글"), ("title", " "), ("summary", ""), ("order", "0")],
)
def test_a_unit_that_cannot_be_made_is_told_and_kept(kim: TestClient, box: str, value: str) -> None:
    refused = kim.post("/authoring/units", data={**NEW, box: value})
    assert refused.status_code == 422
    assert f'id="{box}-problem"' in refused.text
    assert "무엇을 보는지" in refused.text or box == "summary"


def test_a_new_match_filled_in_row_by_row_pairs_rows_and_its_names_tell_nothing() -> None:
    rows = YAML(typ="safe").load(starting.item("mini-match-02", "match"))
    names = [row["key"] for row in rows["right"]]
    assert [row["to"] for row in rows["left"]] == names
    assert all(name != guessed for name, guessed in zip(names, sorted(names), strict=True))
