"""Which side of an opposite a clause takes (고정/학습, 소수/전체), and which sides go together in it. Knows no
question.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import combinations

from app.bank import antonyms
from app.bank.clauses import Clause
from app.bank.reading import Reading

Sense = tuple[str, int]
Pair = tuple[Sense, Sense]
_BOUND = ({"quantity", "training"}, {"presence", "training"})
_VERBS = frozenset(
    ["그대로", "얼리", "얼려", "얼린", "얼림", "바꾸", "바꾼", "바꿔", "바뀌"]
)  # no noun begins like these
_WHICHEVER = ("든", "든지", "든간에", "인지", "인가", "일지")
_AS_IT_STANDS = (  # 그대로 들어 있다: an adverb, nothing is left alone
    "들어",
    "나오",
    "나온",
    "나와",
    "외우",
    "외운",
    "외웠",
    "베끼",
    "베낀",
    "복사",
    "실려",
    "실린",
    "있",
    "적혀",
    "기억",
    "떠올",
    "읊",
)
_SEEMS = ("것", "거", "듯")  # 줄어든 것 같다: nothing is the same
_FEW = ("소수", "일부", "극히", "몇")
_PRE = ("사전", "미리", "전이", "지도", "비지도", "강화")


def taken(reading: Reading, clause: Clause, affirmed: bool = True) -> set[Sense]:
    """The sides of opposites that a clause takes."""
    found: set[Sense] = set()
    for i in range(clause.start, clause.end):
        if affirmed and not reading.affirms(i):
            continue
        text = reading.words[i].text
        before = reading.words[i - 1].text if i > clause.start else ""
        if antonyms.NEUTRAL.match(text) or (text[0] == "같" and before in _SEEMS):
            continue
        for beginning, name, side in antonyms.SENSES.get(text[0], ()):
            if text.startswith(beginning):
                if name == "quantity" and _no_quantity(reading, i, clause, side):
                    break
                if name != "training" or (not before.endswith(_PRE) and _acts(reading, i, beginning, clause)):
                    found.add((name, side))
                break
    return found


def _no_quantity(reading: Reading, i: int, clause: Clause, side: int) -> bool:
    return _however_many(reading, i, clause) or (side < 0 and whole_of_a_part(reading, i, clause))


def _however_many(reading: Reading, i: int, clause: Clause) -> bool:
    """몇 단어든, 몇 개인지: no small number."""
    opening = reading.words[i].text
    following = reading.words[i + 1].text if i + 1 < clause.end else ""
    return opening.startswith("몇") and (opening if len(opening) > 1 else following).endswith(_WHICHEVER)


def whole_of_a_part(reading: Reading, i: int, clause: Clause) -> bool:
    """전체의 1 %, 대부분 중 일부, 나머지 소수: the part decides, not the whole it is taken from."""
    for n in range(i + 1, min(i + 6, clause.end)):
        text = reading.words[n].text
        few = any(text.startswith(word) for word in _FEW)
        if (few or "%" in text or text.startswith("퍼센트")) and not any(
            reading.roles[m] in ("object", "subject", "topic", "only") for m in range(i, n)
        ):
            return True
    return False


def _acts(reading: Reading, i: int, beginning: str, clause: Clause) -> bool:
    """Is 학습 or 고정 the verb here, rather than part of a name (학습 파라미터, 학습률)?"""
    if beginning in _VERBS:
        following = reading.words[i + 1].text if i + 1 < clause.end else ""
        return not (beginning == reading.words[i].text == "그대로" and following.startswith(_AS_IT_STANDS))
    rest = reading.words[i].text[len(beginning) :]
    if rest:
        return rest[0] in "하한할함합해했되된될됨됩돼시다만을를은는도로한ed" or reading.words[i].text.isascii()
    following = reading.words[i + 1].text if i + 1 < clause.end else ""
    return (
        following == ""
        or following[0] in "하한할함합해했되된될됨됩돼"
        or following.startswith(("방법", "방식", "기법", "대상"))
    )


def pairs(reading: Reading, but: Set[int] = frozenset()) -> set[Pair]:
    """Which senses a text puts together in one clause, `but` some: (few, trained), (most, frozen)."""
    clauses = (clause for n, clause in enumerate(reading.clauses) if n not in but)
    return {pair for clause in clauses for pair in pairs_of(reading, clause)}


def pairs_of(reading: Reading, clause: Clause) -> set[Pair]:
    """Only how much, or what was added, with learning and freezing: others stand side by side too freely."""
    sides = sorted(taken(reading, clause))
    return {(a, b) for a, b in combinations(sides, 2) if {a[0], b[0]} in _BOUND}


def turned(pair: Pair) -> Pair:
    """Both sides the other way: (few, trained) becomes (most, frozen)."""
    (a, x), (b, y) = pair
    return (a, -x), (b, -y)


def sense_of(text: str) -> Sense | None:
    if antonyms.NEUTRAL.match(text):
        return None
    for beginning, name, side in antonyms.SENSES.get(text[0], ()):
        if text.startswith(beginning):
            return name, side
    return None
