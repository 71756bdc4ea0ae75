"""An answer cut into clauses and sentences. Knows no question, and not what a clause denies."""

from __future__ import annotations

from typing import NamedTuple

from app.bank import lexicon
from app.bank.markers import connects
from app.bank.normalising import Unit
from app.bank.particles import role

_SENTENCE_END = frozenset(".!?;\n…。")
_OPENING, _FAR = 4, 12  # words in which a subject is named, and in which a clause names its own
_PREDICATE = frozenset({"", "place", "only"})  # GPT-1은 미세 조정으로, GPT-2는 제로샷으로 풉니다
_BARE_VERBS = frozenset(
    ["freeze", "frozen", "train", "update", "tune", "fix", "고정", "동결", "학습", "훈련", "갱신", "업데이트", "튜닝"]
)
_OF_A_VERB = ("topic", "subject", "object", "only", "too")
_WITHIN_NAME = frozenset({"", "of", "modifier"})


class Clause(NamedTuple):
    """Words [start, end); `sentence` numbers the sentences."""

    start: int
    end: int
    sentence: int


def split(words: list[Unit]) -> list[Clause]:
    clauses: list[Clause] = []
    start = sentence = 0
    for n in range(1, len(words)):
        cut = _boundary(words, n, start)
        if cut and n > start:
            clauses.append(Clause(start, n, sentence))
            start = n
        sentence += cut == "sentence"
    if words:
        clauses.append(Clause(start, len(words), sentence))
    return clauses


def _boundary(words: list[Unit], n: int, start: int) -> str:
    """Is there an end of a clause or of a sentence before word n, in the clause that begins at `start`?"""
    before, word, gap = words[n - 1].text, words[n].text, words[n].gap
    if len(gap) > 1 or "\n" in gap:
        ends = [i for i, char in enumerate(gap) if char in _SENTENCE_END]
        if "\n" in gap or any(i + 1 < len(gap) and gap[i + 1].isspace() for i in ends):
            return "sentence"
    elif gap in ("?", "!", ";"):
        return "sentence"
    sees = before == "보고" and n > 1 and (words[n - 2].text in "못안" or role(words[n - 2].text)[0] == "object")
    if word in lexicon.TURN_WORDS or connects(before) or _numbers(words, n) or sees or _becomes(words, n):
        return "clause"
    if "(" in gap and before.endswith(("다", "요", "음", "함", "됨")):
        return "clause"
    if "," not in gap:
        return ""
    closed = (
        before.endswith(("다", "요", "음", "함", "고", "며", "채")) or _done(words, n) or _new_subject(words, n, start)
    )
    return "clause" if closed else ""


def _done(words: list[Unit], n: int) -> bool:
    """모델은 freeze, 모듈만 train: a bare verb ends its clause where what follows has a noun of its own, too."""
    if n < 2 or words[n - 1].text not in _BARE_VERBS or role(words[n - 2].text)[0] not in _OF_A_VERB:
        return False
    return _noun_after(words, n) in _OF_A_VERB


def _noun_after(words: list[Unit], n: int) -> str:
    """The role of the first noun phrase from word n on."""
    opening = range(n, min(n + _OPENING, len(words)))
    return role(words[next((i for i in opening if role(words[i].text)[0] not in _WITHIN_NAME), n)].text)[0]


def _becomes(words: list[Unit], n: int) -> bool:
    """사라져 두 단계가 다르다: a verb of becoming ends its clause where a noun of its own follows."""
    if not words[n - 1].text.endswith(("져", "뀌어", "변해", "없어")):
        return False
    return _noun_after(words, n) in ("subject", "topic", "and")


def _numbers(words: list[Unit], n: int) -> bool:
    """Is the word the number of a point in a list: (2), 2)?"""
    if not words[n].text.isdigit() or n + 1 == len(words) or not words[n + 1].gap.startswith(")"):
        return False
    before = words[n].gap.strip("(")
    return bool(before) and not before.strip(",/ ")


def _new_subject(words: list[Unit], n: int, start: int) -> bool:
    """GPT는 디코더, BERT는 인코더다: after a noun that is said of one subject comes another subject, or a head."""
    opening = range(n + 1, min(n + _OPENING, len(words)))
    signs = next((words[i].gap for i in opening if "," in words[i].gap or ":" in words[i].gap), "")
    if ":" in signs:
        return True
    at = next((i for i in range(n, min(n + _OPENING, len(words))) if role(words[i].text)[0] not in _WITHIN_NAME), n)
    if role(words[at].text)[0] != "topic" or _following(words, at) == "물론":
        return False
    if role(words[n - 1].text)[0] not in _PREDICATE:
        return False
    if any("," in words[i].gap for i in range(n + 1, at + 1)):
        return False
    return any(role(words[i].text)[0] == "topic" for i in range(max(start, n - _FAR), n - 1))


def _following(words: list[Unit], n: int) -> str:
    return words[n + 1].text if n + 1 < len(words) else ""
