"""Whatever the text and the seed: no token is lost, what is read and what is written make the text again."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.masking import predicting, rewriting
from app.figures.masking.drawing import portion
from app.figures.masking.methods import METHODS
from app.figures.masking.pieces import Example, Strip

TOKENS = st.lists(st.text("가나다라abc.", min_size=1, max_size=4), min_size=4, max_size=60).map(tuple)
SEEDS = st.integers(0, 9999)
PAIR = ("one", "two", "three", "four", "five")
ALIGNED = (predicting.bert, predicting.roberta, predicting.spanbert)
NOISES = [method.make for method in METHODS.values() if method.slug.startswith("bart-")]

Tokens = tuple[str, ...]


def given_back(strip: Strip) -> Tokens:
    """A row whose places are the text's own, with its answers put in."""
    return tuple(piece.text if piece.answer is None else piece.answer for piece in strip.pieces)


@pytest.mark.parametrize("slug", METHODS)
@given(tokens=TOKENS, seed=SEEDS)
def test_the_same_seed_draws_the_same_example(slug: str, tokens: Tokens, seed: int) -> None:
    make = METHODS[slug].make
    assert make(tokens, PAIR, Random(seed)) == make(tokens, PAIR, Random(seed))


@pytest.mark.parametrize("slug", METHODS)
@given(tokens=TOKENS, seed=SEEDS)
def test_an_example_teaches_something_and_names_places_of_the_text(slug: str, tokens: Tokens, seed: int) -> None:
    example = METHODS[slug].make(tokens, PAIR, Random(seed))
    places = {piece.place for strip in example.strips for piece in strip.pieces if piece.place is not None}
    assert example.losses > 0
    assert places == set(range(max(len(tokens), len(PAIR) if slug == "xlm" else 0)))


@given(tokens=TOKENS, seed=SEEDS)
def test_masked_rows_with_their_answers_are_the_text_and_15_percent_of_it_is_chosen(tokens: Tokens, seed: int) -> None:
    for make in ALIGNED:
        for strip in make(tokens, (), Random(seed)).strips:
            assert given_back(strip) == tokens
            assert len(strip.answers) == portion(len(tokens), 15)
            assert all((piece.text == "[MASK]") == (piece.kind == "mask") for piece in strip.pieces)


@given(tokens=TOKENS, seed=SEEDS)
def test_either_side_of_a_pair_is_masked_and_counts_its_positions_from_0(tokens: Tokens, seed: int) -> None:
    example = predicting.tlm(tokens, PAIR, Random(seed))
    for strip, sentence in zip(example.strips, (tokens, PAIR), strict=True):
        assert given_back(strip) == sentence
        assert strip.answers
        assert [piece.below.split("·")[0] for piece in strip.pieces] == [str(n) for n in range(len(sentence))]


@given(tokens=TOKENS, seed=SEEDS)
def test_the_discriminator_answers_everywhere_and_calls_a_token_replaced_only_if_it_is(
    tokens: Tokens, seed: int
) -> None:
    generator, judge = predicting.electra(tokens, (), Random(seed)).strips
    assert given_back(generator) == tokens
    assert len(judge.answers) == len(tokens)
    for piece, token in zip(judge.pieces, tokens, strict=True):
        assert (piece.answer == "교체") == (piece.text != token)


