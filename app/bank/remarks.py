"""What is said beside a key, a remark in brackets or a known wrong claim: does the key still stand? Knows no kind."""

from __future__ import annotations

from app.bank.phrases import Phrase
from app.bank.polarity import AFFIRMED
from app.bank.senses import taken
from app.bank.surroundings import Surroundings


def states(answer: Surroundings, wrong: Phrase) -> bool:
    """Is a wrong phrase affirmed, outside the words of the key and not as what is left alone?"""
    reading = answer.reading
    for hit in answer.finder.find(wrong):
        words = {n for start, end in hit.spans for n in reading.words_in(start, end)}
        left_alone = ("training", -1) in taken(reading, reading.clauses[hit.clause])
        if not words <= answer.key_words and not left_alone:
            return True
    return False


def harmless(remark: Surroundings) -> bool:
    """Nothing denied, no rival, no other name, no opposite: then the key beside it stands."""
    reading, slot = remark.reading, remark.slot
    if any(reading.negated) or any(standing != AFFIRMED for standing in reading.standing):
        return False
    for mention in remark.mentions:
        whole = (mention.start, mention.end) == (0, len(reading.text))
        other = mention.term not in slot.key_terms | slot.prompt_terms
        if other and (mention.term in slot.rivals or whole):
            return False
    sides = {sense for clause in reading.clauses for sense in taken(reading, clause)}
    return not any((name, -side) in slot.key_senses for name, side in sides)
