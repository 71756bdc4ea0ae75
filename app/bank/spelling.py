"""Typing slips: is an answer one slip of the fingers away from an accepted form, and from nothing else? Knows
no question.

Hangul is compared jamo by jamo, syllable by syllable; Latin words letter by letter. Digits never slip, and what makes
another word of a word (un-, 불-, 저-/고-) is no slip.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from app.bank.normalising import fold, units
from app.bank.wordlists import words

_RUN = re.compile(r"[a-z]+|[가-힣ㄱ-ㆎ]+|[^a-z가-힣ㄱ-ㆎ]+")
_CONFUSED = [  # plain and doubled consonants, vowels that sound or look alike
    set(pair) for pair in words("ㅏㅑ ㅓㅕ ㅗㅛ ㅜㅠ ㅐㅔ ㅐㅒ ㅔㅖ ㅒㅖ ㅙㅚ ㅙㅞ ㅚㅞ ㄱㄲ ㄷㄸ ㅂㅃ ㅅㅆ ㅈㅉ")
]
_LOANS = {"화": "파", "훼": "페", "휘": "피", "후": "푸", "호": "포", "훠": "퍼"}  # how an English f is also written
_PREFIXES = frozenset(
    "불비무미고저반준재탈역대소상하전후선정동양단최더덜"
)  # one such syllable for another makes another word
_OTHER_WORDS = frozenset(
    words("""
    안전 경향 정량 중량 적용 적응 조절 조정 조종 조준 최저 최소 최대 최종 최신 전의 전위 지역 분배 성분 소실 연습
    이상 인력 경로 변동 변형 변환 회기 회귀 표준 표현 경사 감사 정리 정류 병렬 행동 동결 통합 통일 학술 학급 추측 추천
    예측 예상 고장 고정 과제 과정 문맥 문백 선형 성형 확대 확률 학률 균등 평등 동등 상등 개선 개신 경신 갱생
