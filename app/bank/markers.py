"""Words that turn others: what a word negates, denies by contrast, compares with or takes away. Knows no clause."""

from __future__ import annotations

from functools import lru_cache

from app.bank import lexicon
from app.bank.normalising import Unit
from app.bank.particles import role

_TAIL = 24  # characters: no ending is longer


@lru_cache(maxsize=16384)
def marker(text: str) -> tuple[str, bool]:
    """What a word does to the others: kind, and whether part of the word itself is meant (어댑터말고)."""
    text = text[-_TAIL:]
    if lexicon.FALSE_NEGATION.search(text) or lexicon.NOT_ONLY.search(text):
        return "", False
    if match := lexicon.CONTRAST.match(text):
        return "contrast", bool(match["tail"])
    if match := lexicon.COMPARISON.match(text):
        return ("contrast" if text.endswith(lexicon.THAN) else "comparison"), bool(match["tail"])
    if lexicon.REMOVAL.search(text):
        return "removal", False
    if lexicon.LESSER.match(text):
        return "lesser", False
    if lexicon.NEGATION.search(text):
        attributive = bool(lexicon.ATTRIBUTIVE_NEGATION.search(text))
        return ("adverb" if text in lexicon.NEGATIVE_ADVERBS else "negation"), attributive
    return "", False


@lru_cache(maxsize=16384)
def connects(text: str) -> bool:
    """Does a verb ending of this word join its clause to the next one?"""
    text = text[-_TAIL:]
    if (
        text in lexicon.NOT_CONNECTIVE
        or lexicon.QUOTE.search(text)
        or lexicon.WITH.search(text)
        or marker(text)[0] == "contrast"
    ):
        return False
    return lexicon.CONNECTIVE.search(text) is not None


def denies_a_clause(text: str) -> bool:
    """작아서가 아니라, 고정하는 것이 아니라: not a noun but a whole clause is set aside."""
    if text in lexicon.NOMINALISERS:
        return True
    return len(text) > 2 and bool(lexicon.REASON.search(text) or lexicon.JOINED_NOMINALISER.search(text))


def additive(words: list[Unit], i: int) -> bool:
    """ "A뿐 아니라 B" claims both."""
    return i > 0 and bool(lexicon.NOT_ONLY.search(words[i - 1].text))


def of_something(words: list[Unit], i: int) -> bool:
    """견줄, 비슷한, 다르게: a comparison only if it says with what; NSP를 빼고 and 그 대신 set nothing aside."""
    text, before = words[i].text, words[i - 1].text if i else ""
    if before in lexicon.INSTEAD and text.startswith("대신"):
        return False
    if text in ("빼고", "빼면") and role(before)[0] == "object":
        return False
    if match := lexicon.UNLIKE.search(text):
        return (text[: match.start()] or before).endswith(lexicon.COMPANION)
    return not lexicon.LIKENESS.match(text) or before.endswith(("에", "와", "과", "랑", "하고", "대비"))


@lru_cache(maxsize=16384)
def ends_reach(text: str) -> bool:
    """병합하면 지연이 없다: no negation reaches back over a condition."""
    return lexicon.CONDITION.search(text[-_TAIL:]) is not None
