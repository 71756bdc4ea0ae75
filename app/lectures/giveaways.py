"""Whether a text gives a question's answer away, as far as comparing words can tell. Knows no lecture."""

from __future__ import annotations

import re

from app.bank.kinds import KINDS
from app.bank.question import Question

SHARED = 0.5  # of the words of the question, in one sentence that also holds its answer
SHARED_WHOLE = 0.8  # of the words of a claim (O/X), whose answer is the claim itself
_SENTENCE = re.compile(r"(?<=[.?!])\s+|\n+")
_WORD = re.compile(r"[A-Za-z0-9]+|[가-힣]{2,}")


def gives_away(text: str, question: Question) -> bool:
    """A sentence of `text` says most of what is asked together with the key (for O/X: the claim itself)."""
    if question.kind in ("essay", "number", "order"):
        return False
    if question.kind == "match":
        return any(_tells_pair(sentence, question) for sentence in _SENTENCE.split(text))
    asked = _words(KINDS[question.kind].prompt(question, {}))
    keys = () if question.kind == "ox" else _keys(question)
    return any(_tells(sentence, asked, keys, question.kind == "ox") for sentence in _SENTENCE.split(text))


def _tells(sentence: str, asked: set[str], keys: tuple[set[str], ...], claim: bool) -> bool:
    words = _words(sentence)
    if not asked or len(words) < 3:
        return False
    shared = len(asked & words) / len(asked)
    if claim:
        return shared >= SHARED_WHOLE
    return shared >= SHARED and any(key and key <= words for key in keys)


def _tells_pair(sentence: str, question: Question) -> bool:
    """It names something on the left and says all of what belongs to it."""
    words, kind = _words(sentence), KINDS[question.kind]
    texts = {option.key: _words(option.text) for option in kind.options(question, {})}
    pairs = ((_words(row.text), texts[row.option]) for row in kind.rows(question, {}))
    return any(left and right and left | right <= words for left, right in pairs)


def _keys(question: Question) -> tuple[set[str], ...]:
    """The words of each right answer; of one that stands in the question itself nothing can be concluded."""
    texts: list[str] = []
    if blanks := getattr(question, "blanks", ()):
        texts = [" ".join(blank.answer for blank in blanks)]
    elif options := getattr(question, "options", ()):
        texts = [option.text for option in options if option.correct]
    elif isinstance(answer := getattr(question, "answer", None), str):
        texts = [answer]
    return tuple(_words(text) for text in texts)


def _words(text: str) -> set[str]:
    """Stems, roughly: Korean words by their first two or three syllables, so that particles do not matter."""
    found = _WORD.findall(text)
    return {word.lower() if word.isascii() else word[: max(2, min(3, len(word) - 1))] for word in found}