""")
)
_OTHER_LATIN = frozenset(words("stale staple table identify optima option adopter adopt transform translate density"))
_ENDING = re.compile(r"(?<=[가-힣]{2})(?:적인|적이|적|하는|한|된|의|인|화된|화)$")
_SHORT_WORD = 3  # syllables; in a word this short most slips make another word
_LOAN = re.compile(r"(?=...).*[댑랭크터트프픽튜텐쿼밸큰]")  # of three syllables, only a loanword has few neighbours


class Shape(NamedTuple):
    """A form for comparing: squeezed text, where its words begin, how it is shown."""

    text: str
    starts: tuple[int, ...]
    shown: str


class Slip(NamedTuple):
    """The accepted form that was meant, and what was typed for what."""

    form: str
    typed: str
    meant: str


def shape(raw: str) -> Shape:
    words = units(fold(raw).text)
    return Shape("".join(word.text for word in words), tuple(word.at for word in words), raw)


def find(answer: Shape, forms: Iterable[Shape], rivals: frozenset[str]) -> Slip | None:
    """The form that `answer` misspells; None if there is none, or if it is as near to a rival (squeezed)."""
    best: tuple[int, Slip] | None = None
    size, first = len(answer.text), answer.text[0]
    for form in forms:
        begins = form.text[0]
        if -2 <= len(form.text) - size <= 2 and (begins == first or (begins >= "가" and first >= "ㄱ")):
            found = _compare(answer, form) if answer.text != form.text else None
            if found and (best is None or found[0] < best[0]):
                best = found
    if best is None or _near(answer.text, rivals, best[0]):
        return None
    return best[1]


def _compare(answer: Shape, form: Shape) -> tuple[int, Slip] | None:
    mine, right = _runs(answer.text), _runs(form.text)
    if len(mine) != len(right):
        return None
    total, at, typed, meant = 0, 0, "", ""
    for a, b in zip(mine, right, strict=True):
        if a != b:
            if not (("a" <= b[0] <= "z") == ("a" <= a[0] <= "z") and (b[0] >= "ㄱ") == (a[0] >= "ㄱ")):
                return None
            slips = _latin(a, b, at, form.starts) if "a" <= b[0] <= "z" else _hangul(a, b, at, form.starts)
            if not slips or b[0] < "a":
                return None
            total, typed, meant = total + slips[0], slips[1], slips[2]
        at += len(b)
    return (total, Slip(form.shown, typed, meant)) if 0 < total <= 2 else None


@lru_cache(maxsize=8192)
def _runs(text: str) -> list[str]:
    """Stretches of one script."""
    return _RUN.findall(text)


def _latin(a: str, b: str, at: int, starts: tuple[int, ...]) -> tuple[int, str, str] | None:
    """Latin letters: never in words of four letters or fewer, never the first letter, two slips only in long words."""
    distance = OSA.distance(a, b, score_cutoff=2)
    if distance > (2 if len(b) >= 12 else 1) or a in _OTHER_LATIN:
        return None
    inner = sorted(start - at for start in starts if at < start < at + len(b))
    bounds = [0, *inner, len(b)]
    for edit in Levenshtein.editops(b, a):
        left = max(x for x in bounds[:-1] if x <= edit.src_pos)
        size = min(x for x in bounds[1:] if x > left) - left
        if size <= 4 or edit.src_pos == left or (size == 5 and sorted(a) != sorted(b) and not _doubled(a, b)):
            return None
    return distance, a, b


def _doubled(a: str, b: str) -> bool:
    return re.sub(r"(.)\1", r"\1", a) == re.sub(r"(.)\1", r"\1", b)


def _hangul(a: str, b: str, at: int, starts: tuple[int, ...]) -> tuple[int, str, str] | None:
    """Hangul: one jamo in a syllable; two syllables of long forms; in short words only jamo easily confused."""
    if len(a) != len(b):
        one = OSA.distance(_jamo(a), _jamo(b), score_cutoff=1) == 1 and len(b) >= 4
        return (1, a, b) if one else None
    changed = [i for i in range(len(b)) if a[i] != b[i]]
    if len(changed) > (2 if len(_jamo(b)) >= 14 else 1):
        return None
    for i in changed:
        if not _one_jamo(a[i], b[i]) or (a[i] in _PREFIXES and b[i] in _PREFIXES) or _another_word(a, b, i):
            return None
        word = _word_around(b, i, at, starts)
        if len(word) <= _SHORT_WORD and not _LOAN.match(word) and not _same_key(a[i], b[i]):
            return None
    return len(changed), "".join(a[i] for i in changed), "".join(b[i] for i in changed)


def _word_around(run: str, i: int, at: int, starts: tuple[int, ...]) -> str:
    """The word of a form that holds the i-th letter of a run, without the ending that makes it an adjective."""
    bounds = [0, *(start - at for start in starts if at < start < at + len(run)), len(run)]
    first = max(bound for bound in bounds if bound <= i)
    return _ENDING.sub("", run[first : min(bound for bound in bounds if bound > i)])


def _one_jamo(a: str, b: str) -> bool:
    return _LOANS.get(a) == b or bool(OSA.distance(_jamo(a), _jamo(b), score_cutoff=1) == 1)


def _same_key(a: str, b: str) -> bool:
    """Do two syllables differ only by Shift or by vowels that sound alike (경랑/경량, 미새/미세)?"""
    left, right = _parts(a), _parts(b)
    different = [{x, y} for x, y in zip(left, right, strict=True) if x != y]
    return len(different) == 1 and different[0] in _CONFUSED


def _parts(syllable: str) -> tuple[str, str, str]:
    if not "가" <= syllable <= "힣":
        return syllable, "", ""
    code = ord(syllable) - 0xAC00
    leads, vowels = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
    return leads[code // 588], vowels[code % 588 // 28], str(code % 28)


def _another_word(a: str, b: str, i: int) -> bool:
    """Has the slip made a word that exists (안정적인 -> 안전적인)?"""
    windows = [(a[j : j + 2], b[j : j + 2]) for j in (i - 1, i) if j >= 0]
    return any(mine in _OTHER_WORDS and mine != right for mine, right in windows)


@lru_cache(maxsize=8192)
def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@lru_cache(maxsize=256)
def _rival_jamo(rivals: frozenset[str]) -> list[str]:
    return [_jamo(rival) for rival in rivals]


def _near(answer: str, rivals: frozenset[str], distance: int) -> bool:
    hit = process.extractOne(_jamo(answer), _rival_jamo(rivals), scorer=OSA.distance, score_cutoff=distance)
    return hit is not None


def nearest(answer: str, forms: list[Shape]) -> str:
    """The form that looks most like the answer, for the trace."""
    mine = _jamo(answer[:100])
    _, _, at = process.extractOne(mine, [_jamo(form.text) for form in forms], scorer=OSA.normalized_distance)
    return forms[at].shown
