"""Reads O or X out of what people type for it, negations included. Knows neither questions nor keys."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

from app.bank.question import FormatError
from app.bank.wordlists import words

Letter = Literal["O", "X"]
MAX_LENGTH = 1000  # an answer with its reason; beyond it somebody pasted something else
ASK = "O 또는 X 하나로 답해 주세요. ‘맞다’, ‘틀리다’처럼 써도 됩니다."

# Signs that stand for a letter; look-alikes come from Greek and Cyrillic keyboards, ㅐ and ㅌ from the Korean one.
_SIGNS = str.maketrans(dict.fromkeys("ㅇᄋᆼㅐᅢ○◯〇⭕⚪🔴●◎ОоΟο✓✔✅☑", "o") | dict.fromkeys("×✕✖✗✘❌❎╳⨯☒ㅌᄐᇀХхΧχ", "x"))
_TOKEN = re.compile(r"\d[\d.,]*|[a-z]+(?:'t)?|[가-힣]+|[,.;:!?\n()]")


def _table(yes: str, no: str) -> dict[str, Letter]:
    return {**dict[str, Letter].fromkeys(yes.split(), "O"), **dict[str, Letter].fromkeys(no.split(), "X")}


# Whole words, nouns that take particles, and verbs known by how they begin.
_WORDS = _table(
    "0 예 네 넵 넹 응 오 true t yes y yep correct right ok",
    "아뇨 노 땡 false f no n nope wrong incorrect untrue",
)
_NOUNS = _table("동그라미 참 사실 진실", "엑스 엑스표 가위표 곱표 거짓 허위")
_VERBS: tuple[tuple[re.Pattern[str], Letter], ...] = (
    (re.compile(r"맞(?!추|춰|춤|췄|물|은편|먹|바|서)|옳|동의|그렇|그래요|그[런럴](?:것|거|걸|듯)"), "O"),
    (re.compile(r"틀[리린림립렸려]|그[르른름릅]|잘못"), "X"),
)
_NOUN_END = re.compile(
    r"(?:이|가|은|는|을|를|로|으로|과|와|인)?(?:라고|입니다|이다|다|이에요|예요|에요|이야|야|요|임)?$"
)
_NO = re.compile(r"아니|아닌|아닐|아닙|아님|아녜|않|못|다르|다릅|달라|없")
_NO_INSIDE = re.compile(r"지(?:는|도)?(?:않|못)|(?:이|은|는)?아[니닙님닌]")
_BEFORE = {"안", "not", "isn't"}
_BETWEEN = re.compile(r"(?:이|가|은|는|인|것|건|게|말|문장|설명|진술|라고는|같지|같진)(?:이|은|는|도)?$")
_ASKING = re.compile(r"않(?:나|을까|은가)|아닌가|아닐까")  # 맞지 않나요: no negation
_SPACED = re.compile(r"(그[런럴]|아[닌닐])\s+(?=[것거걸듯])")
_YES_OR_NO = frozenset(words("예 네 넵 넹 응 아뇨 no 노"))
_OPENERS = frozenset(words("그건 이건 그것은 이것은 당연히 물론 전혀 아마 저는 음 그게 사실은"))
_REACH = 15  # how many words on a negation may still be meant for a claim
_STOP = set(",.;:!?\n()")


def read(raw: str) -> Letter:
    """The one letter that the answer claims. Raises FormatError when it claims both, or neither."""
    if len(raw) > MAX_LENGTH:
        raise FormatError(ASK)
    if set(raw.strip()) == {"ㄴ"}:  # ㄴㄴ; elsewhere it may be a loose letter of 네
        return "X"
    signs = unicodedata.normalize("NFC", raw).translate(_SIGNS).replace("’", "'")
    text = unicodedata.normalize("NFKC", signs).casefold()
    claims = set(_claims(_TOKEN.findall(_SPACED.sub(r"\1", text))))
    if len(claims) == 1 and (letter := claims.pop()) is not None:
        return letter
    raise FormatError(ASK)


def _claims(tokens: list[str]) -> list[Letter | None]:
    """Every claim in turn; None where a negation stands somewhere we do not understand."""
    found: list[Letter | None] = []
    for at, token in enumerate(tokens):
        letter = _letter(token)
        if letter is None:
            if _NO.match(token) and not _ASKING.match(token) and (at == 0 or tokens[at - 1] in _STOP | _OPENERS):
                found.append("X")
            continue
        found.append(_negated(letter, token, tokens[max(0, at - 1) : at], tokens[at + 1 : at + 1 + _REACH]))
    return found


def _letter(token: str) -> Letter | None:
    if set(token) in ({"o"}, {"x"}):
        return "O" if token[0] == "o" else "X"
    if re.match(r"안(?:맞|옳|틀)", token):
        return "O" if token.startswith("안틀") else "X"
    bare = re.sub(r"(?:입니다|요)$", "", token)
    if word := _WORDS.get(token) or _WORDS.get(bare):
        return word
    for noun, letter in _NOUNS.items():
        if token.startswith(noun) and (_NOUN_END.fullmatch(token[len(noun) :]) or _NO_INSIDE.match(token[len(noun) :])):
            return letter
    return next((letter for pattern, letter in _VERBS if pattern.match(token)), None)


def _negated(letter: Letter, token: str, before: list[str], after: list[str]) -> Letter | None:
    """The letter, turned round by a negation next to it; None when a negation further off leaves it in doubt."""
    other: Letter = "X" if letter == "O" else "O"
    if _NO_INSIDE.search(token) or (before and before[-1] in _BEFORE):
        return other
    clause = after[: next((i for i, word in enumerate(after) if word in _STOP), len(after))]
    while clause and _BETWEEN.match(clause[0]):
        del clause[0]
    if clause and _ASKING.match(clause[0]):
        return letter
    if clause and _NO.match(clause[0]):
        return other if token not in _WORDS else letter if letter == "X" and token in _YES_OR_NO else None
    is_sign = set(token) <= {"o"} or set(token) <= {"x"} or token in _YES_OR_NO
    doubtful = not is_sign and any(_NO.match(word) for word in clause)
    return None if doubtful else letter
