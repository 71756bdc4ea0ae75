"""What an instructor reads of an assignment, and takes away as a file."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook

from app.classes import exporting
from app.database import Database
from tests.authoring.marking.acting import QUEUE, sheet_form
from tests.classes.acting import Task, assign, begin, code, join, let_pass, take
from tests.study.forms import send

ITEMS = ["mini-ox-02", "mini-choice-01", "mini-choice-02"]


@pytest.fixture
def room(room: str, seo: TestClient, dul: TestClient) -> str:
    """Dul is in the class too."""
    join(dul, code(seo, room))
    return room


def _answers(learner: TestClient, task: Task, *answers: tuple[str, str | list[str]]) -> str:
    attempt = take(learner, task)
    for item, answer in answers:
        send(learner, item, answer, place=attempt)
    learner.post(f"/practice/{attempt}/finish")
    return attempt


def _csv(seo: TestClient, task: Task) -> list[list[str]]:
    answer = seo.get(f"{task.instructor}/marks.csv")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_line_a_learner_and_a_cell_an_item(seo: TestClient, room: str, hana: TestClient) -> None:
    task = assign(seo, room, ITEMS)
    _answers(hana, task, ("mini-ox-02", "X"), ("mini-choice-01", ["b"]))
    page = seo.get(task.instructor).text
    cells = re.findall(r"<td class=\"(correct|partial|incorrect|open)\">", page)
    assert sorted(cells) == ["correct", "incorrect", "open"]
    assert "<b>1</b> / 3" in page
    assert "아직" in page  # Dul took no round
    assert "33%" in page


def test_namesakes_are_told_apart(seo: TestClient, room: str, hana: TestClient) -> None:
    task = assign(seo, room, ["mini-ox-02"])
    pages = (f"{room}/progress", task.instructor)
    _answers(hana, task, ("mini-ox-02", "X"))
    assert all('<th scope="row">Hana' in seo.get(page).text for page in pages)
    hana.post("/account/name", data={"shown": "Dul"})
    for page in pages:
        assert re.findall(r'<th scope="row">(Dul [^<]*?) ?<', seo.get(page).text) == ["Dul (dul)", "Dul (hana)"]
    assert "Dul (hana), mini-ox-02" in seo.get(task.instructor).text
    assert '<span class="sr">: Dul (dul)</span>' in seo.get(room).text


def test_the_best_of_several_rounds_counts(seo: TestClient, room: str, hana: TestClient) -> None:
    task = assign(seo, room, ["mini-ox-02"], attempts="3")
    for answer in ("O", "X", "O"):
        _answers(hana, task, ("mini-ox-02", answer))
    page = seo.get(task.instructor).text
    assert "<b>1</b> / 1" in page
    assert "3회" in page


def test_the_retry_after_a_hint_does_not_change_the_mark(seo: TestClient, room: str, hana: TestClient) -> None:
    task = assign(seo, room, ["mini-ox-01"])
    _answers(hana, task, ("mini-ox-01", "X"), ("mini-ox-01", "O"))
    assert 'class="incorrect"' in seo.get(task.instructor).text


def test_a_cell_leads_to_the_answer_and_its_verdict_even_while_it_is_withheld(
    seo: TestClient, room: str, hana: TestClient
) -> None:
    task = assign(seo, room, [*ITEMS, "mini-essay-01"], keys="closed")
    _answers(hana, task, ("mini-ox-02", "X"), ("mini-essay-01", "가중치를 고정하고 어댑터만 학습합니다."))
    links = re.findall(rf'href="({task.instructor}/answers/\d+)"', seo.get(task.instructor).text)
    assert len(links) == 2
    told = [seo.get(link).text for link in links]
    assert "비밀 해설 둘" in told[0]
    assert 'data-state="correct"' in told[0]
    assert all("<form" not in page.split("<main")[1].split("</main>")[0] for page in told)  # one only reads here


def test_marks_as_csv(seo: TestClient, room: str, hana: TestClient, database: Database) -> None:
    task = assign(seo, room, ITEMS)
    _answers(hana, task, ("mini-ox-02", "X"), ("mini-choice-01", ["b"]))
    let_pass(database, task)
    head, dul, hana_row = _csv(seo, task)
    assert head == [*exporting.HEAD, *ITEMS, *exporting.TAIL]
    assert hana_row[:3] == ["Hana", "hana", "1"]
    assert hana_row[5:] == ["1.0", "0.0", "0.0", "1.0", "3", "33.33", "", ""]
    assert dul[:3] == ["Dul", "dul", "0"]
    assert dul[5:] == [""] * 8


def test_a_file_says_which_answers_wait_for_a_mark_by_hand(seo: TestClient, room: str, hana: TestClient) -> None:
    """As the queue of marking does: every essay, and what was typed and found right in part."""
    task = assign(seo, room, ["mini-ox-02", "mini-choice-02", "mini-blank-01", "mini-essay-01"])
    part, essay = ("mini-blank-01", ["어댑터", "기울기"]), ("mini-essay-01", "모릅니다")
    _answers(hana, task, essay, part, ("mini-choice-02", ["b"]))
    _, dul, hana_row = _csv(seo, task)
    assert (dul[-2], hana_row[-2]) == ("", "mini-blank-01, mini-essay-01")
    marked = f"{QUEUE}/answers/1"  # the essay was sent first
    assert seo.post(marked, data=sheet_form(seo, marked)).status_code == 303
    assert _csv(seo, task)[2][-2] == "mini-blank-01"


def test_marks_as_xlsx_hold_numbers_and_no_formula(seo: TestClient, room: str, hana: TestClient) -> None:
    hana.post("/account/name", data={"shown": "=HYPERLINK(1)"})
    task = assign(seo, room, ITEMS)
    _answers(hana, task, ("mini-ox-02", "X"))
    answer = seo.get(f"{task.instructor}/marks.xlsx")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    row = next(row for row in page.iter_rows(min_row=2) if row[1].value == "hana")
    assert row[0].value == "'=HYPERLINK(1)"
    assert {cell.data_type for cell in row} == {"s", "n"}
    assert row[5].value == 1
    assert "'=HYPERLINK(1)" in [line[0] for line in _csv(seo, task)]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_could_take_for_a_formula_is_text(name: str) -> None:
    assert exporting.safe(name) == f"'{name}"
    assert exporting.safe("보통 이름") == "보통 이름"
    assert exporting.safe(-0.5) == -0.5


def test_a_name_from_elsewhere_is_escaped(seo: TestClient, room: str, hana: TestClient) -> None:
    hana.post("/account/name", data={"shown": "<script>"})
    task = assign(seo, room, ITEMS)
    _answers(hana, task, ("mini-ox-02", "X"))
    for address in (room, task.instructor, f"{room}/progress"):
        assert "<script>" not in seo.get(address).text.split("<main")[1]


def test_an_instructor_changes_the_terms_and_never_the_items(
    seo: TestClient, room: str, hana: TestClient, database: Database
) -> None:
    task = assign(seo, room, ITEMS)
    sent = {"title": "고친 과제", "opens": "2026-01-01T09:00", "closes": "2099-01-01T09:00", "attempts": "2"}
    assert seo.post(task.instructor, data=sent | {"keys": "closed", "items": ["mini-essay-01"]}).status_code == 303
    page = hana.get(task.learner).text
    assert "고친 과제" in page
    assert "3개" in page
    assert "마감 뒤에" in page
    answer = seo.post(task.instructor, data=sent | {"keys": "closed", "attempts": "0"})
    assert answer.status_code == 422
    assert 'value="고친 과제"' in answer.text


def test_closing_at_once_ends_it(seo: TestClient, room: str, hana: TestClient) -> None:
    task = assign(seo, room, ITEMS)
    attempt = take(hana, task)
    seo.post(f"{task.instructor}/close")
    assert send(hana, "mini-ox-02", "X", place=attempt).status_code == 409
    assert "마감됨" in seo.get(task.instructor).text


def test_progress_counts_what_each_answered_in_each_unit(seo: TestClient, room: str, hana: TestClient) -> None:
    send(hana, "mini-ox-02", "O")
    send(hana, "mini-choice-01", ["a"])
    page = seo.get(f"{room}/progress").text
    assert "<b>1</b> / 2" in page
    assert "Dul" in page


def test_nothing_of_it_is_there_for_another_instructor_or_another_classs_learner(
    seo: TestClient, room: str, hana: TestClient, park: TestClient, mina: TestClient
) -> None:
    task, own = assign(seo, room, ITEMS), begin(park, "수요반")
    _answers(hana, task, ("mini-ox-02", "X"))
    answer = re.findall(rf"{task.instructor}(/answers/\d+)", seo.get(task.instructor).text)[0]
    for base in (task.instructor, task.instructor.replace(room, own)):
        for part in ("", answer, "/marks.csv", "/marks.xlsx"):
            assert park.get(base + part).status_code == 404, base + part
        for part in ("", "/close"):
            assert park.post(base + part, data={"title": "내 것"}).status_code == 404
    for part in ("/progress", "/assignments/new"):
        assert park.get(room + part).status_code == 404
    assert park.post(f"{room}/assignments", data={"title": "내 것"}).status_code == 404
    mine = assign(seo, begin(seo, "목요반"), ITEMS)
    assert seo.get(mine.instructor + answer).status_code == 404  # an answer to another assignment
    assert hana.get(mine.learner).status_code == 404
    assert hana.post(f"{mine.learner}/take").status_code == 404
    assert mina.get(task.learner).headers["location"].startswith("/sign-in")
