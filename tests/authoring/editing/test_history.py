"""What was changed: over the course, of a file, of one item; and the way back."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.authoring.editing import merging
from app.authoring.git import Repository
from app.authoring.published import Published
from tests.authoring.editing.acting import ITEM, OLD, save

FILE = "/authoring/history/mini/quiz.yaml"
OF_ITEM = f"{FILE}?item=mini-ox-02"


def test_before_the_first_edit_there_is_no_history(kim: TestClient) -> None:
    assert "아직 고친 적이 없습니다" in kim.get(OF_ITEM).text
    assert "아직 고친 것이 없습니다" in kim.get("/authoring").text


def test_a_commit_of_somebody_elses_git_does_not_break_the_overview(kim: TestClient, published: Published) -> None:
    save(kim, ITEM, OLD, "새 해설.")
    quiz = published.folder / "mini" / "quiz.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8") + "# 끝\n", encoding="utf-8")
    words = ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-am", "하나\x01둘\n\n\x01")
    Repository(published.folder).run(*words)
    assert "하나" in kim.get("/authoring").text


def test_versions_of_an_item_are_those_in_which_it_changed(kim: TestClient, published: Published) -> None:
    save(kim, ITEM, OLD, "새 해설.", "첫 고침")
    save(kim, "/authoring/items/mini-ox-03", "비밀 해설 셋.", "다른 것.", "다른 문항")
    told = kim.get(OF_ITEM).text
    assert "첫 고침" in told
    assert "다른 문항" not in told
    assert "다른 문항" in kim.get(FILE).text
    assert "다른 문항" in kim.get("/authoring").text
    latest = published.history("mini/quiz.yaml")[1]
    shown = kim.get(f"{OF_ITEM}&version={latest.commit}").text
    assert f"<del>explanation: {OLD}</del>" in shown
    assert "<ins>explanation: 새 해설.</ins>" in shown
    assert "다른 것." not in shown


def test_a_version_comes_back_as_a_new_one_with_a_reason(kim: TestClient, published: Published, app: FastAPI) -> None:
    save(kim, ITEM, OLD, "새 해설.")
    save(kim, "/authoring/items/mini-ox-03", "비밀 해설 셋.", "다른 것.")
    first = published.history("mini/quiz.yaml")[-1].commit
    form = {"version": first, "item": "mini-ox-02"}
    refused = kim.post(FILE, data=form)
    assert refused.status_code == 422
    assert "왜 되돌리는지" in refused.text
    assert kim.post(FILE, data={**form, "reason": "처음이 나음"}).status_code == 303
    assert app.state.course.questions["mini-ox-02"].explanation == OLD
    assert app.state.course.questions["mini-ox-03"].explanation == "다른 것."
    assert published.history("mini/quiz.yaml")[0].reason == "처음이 나음"


@pytest.mark.parametrize(
    "address",
    [
        f"{OF_ITEM}&version=0000000000",
        f"{OF_ITEM}&version=--output=x",
        "/authoring/history/mini/../../etc/passwd",
        "/authoring/history/.git/config",
        "/authoring/history/mini/responses-measured.csv",
    ],
)
def test_nothing_but_versions_of_lessons_and_items_is_shown(kim: TestClient, address: str) -> None:
    assert kim.get(address).status_code == 404


def test_a_comparison_numbers_lines_on_both_sides() -> None:
    (group,) = merging.compare("a\nb\nc\n", "a\nB\nc\nd\n")
    assert [(line.sign, line.old, line.new, line.text) for line in group] == [
        (" ", 1, 1, "a"),
        ("−", 2, 0, "b"),
        ("+", 0, 2, "B"),
        (" ", 3, 3, "c"),
        ("+", 0, 4, "d"),
    ]
    assert merging.compare("a\n", "a\n") == ()


def test_lines_that_come_again_and_again_are_compared_nevertheless() -> None:
    old, new = "나\n가\n" * 3_000, "가\n나\n" * 3_000 + "다\n"
    assert any(line.text == "다" for group in merging.compare(old, new) for line in group)


def test_two_changes_are_one_text_unless_they_touch() -> None:
    base = "".join(f"{number}\n" for number in range(10))
    both = merging.merged(base, base.replace("1\n", "mine\n"), base.replace("8\n", "theirs\n"))
    assert both == base.replace("1\n", "mine\n").replace("8\n", "theirs\n")
    assert merging.merged(base, base.replace("1\n", "mine\n"), base.replace("1\n", "theirs\n")) is None
