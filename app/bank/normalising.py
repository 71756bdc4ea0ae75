"""One spelling for every way of typing the same letters, with the way back to what was typed. Knows no Korean grammar.

`fold` makes one alphabet of NFC, NFD, full width, capitals and loose jamo; `units` cuts the folded text into spaced
words; `squeeze` joins those, because Korean is spaced freely ("사전 학습" is "사전학습").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)])
_SIGNS = {ord(c): "-" for c in "‐‑‒–—―−"} | {ord(c): "~" for c in "〜∼～"} | {ord(c): "'" for c in '‘’“”"`´「」『』'}
_SIGNS |= dict.fromkeys(range(0x2460, 0x2474), ";")  # ① to ⑳ begin the points of a list
_SIGN_WORDS = {"↑": "증가", "↓": "감소", "≈": "비슷", "≒": "비슷", "≠": "다름"}
_LOOSE = re.compile("[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SEGMENT = re.compile(
    "(?P<plain>[ a-z0-9.,!?\n가-힣]+(?![\u0300-\u036f\u11a8-\u11ff]))"
    "|(?P<decomposed>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?(?![\u1160-\u11ff]))"
    "|(?P<loose>[가-힣]?[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\ud7b0-\ud7ff\uffa0-\uffdc]+)|.",
    re.DOTALL,
)
_UNIT = re.compile(r"[↑↓≈≒≠]|\d+(?:[.~]\d+)*(?: ?%)?[^\W_]*|[^\W_]+(?:(?<=[a-z])\++(?!\w))?")
_MOST_MARKS = 8  # combining marks that one letter may bear
_LAUGHTER = re.compile("[ㅋㅎㅠㅜㅡ]+")
_PLURAL = re.compile(r"(?<=[a-z]{3}[a-rt-z])s$|(?<=[a-z]{3}e)s$")
_SAYING = re.compile(r"[0-9A-Za-z가-힣]")  # nearly every answer; the rest is looked at closely
_ARTICLES = frozenset({"a", "an", "the"})

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_TAILS = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


class Folded(NamedTuple):
    """Folded text; `spans[i]` is where its i-th character stands in the raw text (None: at the same place)."""

    text: str
    spans: list[tuple[int, int]] | None

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        if self.spans is None:
            return start, end
        return self.spans[start][0], self.spans[end - 1][1]


class Unit(NamedTuple):
    """One spaced word: its text, where it starts in the squeezed and in the folded text, and what stands before it."""

    text: str
    at: int
    folded_at: int
    gap: str


def fold(raw: str) -> Folded:
    text = raw if raw.isascii() else unicodedata.normalize("NFC", raw)
    if len(text) == len(raw) and not _LOOSE.search(text):
        plain = text.casefold().translate(_INVISIBLE).translate(_SIGNS)
        if len(plain) == len(raw) and not _THOUSANDS.search(plain) and unicodedata.is_normalized("NFKC", plain):
            return Folded(plain, None)
    return _fold_slowly(raw)


def _fold_slowly(raw: str) -> Folded:
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    for start, end, piece, kind in _segments(raw):
        if kind == "plain":
            spans.extend(zip(range(start, end), range(start + 1, end + 1), strict=True))
            pieces.append(piece)
            continue
        letters = piece if kind == "syllable" else _plain(piece)
        pieces.append(letters)
        spans.extend([(start, end)] * len(letters))
    text = "".join(pieces)
    commas = [match.start() for match in _THOUSANDS.finditer(text)]
    if commas:
        kept = sorted(set(range(len(text))).difference(commas))
        text, spans = "".join([text[i] for i in kept]), [spans[i] for i in kept]
    return Folded(text, spans)


@lru_cache(maxsize=4096)
def _plain(piece: str) -> str:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", piece.translate(_SIGNS)).casefold())
    return folded.translate(_INVISIBLE).translate(_SIGNS)


def _segments(raw: str) -> list[tuple[int, int, str, str]]:
    """Cut into (start, end, text, kind): a syllable typed as jamo, or a character with its combining marks, is one."""
    found: list[tuple[int, int, str, str]] = []
    for match in _SEGMENT.finditer(raw):
        piece, start, end, kind = match[0], match.start(), match.end(), match.lastgroup or "other"
        if kind == "decomposed":
            found.append((start, end, unicodedata.normalize("NFC", piece), "syllable"))
        elif kind == "loose":
            found.extend((start + a, start + b, text, "syllable") for a, b, text in _compose(piece))
        elif kind == "other" and unicodedata.combining(piece) and found and found[-1][1] == start:
            begin, _, text, before = found[-1]
            if before == "other" and start - begin < _MOST_MARKS:
                found[-1] = (begin, end, text + piece, "other")
            elif before == "plain":
                found[-1] = (begin, start - 1, text[:-1], "plain")
                found.append((start - 1, end, text[-1] + piece, "other"))
        else:
            found.append((start, end, piece, kind))
    return found


class _Jamo(NamedTuple):
    letter: str  # as compatibility jamo, or a whole syllable
    closes: bool  # may only close a syllable (U+11A8...)
    typed: bool  # a key of the keyboard (U+3131...), which may open or close


@lru_cache(maxsize=1024)
def _jamo(char: str) -> _Jamo:
    plain = unicodedata.normalize("NFKC", char)
    code = ord(plain[0])
    if 0x1100 <= code <= 0x1112:
        return _Jamo(_LEADS[code - 0x1100], False, char != plain)
    if 0x1161 <= code <= 0x1175:
        return _Jamo(_VOWELS[code - 0x1161], False, char != plain)
    if 0x11A8 <= code <= 0x11C2:
        return _Jamo(_TAILS[code - 0x11A7], char == plain, char != plain)
    return _Jamo(char, False, False)


def _compose(piece: str) -> list[tuple[int, int, str]]:
    """Join loose jamo to syllables the way an input method would; what cannot be joined stays as it is."""
    row = [_jamo(char) for char in piece]
    found: list[tuple[int, int, str]] = []
    i = 0
    while i < len(row):
        here, (char, closes, typed) = i, row[i]
        i += 1
        if not closes and char in _LEADS and i < len(row) and row[i].letter in _VOWELS:
            char = chr(0xAC00 + (_LEADS.index(char) * 21 + _VOWELS.index(row[i].letter)) * 28)
            i += 1
        open_syllable = "가" <= char <= "힣" and (ord(char) - 0xAC00) % 28 == 0
        if open_syllable and i < len(row) and _shuts(row, i, typed):
            char = chr(ord(char) + _TAILS.index(row[i].letter))
            i += 1
        found.append((here, i, char))
    return found


def _shuts(row: list[_Jamo], i: int, typed: bool) -> bool:
    """Does the consonant at i close the syllable before it, rather than open the next one?"""
    if row[i].closes:
        return True
    both_typed = typed and row[i].typed and row[i].letter in _TAILS
    return both_typed and not (i + 1 < len(row) and row[i + 1].letter in _VOWELS)


def units(folded: str) -> list[Unit]:
    """The spaced words of a folded text. Plural s, English articles and written laughter carry no meaning here;
    메모리↓ is a word more.
    """
    found: list[Unit] = []
    at = end = 0
    last = len(folded)
    for match in _UNIT.finditer(folded):
        text = match[0].replace(" ", "")
        gap = folded[end : match.start()]
        end = match.end()
        if text.isascii():
            if text in _ARTICLES and end + 3 < last and folded[end] == " " and folded[end + 1 : end + 4].isascii():
                continue
            text = _PLURAL.sub("", text)
        elif text in _SIGN_WORDS:
            text = _SIGN_WORDS[text]
        elif _LAUGHTER.search(text):
            text = _LAUGHTER.sub("", text)
            if not text:
                continue
        found.append(Unit(text, at, match.start(), gap))
        at += len(text)
    return found


def is_sign(char: str) -> bool:
    """Is it one sign that is read as a word (↓: 감소)?"""
    return char in _SIGN_WORDS


def squeeze(raw: str) -> str:
    return "".join(unit.text for unit in units(fold(raw).text))


def says_something(raw: str) -> bool:
    """Is there anything but spaces and punctuation?"""
    return bool(_SAYING.search(raw)) or bool(squeeze(raw[:200]) or squeeze(raw[200:]))
