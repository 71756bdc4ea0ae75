"""Numbers written out in Korean (육천백사십사, 스물아홉, 삼점오) as digits. Knows no unit and no question."""

from __future__ import annotations

import re

from app.bank.wordlists import words

_DIGITS = {char: n for n, char in enumerate("영일이삼사오육칠팔구")} | {"공": 0}
_SMALL = {"천": 1000, "백": 100, "십": 10}
_LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}
_TENS = dict(
    zip(words("열 스물 스무 서른 마흔 쉰 예순 일흔 여든 아흔"), (10, 20, 20, *range(30, 100, 10)), strict=True)
)
_ONES = {"하나": 1, "둘": 2, "셋": 3, "넷": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}
_ONES |= {"한": 1, "두": 2, "세": 3, "네": 4}  # before a counter

_ENDS = r"(?!에요|예요|다$|다\.|고|라|야|죠|까|것|듯)"  # 사백구십이에요: 이 is the verb, not a two
_DIGIT = rf"[{''.join(_DIGITS)}]{_ENDS}"
_SECTION = "".join(rf"(?:(?:{_DIGIT})?\s?{size}\s?)?" for size in _SMALL) + rf"(?:{_DIGIT})?"
_SINO = "".join(rf"(?:{_SECTION}\s?{size}\s?)?" for size in _LARGE) + rf"{_SECTION}(?:\s?점\s?[{''.join(_DIGITS)}]+)?"
_NATIVE = rf"(?:{'|'.join(_TENS)})\s?(?:{'|'.join(_ONES)})?|(?:{'|'.join(_ONES)})"
_OPENING = r"(?:(?:정?답은?|약|대략|총|모두|즉|최대|최소)[\s:]+|약|총)?"
_AFTER = (
    r"(?=\s|[.,!?%]|$|입니|이다|이에|이예|에요|예요|요|임|이라|인|쯤|정도"
    r"|개|배|토큰|퍼|프로|메가|기가|킬로|테라|바이트)"
)
_COUNTED = rf"(?:{_AFTER}|(?<!한)(?=(?:번(?!째)|회|칸|층|점|스텝|차원|자리|가지)))"  # 이번, 사회: never after 이, 사
_NO_NUMBER = r"(?!구조|[한두세네만억조]\W*$|\w+\s?번째)"  # alone these are no answer; 두 번째 is no count
_WHOLE = re.compile(rf"({_OPENING}){_NO_NUMBER}(?:(?=[가-힣])({_NATIVE}){_COUNTED}|(?=[가-힣])({_SINO}){_AFTER})")
_SHARE = re.compile(rf"([{''.join(_DIGITS)}십백천]+)\s?분의\s?([{''.join(_DIGITS)}십백천]+){_AFTER}")


def spelt_as_digits(text: str) -> str:
    """The text with the number that opens it in digits; as it is when it holds digits already, or no number."""
    if re.search(r"\d", text):
        return text
    if share := _SHARE.match(text):
        return f"{_sino(share[1])}분의 {_sino(share[2])}{text[share.end() :]}"
    found = _WHOLE.match(text)
    if found is None or not (found[2] or found[3]).strip():
        return text
    spoken = found[2] or found[3]
    digits = _native(spoken) if found[2] else _sino(spoken)
    gap = spoken[len(spoken.rstrip()) :]
    return found[1] + digits + gap + text[found.end() :]


def _sino(spoken: str) -> str:
    whole, point, decimals = spoken.replace(" ", "").partition("점")
    total = section = digit = 0
    for char in whole:
        if char in _DIGITS:
            digit = digit * 10 + _DIGITS[char]
        elif char in _SMALL:
            section, digit = section + (digit or 1) * _SMALL[char], 0
        else:
            total, section, digit = total + (section + digit or 1) * _LARGE[char], 0, 0
    return str(total + section + digit) + ("." + "".join(str(_DIGITS[char]) for char in decimals) if point else "")


def _native(spoken: str) -> str:
    text = spoken.replace(" ", "")
    tens = next((word for word in _TENS if text.startswith(word)), "")
    return str(_TENS.get(tens, 0) + _ONES.get(text[len(tens) :], 0))
