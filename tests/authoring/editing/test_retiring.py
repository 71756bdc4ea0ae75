"""An item that is given up is asked no more and loses nothing; taken back, it is what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.published import Published
from app.database import Database
from tests.authoring.editing.acting import boxes
from tests.classes.acting import Task, assign, begin, code, join, let_pass, take
from tests.people.acting import make, signed_in

ITEM, ID = "/authoring/items/mini-ox-03", "mini-ox-03"
OLD = "  explanation: 비밀 해설 셋.\n"
CORRECTED = """\
  correction: {date: 2026-11-21, before: 옛 주장, after: 새 주장, reason: 까닭, sources: [{ref: book2020, locus: "§1"}]}
"""


@pytest.fixture
def published(published: Published) -> Published:
    """With an erratum of the item, and the list of ids."""
    quiz = published.folder / "mini/quiz.yaml"
    text = quiz.read_text(encoding="utf-8")
    quiz.write_text(text.replace(OLD, OLD + CORRECTED), encoding="utf-8")
    listed = "# 번호\n" + "\n".join(published.course.questions) + "\n"
    (published.folder / "ids.txt").write_text(listed, encoding="utf-8")
    published.refresh()
    return published


@pytest.fixture
def hana(app: FastAPI, database: Database) -> Iterator[TestClient]:
    """A learner of Kim's class."""
    make(database, "hana")
    with signed_in(app, "hana") as client:
        yield client


@pytest.fixture
def task(kim: TestClient, hana: TestClient, published: Published) -> Task:
    """The item, assigned to that class."""
    room = begin(kim)
    join(hana, code(kim, room))
    return assign(kim, room, [ID])


def _retire(kim: TestClient, address: str = ITEM, reason: str = "두 번 묻습니다") -> int:
    return kim.post(f"{address}/retire", data={"reason": reason}).status_code


def test_it_is_asked_nowhere_and_its_id_stays(kim: TestClient, mina: TestClient, published: Published) -> None:
    assert _retire(kim) == 303
    assert ID not in {item["id"] for item in mina.get("/api/v1/items").json()["items"]}
    assert mina.get(f"/api/v1/items/{ID}").status_code == 404
    assert mina.post(f"/api/v1/items/{ID}/responses", json={"answer": "O"}).status_code == 404
    assert ID not in kim.get("/authoring/export").text
    line = next(line for line in published.text("ids.txt").splitlines() if line.startswith(ID))
    assert line.startswith(f"{ID} retired  # 20")
    assert line.endswith("Kim: 두 번 묻습니다")
    assert ID not in published.text("mini/quiz.yaml")
    assert published.history("mini/retired.yaml")[0].reason == f"{ID} 물림: 두 번 묻습니다"
    assert kim.post("/authoring/units/mini/items", data={"kind": "ox"}).headers["location"].endswith("ox-04?kind=ox")
    assert "물러난 문항 1개" in kim.get("/authoring/units/mini").text


def test_its_erratum_stays_public_and_can_be_found(kim: TestClient, mina: TestClient, published: Published) -> None:
    before = mina.get("/errata").text
    assert _retire(kim) == 303
    page = mina.get("/errata").text
    assert "옛 주장" in before
    assert "옛 주장" in page
    assert "이제 묻지 않는 문항" in page
    assert f"/errata#{ID}" in mina.get("/search?q=새 주장").text


def test_what_was_answered_can_be_looked_at(kim: TestClient, hana: TestClient, task: Task, database: Database) -> None:
    number = take(hana, task)
    (deal,) = set(re.findall(r'name="deal" value="(\d+)"', hana.get(f"/practice/{number}").text))
    sent = hana.post(f"/study/items/{ID}/answer", data={"answer": "X", "place": number, "deal": deal})
    assert sent.status_code == 303
    hana.post(f"/practice/{number}/finish")
    let_pass(database, task)
    assert _retire(kim) == 303
    result = hana.get(f"/practice/{number}/result").text
    assert f'id="q-{ID}"' in result
    assert "비밀 해설 셋" in result
    assert f"/practice/{number}/wrong" not in result
    assert hana.post(f"/practice/{number}/wrong").status_code == 409
    (response,) = set(re.findall(r'name="response" value="(\d+)"', result))
    sent = hana.post("/disputes", data={"response": response, "reason": "key", "text": "맞습니다."})
    assert sent.status_code == 303
    assert "맞습니다." in hana.get("/disputes").text
    answers = re.findall(rf"{task.instructor}/answers/\d+", kim.get(task.instructor).text)
    assert "비밀 해설 셋" in kim.get(answers[0]).text
    assert "어댑터를 쓸 때 학습하는 것은" in kim.get(f"/authoring/statistics/{ID}").text
    assert f"/authoring/statistics/{ID}" not in kim.get("/authoring/statistics").text
    assert kim.get(f"/authoring/disputes/items/{ID}").status_code == 200


