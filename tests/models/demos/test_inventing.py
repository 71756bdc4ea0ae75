"""Texts made for the browser: which may ship, that ours fit, and that the same weights write the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.base import load
from models.demos.consoling import exchanges
from models.demos.inspecting import Corpus, answer_ships, fit_answer, fit_review, shipped
from models.demos.inventing import ANSWERS, agreed, write_exchanges, written
from models.tasks import rows
from models.tasks.prompts import QUESTIONS
from models.texts.corpus import split_of
from models.texts.sources import CHAT
from tests.models.demos.small import GOOD, write_texts


@pytest.mark.parametrize(
    "text",
    [
        "짧다",
        "송강호 연기가 영화를 살렸다",
        "윤계성 연기 일 점도 아깝다",
        "소설만 봐서는\ufffd는데 지루하다",
        "씨발 정말 재미없는 영화였다",
        "야동보다 못한 영화였습니다",
    ],
)
def test_a_review_that_is_short_names_somebody_is_broken_or_unfit_does_not_ship(text: str) -> None:
    assert not fit_review(text)


def test_a_plain_review_ships_and_so_does_a_word_about_the_actors() -> None:
    assert fit_review("배우들의 연기가 좋았다")
    assert fit_review("이야기가 지루해서 중간에 나왔다")


def test_reviews_of_a_test_split_never_ship_and_those_to_validate_on_always_do() -> None:
    texts = [f"다시 봐도 좋은 영화 {number}" for number in range(2000)]
    found = shipped(texts, 5)
    assert [split_of(text) for text in found[:5]] == ["train"] * 5
    assert set(found[5:]) == {text for text in texts if split_of(text) == "validation"}


def test_the_corpus_knows_its_reviews_of_all_splits(tmp_path: Path) -> None:
    write_texts(tmp_path / "texts")
    corpus = Corpus.of(tmp_path / "texts")
    assert {f"{GOOD[number % 3]} {number}번 봤네요" for number in range(700)} <= corpus.reviews


def test_our_exchanges_are_polite_the_same_every_time_and_no_prompt_of_the_task() -> None:
    found = list(exchanges(ANSWERS))
    assert found == list(exchanges(ANSWERS))
    assert len(found) == len(set(found))
    assert all(fit_answer(said) for _, said in found)
    assert {asked for asked, _ in found}.isdisjoint(QUESTIONS)


def test_every_exchange_that_ships_is_read_by_the_chat_task_and_none_is_tested_on(tmp_path: Path) -> None:
    write_exchanges(tmp_path / CHAT)
    read = [row for split in ("train", "validation") for row in rows("chat", tmp_path, split)]
    assert len(read) == sum(answer_ships(said) for _, said in exchanges(ANSWERS))
    assert not list(rows("chat", tmp_path, "test"))


def test_the_same_weights_write_the_same_and_the_label_variant_keeps_the_mood() -> None:
    base, openings = load(), ["이 영화는", "", "결말은"]
    first = list(written(base, "negative", openings))
    assert first
    assert first == list(written(base, "negative", openings))
    moods = ["너무 지루하고 실망스러운 영화였다", "정말 재미있고 감동적인 영화였다"]
    assert list(agreed(base, "negative", moods)) == moods[:1]
    assert list(agreed(base, "positive", moods)) == moods[1:]
