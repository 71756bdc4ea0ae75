"""Tokens as they can be shown: whole, in parts of a character, as bytes, as marks."""

from __future__ import annotations

from models.base import Base
from models.protocol import Piece
from models.serving.pieces import pieces
from tests.models import alone
from tests.models.tiny import END, tokenizer

BASE: Base = alone.base("opt")


def test_whole_tokens_say_what_they_are_with_their_space() -> None:
    ids = BASE.encode("이 영화는 정말")
    shown = pieces(BASE, ids)
    assert shown[0] == Piece(text="<s>", form="mark")
    assert "".join(one.text for one in shown[1:]) == "이 영화는 정말"
    assert {one.form for one in shown[1:]} == {"text"}


def test_a_character_of_several_tokens_is_named_in_each() -> None:
    ids = tokenizer().encode("뷁", add_special_tokens=False)
    assert len(ids) == 3
    assert pieces(BASE, [*ids, END]) == [
        *(Piece(text="뷁", form="part", note=f"{place}/3") for place in (1, 2, 3)),
        Piece(text="</s>", form="mark"),
    ]


def test_what_waits_for_its_rest_is_told_as_bytes() -> None:
    first = tokenizer().encode("뷁", add_special_tokens=False)[0]
    assert pieces(BASE, [first]) == [Piece(text="EB", form="bytes")]
    assert pieces(BASE, [first, END])[0] == Piece(text="EB", form="bytes")


def test_the_pieces_of_a_character_stand_between_whole_ones() -> None:
    ids = tokenizer().encode("이 뷁 영화", add_special_tokens=False)
    shown = pieces(BASE, ids)
    assert len(shown) == len(ids)
    assert next(one.text for one in shown if one.form == "text") == "이"
    assert sum(one.form == "part" for one in shown) == 3


class Bytes:
    """A tokenizer that writes spaces and single bytes as SentencePiece does."""

    all_special_ids = (0,)
    names = ("<s>", "▁the", "<0xEB>", "<0xB7>", "<0x81>")

    def convert_ids_to_tokens(self, token: int) -> str:
        return self.names[token]


class Foreign:
    tokenizer = Bytes()

    def decode(self, ids: list[int]) -> str:
        return ""


def test_other_vocabularies_are_read_too() -> None:
    assert pieces(Foreign(), [0, 1, 2, 3, 4]) == [
        Piece(text="<s>", form="mark"),
        Piece(text=" the"),
        *(Piece(text="뷁", form="part", note=f"{place}/3") for place in (1, 2, 3)),
    ]
