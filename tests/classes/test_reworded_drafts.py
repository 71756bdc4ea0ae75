"""An answer that stood in a box when its question was reworded: nobody meant it as an answer to the new words, so the
end of the assignment does not grade it, and both its learner and the instructor read why."""

from __future__ import annotations

import csv
import io
import re
import shutil
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from app.database import Database
from app.settings import Settings
from app.study.asking import REWORDED
from tests.classes.acting import Task, assign, let_pass, take
from tests.conftest import CONTENT, HTMX
from tests.study.forms import responses, state

ITEM = "mini-ox-02"
OLD, NEW = "나머지 가중치도 학습한다", "나머지 가중치까지 모두 학습한다"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The small course, as files that a test may change."""
    shutil.copytree(CONTENT, tmp_path / "course")
    return Settings(data=tmp_path / "data", content=tmp_path / "course")


@pytest.fixture
def task(seo: TestClient, room: str) -> Task:
    return assign(seo, room, [ITEM])


def _reword(app: FastAPI, settings: Settings) -> None:
    path = settings.content / "mini" / "quiz.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    app.state.published.refresh()
    assert NEW in app.state.course.questions[ITEM].prompt


def _form(learner: TestClient, attempt: str) -> dict[str, str]:
    """What the browser sends with an answer, as the question is shown now."""
    form = learner.get(f"/practice/{attempt}").text.split(" data-draft=")[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def _post(learner: TestClient, act: str, form: dict[str, str]) -> int:
    return learner.post(f"/study/items/{ITEM}/{act}", data=form | {"answer": "X"}, headers=HTMX).status_code


def _told_in_files(instructor: TestClient, task: Task) -> list[str]:
    """What CSV and XLSX of the marks say last about the one learner."""
    lines = instructor.get(f"{task.instructor}/marks.csv").content.decode("utf-8-sig")
    file = io.BytesIO(instructor.get(f"{task.instructor}/marks.xlsx").content)
    cells = list(load_workbook(file).worksheets[0].iter_rows(min_row=2, values_only=True))
    return [list(csv.reader(io.StringIO(lines)))[1][-1], str(cells[0][-1])]


@pytest.mark.parametrize("act", ["draft", "answer"])
def test_it_is_not_graded_and_both_are_told_why(
    app: FastAPI, settings: Settings, seo: TestClient, hana: TestClient, database: Database, task: Task, act: str
) -> None:
    """`draft`: left before the words changed. `answer`: sent after that, and refused."""
    attempt = take(hana, task)
    form = _form(hana, attempt)
    if act == "draft":
        assert _post(hana, act, form) == 204
    _reword(app, settings)
    if act == "answer":
        assert _post(hana, act, form) == 422
    let_pass(database, task)
    sheet = seo.get(task.instructor).text
    assert responses(database) == []
    assert 'class="open"' in sheet
    left = sheet.split('id="left"')[1].split("</section>")[0]
    assert [said in left for said in ("Hana", ITEM, REWORDED)] == [True] * 3
    assert _told_in_files(seo, task) == [f"{ITEM}: {REWORDED}"] * 2
    result = hana.get(f"/practice/{attempt}/result").text
    assert state(result, ITEM) == "open"
    assert REWORDED in result


def test_who_looks_at_it_in_time_reads_that_the_words_have_changed(
    app: FastAPI, settings: Settings, hana: TestClient, task: Task
) -> None:
    attempt = take(hana, task)
    _post(hana, "draft", _form(hana, attempt))
    assert REWORDED not in hana.get(f"/practice/{attempt}").text
    _reword(app, settings)
    assert REWORDED in hana.get(f"/practice/{attempt}").text


def test_what_is_typed_under_the_new_words_is_graded(
    app: FastAPI, settings: Settings, seo: TestClient, hana: TestClient, database: Database, task: Task
) -> None:
    attempt = take(hana, task)
    _post(hana, "draft", _form(hana, attempt))
    _reword(app, settings)
    _post(hana, "draft", _form(hana, attempt))
    assert REWORDED not in hana.get(f"/practice/{attempt}").text
    let_pass(database, task)
    sheet = seo.get(task.instructor).text
    assert [row.raw for row in responses(database)] == ["X"]
    assert 'class="correct"' in sheet
    assert 'id="left"' not in sheet
    assert _told_in_files(seo, task)[0] == ""


def test_the_file_tells_of_the_round_that_counts(
    app: FastAPI, settings: Settings, seo: TestClient, hana: TestClient, database: Database, room: str
) -> None:
    task = assign(seo, room, [ITEM], attempts="2")
    attempt = take(hana, task)
    _post(hana, "draft", _form(hana, attempt))
    _reword(app, settings)
    hana.post(f"/practice/{attempt}/finish")
    assert _told_in_files(seo, task)[0] == f"{ITEM}: {REWORDED}"
    again = take(hana, task)
    _post(hana, "answer", _form(hana, again))
    assert _told_in_files(seo, task)[0] == ""


@pytest.mark.parametrize("item", ["mini-number-01", "mini-choice-02"])
def test_what_chance_dealt_is_the_same_at_the_end(
    seo: TestClient, hana: TestClient, room: str, database: Database, item: str
) -> None:
    """Values and the order of options are dealt anew from the learner's handle, by whomever closes the round."""
    task = assign(seo, room, [item])
    attempt = take(hana, task)
    form = _form(hana, attempt) | {"answer": "3072" if item == "mini-number-01" else "b"}
    assert hana.post(f"/study/items/{item}/draft", data=form, headers=HTMX).status_code == 204
    let_pass(database, task)
    assert 'id="left"' not in seo.get(task.instructor).text
    assert [row.item_id for row in responses(database)] == [item]
