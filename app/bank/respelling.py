"""ㅐ for ㅔ and ㅔ for ㅐ in words of the field, wherever they stand (백터, 업대이트), and ㅅ for ㅆ in a past
tense (썻고): they sound alike.

Knows no key; whether the answer is right when it is spelt so, the caller finds out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.bank import lexicon
from app.bank.normalising import Unit, fold, units
from app.bank.terms import Terms
from app.bank.wordlists import words

_SYLLABLES, _TAILS, _VOWELS, _AE, _E = 11172, 28, 21, 1, 5
_ALIKE = {
    code: code + (_E - _AE) * _TAILS
    for code in range(0xAC00, 0xAC00 + _SYLLABLES)
    if (code - 0xAC00) // _TAILS % _VOWELS == _AE
}
_OFTEN = words("업데이트 벡터 테스트 텍스트 세그먼트 예제 레이블 배치 메모리")
_SHORTEST, _LONGEST = 2, 8  # syllables
_PAST = re.compile(r"[햇됬됫썻렷졋켯](?=다|고|습|음|어|기|던|는|지|으)")
_PAST_MEANT = dict(zip("햇됬됫썻렷졋켯", "했됐됐썼렸졌켰", strict=True))


def respelt(raw: str, answer: list[Unit], terms: Terms) -> str:
    """The answer with such words spelt as the field spells them; "" where there are none."""
    known, spelt = _vocabulary(terms), _PAST.sub(lambda found: _PAST_MEANT[found[0]], raw)
    for word in answer:
        if (found := _slipped(word.text, known)) and found[0] in spelt:
            spelt = spelt.replace(*found)
    return spelt if spelt != raw else ""


def _slipped(text: str, known: dict[str, str]) -> tuple[str, str] | None:
    """The beginning of a word that is another one but for its vowels, and that one."""
    merged = text.translate(_ALIKE)
    for size in range(min(_LONGEST, len(text)), _SHORTEST - 1, -1):
        meant = known.get(merged[:size])
        if meant:
            return None if meant == text[:size] else (text[:size], meant)
    return None


@lru_cache(maxsize=8)
def _vocabulary(terms: Terms) -> dict[str, str]:
    """The words of the field by how they sound; none that sounds like another one."""
    found: dict[str, str] = {}
    forms = [word.text for term in terms.items for form in term.forms for word in units(fold(form).text)]
    for text in (*forms, *lexicon.GENERIC, *_OFTEN):
        merged = text.translate(_ALIKE)
        if len(text) >= _SHORTEST and not text.isascii():
            found[merged] = text if found.get(merged, text) == text else ""
    return found
