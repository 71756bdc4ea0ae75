"""From clones of the sources to the two files, on made-up reviews."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from models.texts import sources


@pytest.fixture
def clones(tmp_path: Path) -> tuple[Path, Path]:
    nsmc, chat = tmp_path / "nsmc", tmp_path / "chat"
    (nsmc / "raw").mkdir(parents=True)
    chat.mkdir()
    (chat / "ChatbotData.csv").write_text("Q,A,label\n안녕,반가워요.,0\n", encoding="utf-8")
    rows = {
        "9": [("10", "다시 봐도 좋은\n영화입니다"), ("1", "짧다")],
        "10": [("2", "다시 봐도  좋은 영화입니다"), ("3", "끝까지 보기 힘들었다")],
    }
    for movie, reviews in rows.items():
        found = [{"review": text, "rating": rating, "movie_id": movie, "author": "a***"} for rating, text in reviews]
        (nsmc / "raw" / f"{movie}.json").write_text(json.dumps(found), encoding="utf-8")
    return nsmc, chat


def test_repeated_and_very_short_reviews_are_left_out_and_no_author_is_kept(
    clones: tuple[Path, Path], tmp_path: Path
) -> None:
    sources.write(*clones, tmp_path / "texts")
    written = lzma.decompress((tmp_path / "texts" / sources.REVIEWS).read_bytes()).decode().splitlines()
    assert sorted(written) == ["10\t9\t다시 봐도 좋은 영화입니다", "3\t10\t끝까지 보기 힘들었다"]


def test_the_order_of_reviews_does_not_change_their_digest(clones: tuple[Path, Path], tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    sources.write(*clones, texts)
    before = sources.digests(texts)
    written = lzma.decompress((texts / sources.REVIEWS).read_bytes()).decode().splitlines()
    with lzma.open(texts / sources.REVIEWS, "wt", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in reversed(written))
    assert sources.digests(texts) == before


def test_other_texts_than_ours_are_named(clones: tuple[Path, Path], tmp_path: Path) -> None:
    sources.write(*clones, tmp_path / "texts")
    assert sources.differing(tmp_path / "texts") == [sources.REVIEWS, sources.CHAT]