def test_it_comes_back_as_it_was(kim: TestClient, mina: TestClient, published: Published) -> None:
    revision = published.course.revisions[ID]
    text = boxes(kim.get(f"{ITEM}?mode=raw").text)["text"]
    assert _retire(kim) == 303
    page = kim.get(ITEM)
    assert "두 번 묻습니다" in page.text
    assert "비밀 해설 셋" in page.text
    assert kim.post(f"{ITEM}/restore", data={"reason": " "}).status_code == 422
    assert kim.post(f"{ITEM}/restore", data={"reason": "다시 씁니다"}).status_code == 303
    assert published.course.revisions[ID] == revision
    assert boxes(kim.get(f"{ITEM}?mode=raw").text)["text"] == text
    assert f"\n{ID}\n" in published.text("ids.txt")
    assert not (published.folder / "mini/retired.yaml").exists()
    assert mina.get(f"/api/v1/items/{ID}").status_code == 200


def test_a_reason_is_asked_for_and_kept_where_it_is_refused(kim: TestClient, published: Published) -> None:
    assert _retire(kim, reason=" \n ") == 422
    named = kim.post("/authoring/items/mini-ox-02/retire", data={"reason": "낡았습니다"})
    assert named.status_code == 422
    assert "mini/lecture.md" in named.text
    assert "unknown-item" in named.text
    assert 'value="낡았습니다"' in named.text
    assert "mini-ox-02" in published.course.questions
    assert not (published.folder / "mini/retired.yaml").exists()


def test_nothing_is_given_up_twice_or_edited_afterwards(kim: TestClient, published: Published) -> None:
    form = boxes(kim.get(f"{ITEM}?mode=raw").text)
    assert kim.post(f"{ITEM}/restore", data={"reason": "x"}).status_code == 404
    assert _retire(kim) == 303
    assert _retire(kim) == 404
    assert kim.post(ITEM, data={**form, "reason": "x"}).status_code == 404
    assert "되살리기" in kim.get(f"{ITEM}?kind=ox").text


def test_the_last_item_of_a_unit_leaves_an_empty_list(kim: TestClient, published: Published) -> None:
    kim.post("/authoring/units", data={"slug": "next", "title": "다음", "summary": "다음 단원", "order": "2"})
    text = published.text("mini/quiz.yaml")
    item = text[text.index("- id: mini-ox-03") : text.index("- id: mini-choice-01")].replace("mini-ox-03", "next-ox-01")
    form = boxes(kim.get("/authoring/items/next-ox-01?kind=ox&mode=raw").text)
    plain = "".join(line[2:] + "\n" for line in item.splitlines())
    assert (
        kim.post("/authoring/items/next-ox-01", data={**form, "text": [plain], "reason": ["처음"]}).status_code == 303
    )
    assert _retire(kim, "/authoring/items/next-ox-01") == 303
    assert published.text("next/quiz.yaml") == "unit: next\nitems: []\n"
    assert kim.post("/authoring/items/next-ox-01/restore", data={"reason": "x"}).status_code == 303
    assert published.text("next/quiz.yaml").startswith("unit: next\nitems:\n")


def test_what_an_open_assignment_asks_stays_until_it_closes(kim: TestClient, task: Task, database: Database) -> None:
    refused = kim.post(f"{ITEM}/retire", data={"reason": "x"})
    assert refused.status_code == 422
    assert "아직 마감되지 않았고" in refused.text
    let_pass(database, task)
    assert _retire(kim) == 303
