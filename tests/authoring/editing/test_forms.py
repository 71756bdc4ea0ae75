"""Items as forms: what is not touched stays byte for byte, what is changed is written where it stood."""

from __future__ import annotations

import pytest

from app.authoring import items
from app.authoring.editing import fields, forms, starting
from app.authoring.editing.forms import Box, Form
from app.bank.kinds import KINDS
from app.content import QUIZZES

ITEM = """\
id: mini-choice-01   # the first
kind: choice
concept: name
difficulty: 2

# what is asked
prompt: >-
  층 안에 끼우는
  작은 모듈은?
options:
- {key: a, text: 어댑터, correct: true, why: 이유 하나}  # right
- {key: b, text: 토크나이저, why: 이유 둘}
# why so
explanation: |
  첫 줄

  둘째 줄
sources: [{ref: book2020, locus: "§1"}]
check: {run: counting.layers, answers: {a: a, b: b}}
"""


def sent(form: Form) -> dict[str, list[str]]:
    """What a browser sends of the form as it was shown."""
    told: dict[str, list[str]] = {}
    for box in form.boxes:
        for name, value in _values(box):
            told.setdefault(name, []).append(value)
    return told


def _values(box: Box) -> list[tuple[str, str]]:
    if box.locked:
        return []
    if not box.many:
        return [(box.field.name, box.value)]
    return [(f"{box.field.name}.{cell.field.name}", cell.value) for row in box.rows for cell in row]


def shown(text: str) -> dict[str, list[str]]:
    form = forms.form(text)
    assert form is not None
    return sent(form)


def test_every_kind_has_a_form() -> None:
    assert set(KINDS) == set(fields.KINDS)


@pytest.mark.parametrize("unit", sorted(path.parent.name for path in QUIZZES.glob("*/quiz.yaml")))
def test_a_form_that_nobody_touched_changes_no_letter_of_the_course(unit: str) -> None:
    whole = (QUIZZES / unit / "quiz.yaml").read_text(encoding="utf-8")
    for item in items.ids(whole)[::12]:
        text = items.item_text(whole, item)
        assert forms.applied(text, shown(text)) == text


def test_every_box_of_the_course_can_hold_what_is_written() -> None:
    whole = (QUIZZES / "peft" / "quiz.yaml").read_text(encoding="utf-8")
    found = [forms.form(items.item_text(whole, item)) for item in items.ids(whole)[::14]]
    assert [box.field.name for form in found if form for box in form.boxes if box.locked] == []


def test_only_the_field_that_changed_is_written_anew() -> None:
    boxes = shown(ITEM)
    boxes["difficulty"] = ["3"]
    assert forms.applied(ITEM, boxes) == ITEM.replace("difficulty: 2", "difficulty: 3")


def test_a_cell_of_a_table_changes_and_its_neighbours_and_comments_stay() -> None:
    boxes = shown(ITEM)
    boxes["options.why"][1] = "이유 둘을 고침"
    changed = forms.applied(ITEM, boxes)
    assert changed == ITEM.replace("이유 둘}", "이유 둘을 고침}")


def test_a_row_is_added_and_emptied_rows_go() -> None:
    boxes = shown(ITEM)
    for name, value in (("key", "c"), ("text", "데이터셋"), ("why", "이유 셋")):
        boxes[f"options.{name}"][2] = value
    more = forms.applied(ITEM, boxes)
    assert "- {key: c, text: 데이터셋, why: 이유 셋}\n" in more
    boxes = shown(more)
    for name in ("key", "text", "why"):
        boxes[f"options.{name}"][1] = ""
    fewer = forms.applied(more, boxes)
    assert [option["key"] for option in items.parsed(fewer)["options"]] == ["a", "c"]
    assert "# right" in fewer
    assert "# why so\nexplanation: |" in fewer


def test_a_field_comes_in_at_its_place_and_goes_out_when_emptied() -> None:
    boxes = shown(ITEM)
    boxes["near_misses.answers"][0], boxes["near_misses.feedback"][0] = "b\nc", "층 안을\n보십시오"
    more = forms.applied(ITEM, boxes)
    assert list(items.parsed(more)) == [
        *("id", "kind", "concept", "difficulty", "prompt", "options", "near_misses"),
        *("explanation", "sources", "check"),
    ]
    assert items.parsed(more)["near_misses"][0]["answers"] == ["b", "c"]
    boxes = shown(more)
    boxes["near_misses.answers"][0], boxes["near_misses.feedback"][0] = "", ""
    assert forms.applied(more, boxes) == ITEM


def test_long_texts_are_written_as_blocks() -> None:
    boxes = shown(ITEM)
    boxes["explanation"] = ["하나\r\n\r\n둘: 셋"]
    changed = forms.applied(ITEM, boxes)
    assert "explanation: |\n  하나\n\n  둘: 셋\nsources:" in changed


def test_what_the_form_does_not_show_is_named_and_kept() -> None:
    text = ITEM + "mood: {of: the author}\n"
    form = forms.form(text)
    assert form is not None
    assert form.rest == ("mood",)
    assert "mood: {of: the author}" in forms.applied(text, {"concept": ["other"]})


def test_a_phrase_that_holds_a_mark_of_the_form_is_left_to_the_text() -> None:
    text = "id: mini-short-01\nkind: short\nsays:\n- [[A & B], [C]]\n"
    form = forms.form(text)
    assert form is not None
    assert [box.field.name for box in form.boxes if box.locked] == ["says"]
    assert forms.applied(text, {"says": ["x"], "concept": ["c"]}).endswith("- [[A & B], [C]]\n")


def test_ways_of_saying_and_values_are_read_as_they_are_shown() -> None:
    text = "id: a-short-01\nkind: short\nsays:\n- [[추가한, 새로 넣은], [모듈]]\n"
    assert shown(text)["says"] == ["추가한 | 새로 넣은 & 모듈"]
    changed = forms.applied(text, {"says": ["하나 | 둘 & 셋\n넷"]})
    assert items.parsed(changed)["says"] == [[["하나", "둘"], ["셋"]], [["넷"]]]
    number = forms.applied("id: a-number-01\nkind: number\n", {"vary": ["d: 768, 1024\nr: 4"], "units": ["K: 1000"]})
    assert items.parsed(number)["vary"] == {"d": [768, 1024], "r": [4]}
    assert items.parsed(number)["units"] == {"K": 1000}


@pytest.mark.parametrize("text", ["id: [", "- a\n", "id: a-x-01\nkind: riddle\n"])
def test_what_has_no_form_is_edited_as_text(text: str) -> None:
    assert forms.form(text) is None


@pytest.mark.parametrize("kind", KINDS)
def test_every_box_of_a_new_item_can_be_filled_in(kind: str) -> None:
    form = forms.form(starting.item(f"mini-{kind}-01", kind))
    assert form is not None
    assert [box.field.name for box in form.boxes if box.locked] == []
