"""The judge learns mood from made-up reviews."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.refusals import Refused
from models.texts.judge import BITS, Judge, features

BAD = [
    f"{start} {end}"
    for start in ("정말", "너무", "진짜", "끝까지")
    for end in ("지루하다", "실망이다", "돈이 아깝다", "최악이다")
]
GOOD = [
    f"{start} {end}"
    for start in ("정말", "너무", "진짜", "끝까지")
    for end in ("재미있다", "감동이다", "또 보고 싶다", "최고다")
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge.fit(BAD * 20, GOOD * 20)


def test_it_tells_the_moods_apart_in_texts_it_has_not_read(judge: Judge) -> None:
    bad, good = judge.positive(["이 영화는 지루하다 실망이다", "이 영화는 최고다 감동이다"])
    assert bad < 0.3
    assert good > 0.7
    assert judge.accuracy(["결말이 최악이다"], ["음악이 감동이다"]) == 1.0


def test_the_accuracy_counts_both_moods_the_same(judge: Judge) -> None:
    assert judge.accuracy(["최악이다"] * 99, ["지루하다"]) == 0.5


def test_texts_do_not_touch_each_other_in_a_batch(judge: Judge) -> None:
    texts = ["최고다", "", "최악이다 ㅋㅋ", "A", "또 보고 싶다!"]
    alone = [float(judge.positive([text])[0]) for text in texts]
    assert np.allclose(judge.positive(texts), alone)
    assert judge.positive([]).shape == (0,)


def test_the_same_texts_make_the_same_judge() -> None:
    assert np.array_equal(Judge.fit(BAD, GOOD).weights, Judge.fit(BAD, GOOD).weights)


def test_a_text_has_its_letters_pairs_and_triples_as_features() -> None:
    index, row = features(["가나다", "가나", "ㅋ"])
    assert np.bincount(row).tolist() == [6, 3, 1]
    assert set(index[row == 1]) < set(index[row == 0])  # what two texts share is one feature
    assert index.min() >= 0
    assert index.max() < 1 << BITS


def test_it_is_the_same_judge_after_saving_and_loading(judge: Judge, tmp_path: Path) -> None:
    judge.save(tmp_path / "judge.npz")
    again = Judge.load(tmp_path / "judge.npz")
    assert np.allclose(again.positive(BAD + GOOD), judge.positive(BAD + GOOD), atol=2e-3)


@pytest.mark.parametrize("content", [b"", b"no archive"])
def test_a_file_that_is_no_judge_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "judge.npz").write_bytes(content)
    with pytest.raises(Refused, match="다시 만들어"):
        Judge.load(tmp_path / "judge.npz")


def test_a_judge_of_another_size_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "judge.npz", weights=np.zeros(8), bias=np.array(0.0))
    with pytest.raises(Refused, match="크기"):
        Judge.load(tmp_path / "judge.npz")


def test_one_mood_alone_teaches_nothing() -> None:
    with pytest.raises(Refused, match="부정과 긍정"):
        Judge.fit(BAD, [])
