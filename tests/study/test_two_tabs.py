"""One learner with a question open in two tabs or on two devices: what was typed later stays, whichever of them saves
what it still holds; and nobody who types in one place only is ever refused."""

from __future__ import annotations

import re

from fastapi.testclient import TestClient
from sqlalchemy import select

from app.database import Database
from app.study.tables import Draft
from tests.conftest import HTMX
from tests.study.forms import responses, send, state

PAGE = "/lectures/mini"
ITEM = "mini-number-01"
OLD, NEW = "먼저 적은 글", "나중에 길게 적은 글"


def _form(learner: TestClient, page: str, item: str = ITEM) -> dict[str, str]:
    """What the question's form carries when it is opened now, by the page of that name."""
    form = learner.get(PAGE).text.split(f'action="/study/items/{item}/answer"')[1].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)) | {"page": page}


def _save(learner: TestClient, form: dict[str, str], text: str, act: str = "draft", item: str = ITEM) -> int:
    data = form | {"answer": text}
    return learner.post(f"/study/items/{item}/{act}", data=data, headers=HTMX).status_code


def _kept(database: Database) -> list[object]:
    with database.read() as session:
        return [draft.raw for draft in session.scalars(select(Draft))]


def test_an_old_tab_does_not_overwrite_what_was_typed_elsewhere(mina: TestClient, database: Database) -> None:
    first, second = _form(mina, "11.1"), _form(mina, "22.1")
    assert _save(mina, first, OLD) == 204
    assert _save(mina, second, NEW) == 412
    assert _kept(database) == [OLD]
    second = _form(mina, "22.2")
    assert _save(mina, second, NEW) == 204
    assert _save(mina, first, f"{OLD} 그리고") == 412
    assert _kept(database) == [NEW]


def test_who_has_read_the_newest_text_goes_on_with_it(mina: TestClient, database: Database) -> None:
    _save(mina, _form(mina, "11.1"), OLD)
    elsewhere = _form(mina, "22.1")
    assert [_save(mina, elsewhere, text) for text in (NEW, f"{NEW} 더")] == [204, 204]
    assert _kept(database) == [f"{NEW} 더"]


def test_a_page_that_was_loaded_anew_goes_on_though_its_last_save_came_later(
    mina: TestClient, database: Database
) -> None:
    """What goes out when a page is left may arrive when the next one was made already."""
    before = _form(mina, "11.9")
    _save(mina, before, OLD)
    after = _form(mina, "11.10")
    assert _save(mina, before, f"{OLD} 마지막") == 204
    assert _save(mina, after, NEW) == 204
    assert _kept(database) == [NEW]


def test_an_earlier_page_of_a_tab_that_comes_back_as_it_was_is_an_old_tab(mina: TestClient) -> None:
    """As browsers keep pages for their back button."""
    before = _form(mina, "11.9")
    _save(mina, before, OLD)
    _save(mina, _form(mina, "11.10"), NEW)
    assert _save(mina, before, OLD) == 412


def test_nothing_is_there_to_be_lost_where_the_boxes_are_empty(mina: TestClient, database: Database) -> None:
    first, second = _form(mina, "11.1"), _form(mina, "22.1")
    assert [_save(mina, first, " "), _save(mina, second, NEW)] == [204, 204]
    assert _kept(database) == [NEW]


def test_a_page_from_before_the_server_was_renewed_saves_too_unless_something_newer_stands_there(
    mina: TestClient, database: Database
) -> None:
    """It names neither itself nor what it showed; so does a program."""
    assert [send(mina, ITEM, text, act="draft").status_code for text in (OLD, NEW)] == [204, 204]
    assert _save(mina, _form(mina, "11.1"), f"{NEW} 더") == 204
    assert send(mina, ITEM, OLD, act="draft").status_code == 412
    assert _kept(database) == [f"{NEW} 더"]


def test_what_is_sent_counts_whatever_stands_elsewhere(mina: TestClient, database: Database) -> None:
    first, second = _form(mina, "11.1"), _form(mina, "22.1")
    _save(mina, second, NEW)
    assert _save(mina, first, "1", "answer") == 200
    assert [row.raw for row in responses(database)] == ["1"]
    assert _kept(database) == []


def test_what_cannot_be_read_as_an_answer_is_kept_when_sent(mina: TestClient, database: Database) -> None:
    first, second = _form(mina, "11.1"), _form(mina, "22.1")
    _save(mina, second, NEW)
    assert _save(mina, first, "아주 많이", "answer") == 422
    assert _save(mina, first, OLD) == 204
    assert _save(mina, second, NEW) == 412
    assert _kept(database) == [OLD]


def test_a_retry_after_a_hint_is_kept_and_protected_like_a_first_answer(mina: TestClient, database: Database) -> None:
    item = "mini-ox-01"
    before = _form(mina, "11.1", item)
    _save(mina, before, "X", item=item)
    _save(mina, before, "X", "answer", item)
    assert state(mina.get(PAGE).text, item) == "near"
    retry, elsewhere = _form(mina, "11.1", item), _form(mina, "22.1", item)
    assert _save(mina, before, "X", item=item) == 204  # a save that was under way when the answer was sent
    assert _save(mina, retry, "O", item=item) == 204
    assert _save(mina, elsewhere, "X", item=item) == 412
    assert _kept(database) == ["O"]


def test_the_next_showing_begins_with_no_ones_text(mina: TestClient, database: Database) -> None:
    first = _form(mina, "11.1")
    assert [_save(mina, first, "1", "answer"), _save(mina, first, "", "again")] == [200, 200]
    assert _save(mina, _form(mina, "22.1"), NEW) == 204
    assert _kept(database) == [NEW]


def test_a_page_has_a_name_of_the_usual_form(mina: TestClient) -> None:
    form = _form(mina, "11.1")
    for page in ("11", "11.x", "\u0661.1", "1" * 40 + ".1", "11.1\0"):
        assert _save(mina, form | {"page": page}, NEW) == 422
