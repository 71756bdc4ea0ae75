"""Bars of the likeliest tokens: what they say, and how tokens are written."""

from __future__ import annotations

import pytest

from app.lab.inside.likely import columns, label, percent
from app.lab.variants import Candidate
from models.protocol import Likely, Peek, Peeked, Piece
from tests.lab.pretend import peeked

BASE, LORA = Candidate("base", "바탕 모델", "base"), Candidate("x", "LoRA (r=8)", "lora")


def told(**asked: float) -> Peeked:
    found = peeked(Peek(prompt="이", caller="mina", **asked))
    assert isinstance(found, Peeked)
    return found


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.5, "50.0%"), (0.0475, "4.75%"), (1.0, "100%"), (0.0, "0%"), (0.00001, "0.01% 미만"), (-1e-17, "0%")],
)
def test_a_share_is_told_with_digits_that_say_something(share: float, words: str) -> None:
    assert percent(share) == words


@pytest.mark.parametrize(
    ("piece", "words"),
    [
        (Piece(text=" 정말\n"), ("␣정말↵", "")),
        (Piece(text="</s>", form="mark"), ("</s>", "글의 끝")),
        (Piece(text="<unk>", form="mark"), ("<unk>", "표시 토큰")),
        (Piece(text="20 EA B8", form="bytes", note=" 긍"), ("␣긍", "앞부분 20 EA B8")),
        (Piece(text="EC B4", form="bytes"), ("EC B4", "글자의 앞부분")),
        (Piece(text="뷁", form="part", note="2/3"), ("뷁", "조각 2/3")),
    ],
)
def test_a_token_is_written_so_that_it_can_be_seen(piece: Piece, words: tuple[str, str]) -> None:
    assert label(piece) == words


def test_both_models_share_one_scale_and_what_the_base_did_not_have_is_marked() -> None:
    raw = Peeked(
        tokens=[Likely(piece=Piece(text="가"), raw=0.4, drawn=0.8), Likely(piece=Piece(text="나"), raw=0.2, drawn=0.0)],
        cut=0.25,
        left=3,
        entropy=2.0,
        entropy_drawn=1.5,
        vocabulary=100,
    )
    other = raw.model_copy(update={"tokens": [Likely(piece=Piece(text="다"), raw=0.1, drawn=0.2)]})
    base, tuned = columns((raw, other), (BASE, LORA))
    assert [(bar.raw_width, bar.drawn_width, bar.cut, bar.new) for bar in base.bars] == [
        (50, 100, False, False),
        (25, 0, True, False),
    ]
    assert [(bar.raw_width, bar.drawn_width, bar.new) for bar in tuned.bars] == [(12.5, 25, True)]
    assert (base.rest, base.rest_drawn, base.cut, base.left) == ("40.0%", "20.0%", "25.0%", 3)
    assert (tuned.colour, tuned.title) == ("lora", "LoRA (r=8)")


def test_what_greedy_choice_leaves_is_one_token() -> None:
    base, _ = columns((told(temperature=0), told(temperature=0)), (BASE, LORA))
    assert (base.left, base.bars[0].drawn, [bar.cut for bar in base.bars[1:]]) == (1, "100%", [True] * 9)
