"""Which part of a typed answer states its number: the way to a plain result and a remark behind it are set aside.

Knows no units and no question.
"""

from __future__ import annotations

import re

_REMARK = re.compile(r"(?:(?<=[가-힣%])\s?|(?<=\d)\s|(?<=\d)(?=\([^()]*[가-힣]))\(([^()]*)\)[\s.]*$")
_OTHER_ANSWER = re.compile(
    r"또는|혹은|거나|아니|아닌|아닙|아님|수도|답|[?~]|\b(?:or|not)\b|^\s?[\d.,]+\s?[가-힣a-z%]{0,4}\s?$"
)
_CHOICE = re.compile(r"또는|혹은|거나|아니면|답.*답|\bor\b")

_SUM = (
    r"(?:더|곱)(?:해서?|하여|하면|하니|한)|빼(?:서|면|니)|뺀|나(?:눠서?|누어서?|누면|눈)|합(?:쳐서?|치면|친|하면|하여|해서?|한)"
    r"|(?:반올림|올림|내림|계산|환산|정리|대입|제곱)(?:해서?|하여|하면|하니|한)|버(?:려서?|리면|린)"
)
_SO = (
    r"므로|니까|이라|가장 가까운|의 [\d.]+\s?(?:%|퍼센트),|라서|이니|따라서|그래서|결국|즉|곧"
    r"|(?:정?답|값|결과|합계?|곱|몫)(?:은|는)|정?답\s?:|[→⇒∴]"
)
_OPENING = r"(?:(?:정?답은?|총|모두|약|대략|결국|즉)[\s:]*)*"
_CONCLUDES = re.compile(rf"(?:{_SUM}|{_SO})\s?,?\s?(?={_OPENING}[-+]?\.?\d)")
_GOES_ON = re.compile(r"\d\s?[가-힣a-z%]{0,4}?(?:에서|부터|마다|[을를에와과로])(?=[\s,]|$)")  # 2로 나눈다: an operand


def stated(text: str) -> str:
    """The part that claims the number, or the whole text where no part plainly does."""
    remark = _REMARK.search(text)
    if remark and not _OTHER_ANSWER.search(remark[1]):
        text = text[: remark.start()]
    if _CHOICE.search(text):
        return text
    ends = [found.end() for found in _CONCLUDES.finditer(text)]
    return text[ends[-1] :] if ends and not _GOES_ON.search(text, ends[-1]) else text
