"""Texts that are no item, as they are typed on the way to one or pasted: told, kept, never a broken page."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.authoring.editing import subjects
from app.authoring.editing.subjects import Subject
from app.authoring.published import Published
from tests.authoring.editing.acting import ITEM, OLD, boxes

SUBJECT = Subject("mini", "mini-ox-02")
ODD = {
    "a date that is none": (OLD, "2026-99-99"),
    "an endless number": ("difficulty: 2", "difficulty: " + "9" * 5000),
    "nested without end": (OLD, "[" * 3000),
    "the end of a document": (OLD, f"{OLD}\n..."),
    "two documents": (OLD, f"{OLD}\n---\nid: b"),
    "the beginning of one": ("id: mini", "---\nid: mini"),
    "a directive": ("id: mini", "%YAML 1.1\n---\nid: mini"),
    "another entry": (OLD, f"{OLD}\n- id: mini-ox-77"),
    "a key of several": (OLD, f"{OLD}\n? [x]\n: y"),
    "nothing at all": ("", ""),
}


@pytest.mark.parametrize("mode", ["raw"])
def test_a_text_that_is_no_item_is_refused_with_what_to_mend(kim: TestClient, published: Published, mode: str) -> None:
    base = subjects.current(published, SUBJECT)
    for name, (old, new) in ODD.items():
        text = base.replace(old, new, 1) if old else "# 아직\n"
        form = {"text": text, "base": base, "mode": mode, "reason": "까닭", "prompt": "다시 묻는다."}
        assert kim.post(ITEM, data=form).status_code == 422, name
        assert kim.post(f"{ITEM}/look", data=form).status_code == 200, name
        sent = {"item": SUBJECT.item, "text": text, "base": base, "private": "1", "reason": "까닭"}
        assert kim.post("/authoring/regrades/new", data=sent).status_code == 422, name
    assert subjects.current(published, SUBJECT) == base


@pytest.mark.parametrize("sign", ["\u2028", "\ufeff"])
def test_signs_that_end_a_line_for_one_reader_alone_are_made_plain(
    kim: TestClient, published: Published, sign: str
) -> None:
    """Word processors and web pages put them in what is copied."""
    base = subjects.current(published, SUBJECT)
    form = {"text": sign + base.replace(OLD, f"새{sign}해설."), "base": base, "mode": "raw", "reason": "까닭"}
    form["text"] = form["text"].lstrip("\u2028")
    assert kim.post(ITEM, data=form).status_code == 303
    assert published.course.questions[SUBJECT.item].explanation == ("새해설." if sign == "\ufeff" else "새 해설.")


@pytest.mark.parametrize(
    ("address", "file", "old", "new", "more"),
    [
        ("/authoring/shared/terms", "terms.yaml", "terms:", "\ufeffterms:", "# 더"),
        (ITEM, "mini/quiz.yaml", OLD, "'비밀\u2028해설 둘.'", "# 더"),
        ("/authoring/lectures/mini", "mini/lecture.md", "요약입니다.", "요약\u2028입니다.", ""),
    ],
    ids=["terms", "item", "lecture"],
)
def test_a_file_that_holds_such_signs_is_edited_all_the_same(
    kim: TestClient, published: Published, address: str, file: str, old: str, new: str, more: str
) -> None:
    """Files made elsewhere do: no form sends them back, and nobody else has changed the text."""
    path = published.folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    published.refresh()
    assert published.problems == ()
    form = {name: values[0] for name, values in boxes(kim.get(f"{address}?mode=raw").text).items()}
    text = form["text"].rstrip("\n") + f"\n{more}\n"
    assert kim.post(address, data=form | {"text": text, "reason": "까닭"}).status_code == 303
