"""Text becomes ids and comes back; nothing is unknown to a tokenizer of bytes."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from models.texts.tokens import BEGIN, END, batched, encode, prepare, train_tokenizer


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with lzma.open(tmp_path / "nsmc_raw_678k.tsv.xz", "wt", encoding="utf-8") as file:
        file.writelines(f"9\t영화\t정말 좋은 영화였습니다 {number}\n" for number in range(600))
    (tmp_path / "ChatbotData.csv").write_text("Q,A,label\n배가 고파,밥을 드세요,0\n", encoding="utf-8")
    return tmp_path


def test_any_text_comes_back_as_it_was(data: Path) -> None:
    tokenizer = train_tokenizer(data, 300)
    for text in ("처음 보는 낱말 뷁", "emoji 😀 and\ttabs"):
        assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_each_document_stands_between_its_marks_and_bytes_are_counted(data: Path) -> None:
    stream, size = encode(train_tokenizer(data, 300), iter(["가", "나다"]))
    assert [int(number) for number in stream].count(BEGIN) == [int(number) for number in stream].count(END) == 2
    assert (int(stream[0]), int(stream[-1]), size) == (BEGIN, END, 9)


def test_what_was_prepared_is_kept(data: Path, tmp_path: Path) -> None:
    first = prepare(data, tmp_path, 300)
    (data / "nsmc_raw_678k.tsv.xz").unlink()
    again = prepare(data, tmp_path, 300)
    assert (again.train == first.train).all()
    assert again.validation_bytes == first.validation_bytes > 0


def test_batches_hold_everything_once() -> None:
    assert [*batched(iter("abcde"), 2)] == [["a", "b"], ["c", "d"], ["e"]]
    assert [*batched(iter(""), 2)] == []
