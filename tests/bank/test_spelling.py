from __future__ import annotations

import pytest

from app.bank import spelling
from app.bank.spelling import shape

RIVALS = frozenset({"qlora", "디코더", "하향투영"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("어뎁터", "어댑터"),
        ("경랑", "경량"),
        ("미새 조정", "미세 조정"),
        ("화인튜닝", "파인튜닝"),
        ("프롬포트", "프롬프트"),
        ("안졍적인", "안정적인"),
        ("adpater", "adapter"),
        ("tranfer", "transfer"),
        ("fine tunning", "fine tuning"),
        ("lable", "label"),
        ("어답터 파라메터", "어댑터 파라미터"),
    ],
)
def test_a_slip_of_the_fingers_is_seen(typed: str, meant: str) -> None:
    slip = spelling.find(shape(typed), [shape(meant)], RIVALS)
    assert slip is not None
    assert slip.form == meant
    assert slip.typed != slip.meant


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("QLoRA", "LoRA"),
        ("BART", "BERT"),
        ("GPT-3", "GPT-2"),
        ("디코더", "인코더"),
        ("unstable", "stable"),
        ("table", "stable"),
        ("supervised", "unsupervised"),
        ("context", "pretext"),
        ("sort prompt", "soft prompt"),
        ("0.01%", "0.1%"),
        ("불안정", "안정"),
        ("안전적인", "안정적인"),
        ("중량", "경량"),
        ("고랭크 행렬", "저랭크 행렬"),
        ("상향 투영", "하향 투영"),
        ("접미사", "접두사"),
        ("최저", "최적"),
        ("미세 조종", "미세 조정"),
        ("더 흔들리는", "덜 흔들리는"),
        ("차선의", "최선의"),
        ("한정적인", "안정적인"),
        ("가장 나쁜", "가장 나은"),
        ("stale", "stable"),
        ("adopter", "adapter"),
    ],
)
def test_another_word_is_no_slip(typed: str, key: str) -> None:
    assert spelling.find(shape(typed), [shape(key)], RIVALS - {shape(key).text}) is None


def test_a_slip_as_near_to_another_term_earns_nothing() -> None:
    assert spelling.find(shape("어뎁터"), [shape("어댑터")], frozenset({"어델터"})) is None
