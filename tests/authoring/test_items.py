"""Items as text: what is not touched stays byte for byte."""

from __future__ import annotations

import time

import pytest
from ruamel.yaml import YAML

from app.authoring import items
from app.authoring.items import ItemError
from app.content import QUIZZES

UNIT = """\
# who wrote this
unit: mini
items:
- id: mini-ox-01   # the first
  kind: ox
  answer: O
  explanation: |
    둘째 줄이

    비어 있습니다.

# about the second
- id: mini-ox-02
  answer: no

# the end
"""


def test_an_item_is_read_out_and_put_back_byte_for_byte() -> None:
    for item in ("mini-ox-01", "mini-ox-02"):
        assert items.replace_item(UNIT, item, items.item_text(UNIT, item)) == UNIT


@pytest.mark.parametrize("unit", sorted(path.parent.name for path in QUIZZES.glob("*/quiz.yaml")))
def test_so_it_is_with_every_unit_of_the_course(unit: str) -> None:
    text = (QUIZZES / unit / "quiz.yaml").read_text(encoding="utf-8")
    for item in items.ids(text)[::7]:
        assert items.replace_item(text, item, items.item_text(text, item)) == text


def test_only_the_lines_of_the_item_change() -> None:
    changed = items.replace_item(UNIT, "mini-ox-01", "id: mini-ox-01\nanswer: X  # mended\n")
    assert "answer: X  # mended" in changed
    assert "둘째" not in changed
    assert changed.startswith("# who wrote this\nunit: mini\n")
    assert changed.endswith("\n\n# about the second\n- id: mini-ox-02\n  answer: no\n\n# the end\n")


def test_an_item_is_appended_and_taken_away() -> None:
    more = items.append_item(UNIT, "id: mini-ox-03\nanswer: O\n")
    assert items.ids(more) == ["mini-ox-01", "mini-ox-02", "mini-ox-03"]
    assert items.ids(items.remove_item(more, "mini-ox-02")) == ["mini-ox-01", "mini-ox-03"]


@pytest.mark.parametrize("text", ["- a\n- b\n", "id: [", "just words", "a: 1\n b: 2\n"])
def test_what_is_no_item_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ItemError) as error:
        items.replace_item(UNIT, "mini-ox-01", text)
    assert str(error.value)


def test_brackets_without_end_are_refused_at_once() -> None:
    """The reader that keeps comments took seconds, and more for each bracket."""
    began = time.process_time()
    with pytest.raises(ItemError, match="1째 줄 43째 칸") as error:
        items.parsed("a: " + "[" * 3000)
    assert "겹침" in str(error.value)
    assert time.process_time() - began < 1


def test_an_item_that_is_not_there_is_told() -> None:
    with pytest.raises(ItemError, match="mini-ox-09"):
        items.item_text(UNIT, "mini-ox-09")
    with pytest.raises(ItemError, match="items"):
        items.item_text("unit: mini\n", "mini-ox-01")


def test_what_a_form_holds_is_written_so_that_both_readers_read_the_same() -> None:
    fields = {"id": "mini-ox-03", "prompt": "첫 줄\n둘째: 줄", "answer": "O", "accept": ["no", "1", "on: off"]}
    text = items.dumped(fields)
    assert "%YAML" not in text
    assert dict(items.parsed(text)) == fields
    plain = YAML(typ="safe")
    assert plain.load(text) == fields


def test_what_is_said_above_an_item_stands_above_its_dash() -> None:
    changed = items.replace_item(UNIT, "mini-ox-02", "# new\n\nid: mini-ox-02\nanswer: no\n")
    assert "# about the second\n# new\n\n- id: mini-ox-02\n" in changed
    assert items.item_text(changed, "mini-ox-02") == "id: mini-ox-02\nanswer: no\n"
