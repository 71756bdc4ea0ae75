"""The files that all units share are edited as everything else is: checked, kept, published, merged, taken back."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.published import Published
from tests.authoring.editing.acting import boxes, edited, save
from tests.conftest import HTMX

TERMS, SOURCES = "/authoring/shared/terms", "/authoring/shared/references"
OLD = "층 안에 끼워 넣는 작은 모듈"


@pytest.mark.parametrize(
    ("address", "file", "old", "new"),
    [(TERMS, "terms.yaml", OLD, "층 사이의 모듈"), (SOURCES, "references.yaml", "Book, 2020", "Book, 2021")],
)
def test_a_saved_text_is_in_service_with_author_and_reason(
    kim: TestClient, published: Published, address: str, file: str, old: str, new: str
) -> None:
    before = published.text(file)
    done = save(kim, address, old, new, "판이 새로 나와서")
    assert done.status_code == 303
    assert "지금부터 학습자에게" in kim.get(done.headers["location"]).text
    assert published.text(file) == before.replace(old, new)
    latest = published.history(file)[0]
    assert (latest.author, latest.reason) == ("Kim", "판이 새로 나와서")


def test_what_students_read_changes_at_once(kim: TestClient, mina: TestClient) -> None:
    save(kim, TERMS, OLD, "층 사이의 모듈")
    assert "층 사이의 모듈" in mina.get("/glossary").text


def test_mistakes_are_told_while_typing_with_their_place_and_the_draft_is_kept(kim: TestClient) -> None:
    wrong = edited(kim, TERMS, "units: [mini]", "confused_with: [nobody]\n  units: [mini]")
    seen = kim.post(f"{TERMS}/look", data=wrong, headers=HTMX).text
    assert "6째 줄 19째 칸" in seen
    assert "nobody" in seen
    assert "초안을 저장했습니다" in seen
    assert "nobody" in boxes(kim.get(TERMS).text)["text"][0]
    assert 'href="/authoring/shared/terms"' in kim.get("/authoring").text
    assert kim.post(f"{TERMS}/drop").headers["location"] == TERMS
    assert "nobody" not in kim.get(TERMS).text


def test_a_text_that_is_no_yaml_is_told_and_kept(kim: TestClient, app: FastAPI) -> None:
    terms = app.state.course.bank.terms
    refused = save(kim, TERMS, "terms:", "terms: [")
    assert refused.status_code == 422
    assert "째 줄" in refused.text
    assert "terms: [" in refused.text
    assert "아직 보여 줄 수 없습니다" in refused.text
    assert app.state.course.bank.terms is terms


def test_a_source_that_an_item_cites_cannot_be_renamed_and_that_is_told_while_typing(kim: TestClient) -> None:
    form = edited(kim, SOURCES, "book2020", "book2021")
    seen = kim.post(f"{SOURCES}/look", data=form, headers=HTMX).text
    assert "mini/quiz.yaml" in seen
    assert "‘book2020’" in seen
    assert "지워지는 것: <code>book2020</code>" in seen
    assert kim.post(SOURCES, data=form).status_code == 422


def test_only_entries_that_change_are_shown_as_students_will_read_them(kim: TestClient) -> None:
    assert 'class="term"' not in kim.get(TERMS).text
    seen = kim.post(f"{TERMS}/look", data=edited(kim, TERMS, OLD, "아주 **작은** 모듈"), headers=HTMX).text
    assert seen.count('class="term"') == 1
    assert "<strong>작은</strong>" in seen


def test_two_who_edit_at_once_are_shown_a_merge(kim: TestClient, lee: TestClient, published: Published) -> None:
    mine = edited(kim, TERMS, OLD, "김의 뜻")
    assert save(lee, TERMS, "terms:", "# 이의 주석\nterms:", "주석").status_code == 303
    told = kim.post(TERMS, data=mine)
    assert told.status_code == 409
    assert "Lee" in told.text
    assert kim.post(TERMS, data=boxes(told.text)).status_code == 303
    assert "# 이의 주석" in published.text("terms.yaml")
    assert "김의 뜻" in published.text("terms.yaml")


def test_a_version_is_shown_and_comes_back(kim: TestClient, published: Published) -> None:
    history = "/authoring/history/references.yaml"
    save(kim, SOURCES, "Book, 2020", "Book, 2021", "새 판")
    first = published.history("references.yaml")[-1].commit
    assert f'href="{history}?version=' in kim.get("/authoring").text
    assert "<ins>    cite: A Small Book, 2021</ins>" in kim.get(
        f"{history}?version={published.history('references.yaml')[0].commit}"
    ).text.replace("&nbsp;", " ")
    done = kim.post(history, data={"version": first, "reason": "처음이 맞음"})
    assert done.headers["location"].startswith(SOURCES)
    assert "Book, 2020" in published.text("references.yaml")


def test_there_is_no_other_shared_file(kim: TestClient) -> None:
    for name in ("ids", "verified", "mini", "..%2Fids"):
        assert kim.get(f"/authoring/shared/{name}").status_code == 404
        assert kim.post(f"/authoring/shared/{name}/new", data={}).status_code == 404
