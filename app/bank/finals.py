"""The ends of sentences, all taken off alike: 줄어든다, 줄어듭니다, 줄어듦 are one. Knows no form and no answer."""

from __future__ import annotations

_FIRST, _LAST, _TAILS = ord("가"), ord("힣"), 28
_N, _M, _LM, _B = 4, 16, 10, 17  # ㄴ ㅁ ㄻ ㅂ under a syllable
_SHORTEST = 3  # syllables that must be left: shorter ones are nouns as often (다음, 시스템)
_WHOLE = ("습니다", "는다", "어요", "아요", "음")
_FUSED = {"해요": "하", "돼요": "되", "예요": "이", "에요": "이"}
_SOFT = {"려우": "렵", "쉬우": "쉽"}  # 어려움, 어렵다
_UNDER = (("니다", _B), ("다", _N), ("", _M), ("", _LM))  # what follows a syllable, and the letter under it


def stem(squeezed: str) -> str:
    """A squeezed sentence without its last ending; "" where no sentence ends."""
    for end, left in (*_FUSED.items(), *((end, "") for end in _WHOLE)):
        if squeezed.endswith(end):
            return _long(squeezed[: -len(end)] + left)
    for end, letter in _UNDER:
        head = squeezed.removesuffix(end)
        if squeezed.endswith(end) and head and _under(head[-1]) == letter:
            return _long(head[:-1] + chr(ord(head[-1]) - letter))
    return _long(squeezed[:-1]) if squeezed.endswith("다") else ""


def _long(text: str) -> str:
    text = text[:-2] + _SOFT.get(text[-2:], text[-2:])
    return text if len(text) >= _SHORTEST else ""


def _under(char: str) -> int:
    return (ord(char) - _FIRST) % _TAILS if _FIRST <= ord(char) <= _LAST else -1