@given(tokens=TOKENS, seed=SEEDS)
def test_a_prediction_sees_all_tokens_of_earlier_ranks_and_no_other(tokens: Tokens, seed: int) -> None:
    order, *views = predicting.xlnet(tokens, (), Random(seed)).strips
    ranks = [int(piece.below.removesuffix("번째")) for piece in order.pieces]
    assert sorted(ranks) == list(range(1, len(tokens) + 1))
    assert len(order.answers) == max(1, len(tokens) // 6)
    assert tuple(piece.text for piece in order.pieces) == tokens
    for view in views:
        (asked,) = view.answers
        assert asked.place is not None
        seen = {piece.place for piece in view.pieces if piece.kind == "kept"}
        assert seen == {place for place, rank in enumerate(ranks) if rank < ranks[asked.place]}


@given(tokens=TOKENS, seed=SEEDS)
def test_the_decoder_of_bart_writes_the_whole_text_whatever_the_noise(tokens: Tokens, seed: int) -> None:
    for make in NOISES:
        reads, writes = make(tokens, (), Random(seed)).strips
        assert tuple(piece.text for piece in writes.pieces) == given_back(writes) == tokens
        assert all(piece.place is None or piece.text in ("[MASK]", tokens[piece.place]) for piece in reads.pieces)


@given(tokens=TOKENS, seed=SEEDS)
def test_the_noises_leave_what_they_say(tokens: Tokens, seed: int) -> None:
    gone = portion(len(tokens), 30)
    left = {slug: reads(METHODS[f"bart-{slug}"].make(tokens, (), Random(seed))) for slug in ("masking", "deletion")}
    assert [len(left["masking"]), len(left["deletion"])] == [len(tokens), len(tokens) - gone]
    assert sum(text == "[MASK]" for text in left["masking"]) == gone
    infilled = rewriting.infilling(tokens, (), Random(seed))
    assert sum(text == "[MASK]" for text in reads(infilled)) == len(infilled.lengths)
    assert len(reads(infilled)) == len(tokens) - gone + len(infilled.lengths)


@given(tokens=TOKENS, seed=SEEDS)
def test_permuting_keeps_sentences_whole_and_rotating_keeps_the_circle(tokens: Tokens, seed: int) -> None:
    ended = (*tokens, "끝.")
    moved = reads(rewriting.sentence_permutation(ended, (), Random(seed)))
    assert sorted(sentences(moved)) == sorted(sentences(ended))
    turned = reads(rewriting.rotation(tokens, (), Random(seed)))
    assert turned in [tokens[start:] + tokens[:start] for start in range(len(tokens))]


@given(tokens=TOKENS, seed=SEEDS)
def test_mass_hides_one_half_from_the_encoder_and_the_rest_from_the_decoder(tokens: Tokens, seed: int) -> None:
    encoder, decoder = rewriting.mass(tokens, (), Random(seed)).strips
    chosen = [piece.place for piece in decoder.answers]
    assert len(chosen) == len(tokens) // 2
    assert chosen == list(range(chosen[0] or 0, (chosen[0] or 0) + len(chosen)))
    back = [write.answer or read.text for read, write in zip(encoder.pieces, decoder.pieces, strict=True)]
    assert tuple(back) == tokens
    shown = [piece.text for piece in decoder.pieces if piece.kind != "mask"]
    assert shown == [tokens[place] for place in chosen[:-1] if place is not None]


@given(tokens=TOKENS, seed=SEEDS)
def test_t5_s_target_put_at_its_sentinels_is_the_text(tokens: Tokens, seed: int) -> None:
    example = rewriting.t5(tokens, (), Random(seed))
    source, target = (list(strip.pieces) for strip in example.strips)
    spans: dict[str, list[str]] = {}
    for piece in target:
        if piece.kind == "sentinel":
            spans[piece.text] = []
        else:
            spans[list(spans)[-1]].append(piece.text)
    back = [text for piece in source for text in (spans[piece.text] if piece.kind == "sentinel" else [piece.text])]
    assert tuple(back) == tokens
    assert list(spans.values())[-1] == []
    assert all(not (one.kind == two.kind == "sentinel") for one, two in pairwise(source))
    assert sum(map(len, spans.values())) == portion(len(tokens), 15)


def reads(example: Example) -> Tokens:
    return tuple(piece.text for piece in example.strips[0].pieces)


def sentences(tokens: Tokens) -> list[str]:
    return " ".join(tokens).replace(". ", ".\n").split("\n")
