"""What the bundled model reads: one line a document, insults left out, and a split that never moves."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from models.texts.corpus import clean, documents, exchanges, reviews, split_of

CHAT = "Q,A,label\n배가 고파,밥을 드세요,0\n잠이 안 와,따뜻한 우유를 드세요,0\n비가 와,우산을 챙기세요,0\n"


def folder(path: Path, *texts: str) -> Path:
    with lzma.open(path / "nsmc_raw_678k.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"9\t영화\t{text}\n" for text in texts)
    (path / "ChatbotData.csv").write_text(CHAT, encoding="utf-8")
    return path


def test_a_split_depends_on_the_text_alone_and_holds_little_out() -> None:
    splits = [split_of(f"문서 {number}") for number in range(20_000)]
    assert splits == [split_of(f"문서 {number}") for number in range(20_000)]
    assert 0.97 < splits.count("train") / len(splits) < 0.99
    assert 0.005 < splits.count("validation") / len(splits) < 0.011
    assert 0.005 < splits.count("test") / len(splits) < 0.011


def test_every_review_is_in_one_split_only(tmp_path: Path) -> None:
    texts = [f"좋은 영화였습니다 {number}" for number in range(500)]
    data = folder(tmp_path, *texts)
    parts = [{review.text for review in reviews(data, split)} for split in ("train", "validation", "test")]  # type: ignore[arg-type]
    assert set.union(*parts) == set(texts)
    assert sum(map(len, parts)) == len(texts)


@pytest.mark.parametrize("text", ["짧다", "이 ㅅㅂ 영화는 뭐지", "씨발 정말 재미없다"])
def test_short_and_insulting_reviews_are_left_out(tmp_path: Path, text: str) -> None:
    data = folder(tmp_path, text)
    assert not any([*reviews(data, "train"), *reviews(data, "validation"), *reviews(data, "test")])


def test_the_half_of_the_chat_that_is_held_out_is_never_read_before_tuning(tmp_path: Path) -> None:
    data = folder(tmp_path)
    held = {exchange.answer for exchange in exchanges(data, held_out=True)}
    shown = {exchange.answer for exchange in exchanges(data, held_out=False)}
    assert len(held) + len(shown) == 3
    assert held.isdisjoint(documents(data, "train"))
    assert shown <= set(documents(data, "train"))


def test_a_document_is_one_line_with_single_spaces() -> None:
    assert clean("  가\t나\n 다  ") == "가 나 다"
