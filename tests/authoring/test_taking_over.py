"""Only what an edit changes is read and judged again; what it breaks elsewhere is found all the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from app import course
from app.authoring import staging
from app.authoring.published import Author, Published, RejectedError
from app.bank import loading
from app.bank.checking import answers
from app.bank.problems import Problem
from app.bank.question import Dealt, Question
from app.proofreading import proofread
from app.settings import Settings
from tests.conftest import CONTENT

QUIZ, NEXT = "mini/quiz.yaml", "next/lecture.md"
LECTURE = """\
---
title: 다음 단원
order: 2
summary: 앞 단원 위에 섭니다.
after: [mini]
prerequisites: []
objectives: [어댑터를 다시 말한다]
pretest: [mini-ox-02, next-ox-01]
---

## 다시 {#again}

[어댑터](/glossary#adapter)를 다시 봅니다. [@book2020 §3]

:::question mini-short-01
:::

:::summary
요약입니다.
:::
"""
ITEM = """\
unit: next
items:
- id: next-ox-01
  kind: ox
  concept: again
  difficulty: 1
  prompt: 어댑터는 층 안에 있다.
  answer: O
  explanation: 그렇습니다.
  sources: [{ref: book2020, locus: "§1"}]
"""
# what is edited, what stood there, what stands there now -> where it breaks, and how
BREAKS = {
    "a concept that another unit's lecture asks already": (
        QUIZ,
        "concept: frozen",
        "concept: again",
        NEXT,
        "same-concept",
    ),
    "an item that another unit's lecture asks": (QUIZ, "- id: mini-ox-02", "- id: mini-ox-77", NEXT, "unknown-item"),
    "an id of another unit": (QUIZ, "- id: mini-ox-03", "- id: next-ox-01", "next/quiz.yaml", "duplicate-id"),
    "a circle": ("mini/lecture.md", "after: []", "after: [next]", NEXT, "after-circle"),
    "the order": ("mini/lecture.md", "order: 1", "order: 7", NEXT, "after-order"),
    "a source": ("references.yaml", "book2020", "book2021", NEXT, "unknown-reference"),
    "a term": ("terms.yaml", "id: adapter", "id: module", NEXT, "unknown-term"),
    "a listed id": ("ids.txt", "next-ox-01", "next-ox-01\nnext-ox-02", "ids.txt", "id-vanished"),
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folder = tmp_path / "course"
    shutil.copytree(CONTENT, folder)
    (folder / "next").mkdir()
    (folder / NEXT).write_text(LECTURE, encoding="utf-8")
    (folder / "next/quiz.yaml").write_text(ITEM, encoding="utf-8")
    named = sorted(loading.read(folder).readable.items)
    (folder / "ids.txt").write_text("\n".join(named) + "\n", encoding="utf-8")
    return Settings(data=tmp_path / "data", content=folder)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The items whose keys are tried, which is what takes the time."""
    found: list[str] = []
    deals = answers.deals

    def told(item: Question) -> Iterator[Dealt]:
        found.append(item.id)
        return deals(item)

    monkeypatch.setattr(answers, "deals", told)
    return found


@pytest.fixture
def published(app: FastAPI) -> Published:
    found: Published = app.state.published
    return found


def _said(problems: tuple[Problem, ...] | list[Problem]) -> set[tuple[str, str, str]]:
    return {(Path(each.file).name, each.code, each.message) for each in problems}


def _whole(published: Published, edits: staging.Edits) -> set[tuple[str, str, str]]:
    """As `seodang check` would tell it."""
    with staging.staged(published.folder, edits) as copy:
        return _said([staging.below(each, copy) for each in proofread(loading.read(copy))])


@pytest.mark.parametrize("name", BREAKS)
def test_what_an_edit_breaks_in_another_file_is_refused(published: Published, name: str) -> None:
    path, old, new, where, code = BREAKS[name]
    text = published.text(path)
    assert old in text
    edits = {path: text.replace(old, new)}
    told = published.check(edits)
    assert (where, code) in {(each.file, each.code) for each in told}
    usual = _whole(published, {})
    assert _whole(published, edits) - usual <= _said(told) <= _whole(published, edits)
    with pytest.raises(RejectedError):
        published.publish(edits, author=Author(None, "Kim"), reason="x", based_on={})


def test_only_the_item_that_was_edited_is_judged_again(published: Published, judged: list[str]) -> None:
    published.check({QUIZ: published.text(QUIZ).replace("비밀 해설 둘.", "새 해설.")})
    assert judged == ["mini-ox-02"]
    judged.clear()
    published.check({NEXT: LECTURE.replace("다시 봅니다", "새로 봅니다")})
    assert judged == []


def test_every_key_is_judged_again_by_another_vocabulary(published: Published, judged: list[str]) -> None:
    published.check({"terms.yaml": published.text("terms.yaml").replace("en: adapter", "en: adaptor")})
    assert set(judged) == set(published.course.questions)


@pytest.mark.parametrize(("old", "new"), [("작은 모듈", "작은 부품"), ("units: [mini]", "units: [mini, next]")])
def test_what_no_grader_reads_of_a_term_has_no_key_judged_again(
    published: Published, judged: list[str], old: str, new: str
) -> None:
    text = published.text("terms.yaml")
    assert old in text
    assert published.check({"terms.yaml": text.replace(old, new)}) == published.check({})
    assert judged == []


def test_a_file_that_is_broken_on_disk_is_judged_though_an_older_one_is_served(published: Published) -> None:
    place = published.folder / "next/quiz.yaml"
    place.write_text(ITEM.replace("answer: O", "answer: ["), encoding="utf-8")
    published.refresh()
    told = published.check({QUIZ: published.text(QUIZ).replace("비밀 해설 둘.", "새 해설.")})
    assert "next/quiz.yaml" in {each.file for each in told}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (QUIZ, "비밀 해설 둘.", "새 해설."),
        (QUIZ, "vary: {d: [512", "vary: {d: [512.0"),
        (NEXT, "다시 봅니다", "새로 봅니다"),
        (NEXT, "order: 2", "order: 5"),
        ("references.yaml", "A Small Book, 2020", "A Small Book, 2nd edition, 2020"),
        ("terms.yaml", "id: adapter", "id: adapter # kept"),
    ],
)
def test_what_is_served_is_what_the_files_say(
    app: FastAPI, published: Published, path: str, old: str, new: str
) -> None:
    place = published.folder / path
    text = place.read_text(encoding="utf-8")
    assert old in text
    place.write_text(text.replace(old, new), encoding="utf-8")
    published.refresh()
    served, fresh = app.state.course, course.load(published.folder)
    assert published.problems == ()
    assert list(served.lectures.items()) == list(fresh.lectures.items())
    assert {name: item.model_dump_json() for name, item in served.questions.items()} == {
        name: item.model_dump_json() for name, item in fresh.questions.items()
    }
    assert dict(served.bank.references) == dict(fresh.bank.references)
    assert served.bank.terms.items == fresh.bank.terms.items
    assert served.proofs == fresh.proofs


def test_a_unit_that_is_taken_away_is_gone(app: FastAPI, published: Published) -> None:
    shutil.rmtree(published.folder / "next")
    published.refresh()
    assert set(app.state.course.lectures) == set(app.state.course.bank.units) == {"mini"}
