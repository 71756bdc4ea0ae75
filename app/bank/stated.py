"""Which part of a typed answer states its number: the way to a plain result and a remark behind it are set aside.

Knows no units and no question.
"""

from __future__ import annotations

import re

from app.bank.number_words import spelt_as_digits

_REMARK = re.compile(r"(?:(?<=[가-힣%])\s?|(?<=\d)\s|(?<=\d)(?=\((?:[^()]*[가-힣]|\s?=)))\(([^()]*)\)[\s.]*$")
_OTHER_ANSWER = re.compile(
    r"또는|혹은|거나|아니|아닌|아닙|아님|수도|답|[?~]|\b(?:or|not)\b|^\s?[\d.,]+\s?[가-힣a-z%]{0,4}\s?$"
)
_CHOICE = re.compile(r"또는|혹은|거나|아니면|답.*답|\bor\b|\d[가-힣]{0,2}면\s.*\d[가-힣]{0,2}면\s")

_SUM = (
    r"(?:더|곱)(?:해서?|하여|하면|하니|한)|빼(?:서|면|니|고)|뺀|나(?:눠서?|누어서?|누면|눈)|합(?:쳐서?|치면|친|하면|하여|해서?|한)"
    r"|(?:반올림|올림|내림|계산|환산|정리|대입|제곱)(?:해서?|하여|하면|하니|한)|버(?:려서?|리면|린)"
)
_SO = (
    r"므로|니까|이라|가장 가까운|의 [\d.]+\s?(?:%|퍼센트),|라서|이니|따라서|그래서|결국|즉|곧"
    r"|(?:정?답|값|결과|합계?|곱|몫)(?:은|는)|정?답\s?:|[→⇒∴]"
    r"|[+*]\s?\d+으?로|\d(?!이면)[가-힣]{1,2}(?:이면|면)|\d\s?[가-힣]{0,3}\s(?:중|중에서?|가운데)|(?:%|배|퍼센트|절반|제곱|곱|합|차|값|역수|나머지)인"
)
_OPENING = r"(?:(?:정?답은?|총|모두|약|대략|결국|즉|평균)[\s:]*)*"
_CONCLUDES = re.compile(rf"(?:{_SUM}|{_SO})\s?,?\s?(?={_OPENING}[-+]?\.?\d)")
_GOES_ON = re.compile(r"\d\s?[가-힣a-z%]{0,4}?(?:에서|부터|마다|[을를에와과로])(?=[\s,]|$)")  # 2로 나눈다: an operand

# A number claimed first and explained afterwards: 63개입니다. 문단 64개 중 하나만 정답이기 때문입니다.
_FIRST = re.compile(rf"{_OPENING}[-+]?(?:\.?\d(?:[\d.,^\s천백십만억조]|\*\s?10\^)*)[^\d+*/=]{{0,20}}")
_SENTENCE = re.compile(r"[.!]\s")
_COPULA = r"(?:입니다|이다|임|이에요|예요|요|이라고 (?:봅|생각합)니다)"
_BECAUSE = re.compile(rf"(?:,|{_COPULA}|\s(?=왜냐|이유는))\s(?!중\s|가운데)|\s(?=왜냐|이유는)")
_REASON = re.compile(r"(?:때문(?:에|이다|입니다|임|이에요)?|니까요?|라서요?|거든요?|므로|어서요)[\s.]*$")
_ANOTHER = re.compile(
    r"또는|혹은|거나|아니[면,.\s]|아니다|아닌가|아닐|아닙|아님|수도|정?답[은:]|다시|정정|정확히는|[?~]|\b(?:or|not)\b"
)
_CLAIM = re.compile(
    r"\d\s?[가-힣a-z%]{0,4}(?:\s?이[상하]|\s?[미초][만과])?\s?(?:입니다|이다|다|임|이?에요|예요|요|됩니다|된다)?[\s.!]*$"
)
_WAY = re.compile(r"^[\d.,\s()*/+^-]*[*/+][\d.,\s()*/+^-]*$")  # 8*7/2: the sum itself, without its result
_SPELT = re.compile(r"[가-힣]{2,}(?:\s[가-힣]{1,6})?[\s.]*")


def stated(text: str) -> str:
    """The part that claims the number, or the whole text where no part plainly does."""
    text = _claimed_first(text)
    remark = _REMARK.search(text)
    if remark and not _OTHER_ANSWER.search(remark[1]):
        text = text[: remark.start()]
    return _concluded(text)


def _concluded(text: str) -> str:
    """What follows the last word that sums up, if it is a number."""
    if _CHOICE.search(text):
        return text
    if ends := [found.end() for found in _CONCLUDES.finditer(text)]:
        return text if _GOES_ON.search(text, ends[-1]) else text[ends[-1] :]
    found = _SPELT.fullmatch(last) if (last := re.split(rf"(?:{_SUM}|{_SO})\s", text)[-1]) != text else None
    return spelt_as_digits(last) if found else text


def _claimed_first(text: str) -> str:
    """The number that is claimed before its explanation, or the whole text."""
    for cut in (_SENTENCE, _BECAUSE):
        if not (found := cut.search(text)):
            continue
        head, rest = text[: found.end()].rstrip(" .!,"), text[found.end() :].strip()
        claim = _concluded(spelt_as_digits(head))
        plain = _FIRST.fullmatch(claim) and not _GOES_ON.search(claim)
        if plain and (_WAY.match(rest) or _explains(rest, claim, cut is _BECAUSE)):
            return claim
    return text


def _explains(rest: str, claim: str, within: bool) -> bool:
    """Does the rest name no other answer? The same number may come again at the end of a sum. `within` the sentence
    it must be a reason.
    """
    if not rest or _ANOTHER.search(rest):
        return False
    if _REASON.search(rest) or rest.startswith(("왜냐", "이유는")):
        return True
    again = re.search(r"=\s?([\d.,]*\d)[^\d]{0,8}$", rest)
    return not within and (again[1] in claim if again else not _CLAIM.search(rest))
