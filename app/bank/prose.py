"""Is a sentence more than a bag of words? Knows no rubric."""

from __future__ import annotations

import re

from app.bank import lexicon
from app.bank.reading import Reading

_PREDICATE = re.compile(r"(?:다|요|음|함|됨|임|고|며|서|면|해|여|지만|니까|므로|까|죠)$")
_LONGEST_ENDING = 4  # characters
_SALAD_FROM = 5  # words; shorter notes may well have no verb
_NAME = 2  # words of a bare name
_LEAST_GRAMMAR = 0.2  # share of words that bear a particle or an ending in the barest honest note
_VERBLESS = 10  # words; a longer sentence has a verb


def sentences(reading: Reading) -> list[bool]:
    """For every sentence: is it more than a bag of words?"""
    count = reading.clauses[-1].sentence + 1 if reading.clauses else 0
    words, bound, verbs = [0] * count, [0] * count, [0] * count
    for clause in reading.clauses:
        for n in range(clause.start, clause.end):
            text = reading.words[n].text
            verb = bool(_PREDICATE.search(text[-_LONGEST_ENDING:])) and len(text) > 1
            words[clause.sentence] += 1
            verbs[clause.sentence] += verb or reading.roles[n] == "modifier"
            bound[clause.sentence] += verb or reading.roles[n] != "" or text in lexicon.ENGLISH_GLUE
    bare = [words[n] <= _NAME and not bound[n] for n in range(count)]
    if count >= _SALAD_FROM and sum(bare) > count / 2:  # a list of names, one a line
        return [not name and found for name, found in zip(bare, _grammatical(words, bound, verbs), strict=True)]
    return _grammatical(words, bound, verbs)


def _grammatical(words: list[int], bound: list[int], verbs: list[int]) -> list[bool]:
    return [
        words[n] < _SALAD_FROM or (bound[n] >= _LEAST_GRAMMAR * words[n] and (verbs[n] > 0 or words[n] <= _VERBLESS))
        for n in range(len(words))
    ]
