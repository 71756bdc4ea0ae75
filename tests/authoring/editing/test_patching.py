"""One field of an item's text, found and written where it stands."""

from __future__ import annotations

import pytest

from app.authoring.editing import patching


@pytest.mark.parametrize("text", ["id: a\n? [x]\n: y\n", "? {a: b}\n: y\n", "- a\n", "id: [", "{}\n"])
def test_a_text_that_is_no_item_has_no_fields(text: str) -> None:
    assert patching.field_at(text, 2) == ""


def test_a_line_belongs_to_the_field_above_it() -> None:
    text = "id: a\nprompt: |\n  하나\n  둘\n\n# why\nanswer: O\n"
    assert [patching.field_at(text, line) for line in (1, 3, 4, 7)] == ["id", "prompt", "prompt", "answer"]
