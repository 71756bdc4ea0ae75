"""Which names are found, what is left alone, and how a token is vetoed. The reviews here are made up."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from models.texts.names import NAMES, allowed, blocked


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("송강호 연기가 별로", "송강호"),
        ("역시송강호는", "송강호"),
        ("송 강호가 나와서", "송강호"),
        ("송 강 호", "송강호"),
        ("감독은 봉.준.호", "봉준호"),
        ("톰 크루즈가 뛴다", "톰 크루즈"),
        ("톰크루즈가 뛴다", "톰 크루즈"),
        ("디카프리오의 표정", "디카프리오"),
        ("성룡 영화", "성룡"),
        ("주드 로의 눈빛", "주드 로"),
        ("하지원 연기가", "하지원"),
        ("이하나씨가 나온다", "이하나"),
        ("배우 공유가", "공유"),
        ("이안 감독의 새 영화", "이안"),
        ("\u1109\u1169\u11bc\u1100\u1161\u11bc\u1112\u1169", "송강호"),  # the same letters in pieces (NFD)
    ],
)
def test_a_name_is_found_however_it_is_spaced(text: str, name: str) -> None:
    assert blocked(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        "정말 재미없다",
        "하지 원래 이런 영화는",
        "하지원작이 낫다",
        "이 하나로 충분하다",
        "이하나만 알아 둬라",
        "이안에 다 있다",
        "공유하고 싶지 않다",
        "문소리가 너무 크다",
        "주드 로봇이 나온다",
        "고수가 나오는 무협",
        "이상은 높았으나",
        "비가 오는 장면",
        "우리나라 배우들",
        "송강 호수에서 찍은 장면",
        "연기력이 이유리만큼",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert blocked(text) is None


def test_the_list_holds_each_name_once_and_no_empty_one() -> None:
    letters = [name.letters for names in NAMES.values() for name in names]
    assert len(letters) == len(set(letters)) > 1500
    assert min(map(len, letters)) >= 2
    assert all(letter.isalpha() for name in letters for letter in name)


PIECES = [
    "<s>",
    "역시 ",
    "송",
    "강",
    "호",
    "수",
    "감독 ",
    "이",
    " 송강",
    "호텔",
    "송강호",
    "는 ",
    "공유",
    " 연기",
    "가 ",
]


def decode(ids: Sequence[int]) -> str:
    return "".join(PIECES[number] for number in ids if number)


def ids(*pieces: str) -> list[int]:
    return [PIECES.index(piece) for piece in pieces]


def test_the_token_that_completes_a_name_is_refused_and_others_are_not() -> None:
    begun = ids("<s>", "역시 ", "송", "강")
    assert not allowed(decode, begun, *ids("호"))
    assert allowed(decode, begun, *ids("수"))
    assert not allowed(decode, ids("<s>"), *ids("송강호"))
    assert not allowed(decode, ids("공유"), *ids(" 연기"))  # the role beside it makes it a name


def test_a_name_the_learner_typed_does_not_stop_the_text_but_may_not_be_said_again() -> None:
    typed = ids("<s>", "송강호", "는 ", "역시 ")
    assert allowed(decode, typed, *ids("감독 "))
    assert not allowed(decode, typed, *ids("송강호"))


def test_only_the_tail_is_decoded() -> None:
    seen: list[int] = []

    def watching(tail: Sequence[int]) -> str:
        seen.append(len(tail))
        return decode(tail)

    assert allowed(watching, ids("수") * 500, *ids("수"))
    assert max(seen) <= 41


def test_a_veto_costs_little() -> None:
    tail = ids("역시 ", "송", "수", "감독 ", "이") * 8
    fastest = min(_seconds(tail) for _ in range(30))
    assert fastest < 0.001  # measured 0.04 ms on a quiet core; the bound leaves room for a busy one


def _seconds(tail: list[int]) -> float:
    begin = time.process_time()
    allowed(decode, tail, tail[0])
    return time.process_time() - begin
