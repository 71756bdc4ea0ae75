"""What an item computes and what it corrects: boxes of their own, and what can be said without running anything."""

from __future__ import annotations

import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

from app import course
from app.authoring import items
from app.authoring.editing import computing, forms
from app.content import QUIZZES
from models.checks.written import described
from tests.authoring.editing.acting import boxes
from tests.authoring.editing.test_forms import shown
from tests.conftest import HTMX

ITEM = "/authoring/items/mini-ox-02"
CHECKED = """\
id: mini-short-07
kind: short
check: {run: products.order_of_the_product, answers: {BAx: BAx, ABx: ABx}}  # by running
"""


def _written(text: str, **told: str) -> str:
    boxes_of = shown(text)
    return forms.applied(text, {**boxes_of, **{name.replace("__", "."): [value] for name, value in told.items()}})


def test_the_boxes_of_a_computation_write_what_stands_there() -> None:
    assert shown(CHECKED)["check.answers"] == ["BAx: BAx\nABx: ABx"]
    text = _written(CHECKED, check__answers="BAx: BAx\n2: [가]\ntrue: 가 | 나")
    assert "answers: {BAx: BAx, 2: '[가]', true: [가, 나]}" in text
    assert "# by running" in text
    assert items.parsed(_written(CHECKED, check__answers=""))["check"] == "products.order_of_the_product"
    assert "check" not in items.parsed(_written(CHECKED, check__answers="", check__run=""))


@pytest.mark.parametrize("written", ["counting.layer_norms", "{run: counting.layer_norms}"])
def test_a_name_alone_gets_its_answers(written: str) -> None:
    text = f"id: mini-ox-07\nkind: ox\ncheck: {written}\n"
    assert forms.applied(text, shown(text)) == text
    assert items.parsed(_written(text, check__answers="true: X\nfalse: O"))["check"] == {
        "run": "counting.layer_norms",
        "answers": {True: "X", False: "O"},
    }


def test_an_erratum_is_written_from_its_boxes_and_taken_away_with_them() -> None:
    bare = "id: mini-ox-07\nkind: ox\nexplanation: 그렇습니다.\ndemo: layer-norm\n"
    told = {"date": "2026-11-21", "before": "예전 주장", "after": "맞는 것", "reason": "한 줄\n두 줄"}
    told |= {"sources": "book2020, §2\nbook2020, Table 1, 2"}
    text = _written(bare, **{f"correction__{name}": value for name, value in told.items()})
    assert text.index("explanation") < text.index("correction") < text.index("demo")
    assert "date: 2026-11-21\n" in text
    found = items.parsed(text)["correction"]
    assert found["sources"] == [{"ref": "book2020", "locus": "§2"}, {"ref": "book2020", "locus": "Table 1, 2"}]
    assert shown(text)["correction.sources"] == [told["sources"]]
    assert forms.applied(text, shown(text)) == text
    assert _written(text, **{f"correction__{name}": "" for name in told}) == bare


def test_a_day_that_is_none_stays_for_the_checks_to_tell(kim: TestClient) -> None:
    form = boxes(kim.get(ITEM).text)
    form |= {"correction.date": ["어제"], "correction.before": ["ㄱ"], "reason": ["x"]}
    refused = kim.post(ITEM, data=form)
    assert refused.status_code == 422
    assert 'href="#f-correction"' in refused.text
    again = boxes(refused.text)
    assert (again["correction.date"], again["correction.before"]) == (["어제"], ["ㄱ"])


def test_a_corrected_item_is_public_once_it_is_saved(kim: TestClient) -> None:
    form = boxes(kim.get(ITEM).text)
    form |= {"correction.date": ["2026-11-21"], "correction.before": ["학습한다고 했습니다."], "reason": ["x"]}
    form |= {"correction.after": ["고정합니다."], "correction.reason": ["책"], "correction.sources": ["book2020, §2"]}
    assert kim.post(ITEM, data=form).status_code == 303
    assert "학습한다고 했습니다." in kim.get("/errata").text


def test_names_are_offered_while_typing(kim: TestClient) -> None:
    page = kim.get(ITEM).text
    assert '<option value="counting.layer_norms" label="' in page
    assert '<option value="book2020" label="A Small Book, 2020">' in page
    assert '<option value="frozen">' in page


def test_what_is_read_of_the_checks_is_what_they_declare() -> None:
    """In a process of its own: importing them all imports torch."""
    code = """
from models import checks
from models.checks.check import CHECKS
from models.checks.written import described
checks.names()
assert {name: one.proves for name, one in CHECKS.items()} == dict(described())
"""
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _look(kim: TestClient, check: str) -> str:
    form = boxes(kim.get(f"{ITEM}?mode=raw").text)
    form["text"] = [form["base"][0] + f"check: {check}\n"]
    return kim.post(f"{ITEM}/look", data=form, headers=HTMX).text


def test_it_is_told_which_outcome_would_establish_the_key(kim: TestClient) -> None:
    told = _look(kim, "embedding.products_of_two_words_are_zero")
    assert "<q>false</q>라는 결과가 나오면 이 정답이 확인됩니다" in told
    assert "seodang verify --write" in told
    assert described()["embedding.products_of_two_words_are_zero"] in told
    told = _look(kim, "{run: embedding.products_of_two_words_are_zero, answers: {yes: X, no: X}}")
    assert "어떤 결과가 나와도 이 정답은 확인되지 않습니다" in told
    assert "없습니다. ‘embedding.products_of_two_words_are_zero’을" in _look(
        kim, "embedding.products_of_two_words_are_zer"
    )


def test_every_key_of_the_course_has_an_outcome_that_establishes_it() -> None:
    """And a record that is of this very text is told."""
    found = course.load(QUIZZES)
    checked = [item for item in found.questions.values() if item.check]
    told = [computing.of(found, item) for item in checked]
    assert [
        item.id for item, one in zip(checked, told, strict=True) if not (one and (one.counts or one.outcomes))
    ] == []
    assert {item.id for item, one in zip(checked, told, strict=True) if one and one.proved} == set(found.proofs)
