"""What a folder says of its variants; a card that cannot be read is left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.base import Base
from models.serving.cards import cards
from tests.models.serving.shelf import add

CARD = {"method": "lora", "config": {}, "task": "chat", "base": "1", "trained_as": "lora"}


@pytest.mark.parametrize(
    "told",
    [
        *("", "[]", "{}", "5", "null", "\xff", "[" * 100_000),
        *(json.dumps({**CARD, key: value}) for key in CARD for value in ([1], 5, "\ud800")),
        json.dumps({**CARD, "trained_as": {}}),
        json.dumps({**CARD, "method": "magic"}),
    ],
)
def test_a_folder_with_a_card_that_cannot_be_read_is_left_out(base: Base, tmp_path: Path, told: str) -> None:
    add(tmp_path, "lora", base.fingerprint)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "variant.json").write_text(told, encoding="latin-1")
    assert [card.name for card in cards([tmp_path])] == ["chat-lora"]


def test_a_card_names_the_method_whose_product_was_kept(base: Base, tmp_path: Path) -> None:
    add(tmp_path, "p_tuning", base.fingerprint)
    told: dict[str, Any] = json.loads((tmp_path / "chat-p_tuning" / "variant.json").read_text())
    card = next(cards([tmp_path]))
    assert (card.method, card.trained_as) == ("prompt", "p_tuning") == (told["method"], told["trained_as"])
