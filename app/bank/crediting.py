"""Which clauses of an answer affirm the key, by an accepted form or by what `says` asks for. Knows no other doubt."""

from __future__ import annotations

from app.bank import lexicon
from app.bank.alternatives import affirmed
from app.bank.polarity import AFFIRMED
from app.bank.refusals import Refusal
from app.bank.senses import sense_of
from app.bank.surroundings import Surroundings


def credited_clauses(answer: Surroundings) -> set[int] | Refusal:
    """The clauses that affirm the key, by an accepted form or by what `says` asks for."""
    credited: set[int] = set()
    negated = denied = False
    for start, end in answer.hits:
        word = answer.reading.word_at(end - 1)
        if answer.reading.standing[word] != AFFIRMED:
            denied = True
        elif _turned(answer, (start, end)):
            negated = True
        else:
            credited.add(answer.reading.clause_of[word])
    if negated and not _denies_a_side(answer) and (negating := said(answer, negating=True)):
        return negating
    if negated:
        return Refusal("negated", "핵심이 되는 말을 부정하는 문장으로 읽었습니다.")
    if not credited:
        credited |= said(answer)
    if credited:
        return credited
    if denied:
        return Refusal("denied", "핵심이 되는 말이 ‘…이 아니라’처럼 물리친 자리에 있습니다.")
    return Refusal("missing", "허용 답안에 해당하는 말을 찾지 못했습니다.")


def said(answer: Surroundings, negating: bool = False) -> set[int]:
    """The clauses that say an alternative; with `negating`, only one that itself negates."""
    credited: set[int] = set()
    for alternative in answer.slot.says:
        if negating and not any(phrase.negated for idea in alternative for phrase in idea):
            continue
        for found in affirmed(answer.finder, alternative):
            credited.update(hit.clause for hit in found)
            for start, end in (span for hit in found for span in hit.spans):
                answer.key_words.update(answer.reading.words_in(start, end))
    return credited


def _denies_a_side(answer: Surroundings) -> bool:
    """지연을 아끼지 않는다: a verb of the question or of the key is negated."""
    sides = answer.slot.asked | answer.slot.key_senses | answer.slot.prompt_senses
    return any(
        answer.reading.negated[n] and sense_of(word.text) in sides for n, word in enumerate(answer.reading.words)
    )


def _turned(answer: Surroundings, place: tuple[int, int]) -> bool:
    """Is the form negated, beyond the negation that it says itself (then that word must still negate)?"""
    own = _negations_within(answer, place)
    if own:
        return not all(answer.reading.negated[n] for n in own)
    return answer.reading.negated[answer.reading.word_at(place[1] - 1)] and not _as_the_prompt_negates(answer)


def _as_the_prompt_negates(answer: Surroundings) -> bool:
    """Is the negation that of the prompt, repeated (최고의 성능을 장담할 수는 없다)?"""
    return any(word.text in answer.slot.negated for word in answer.reading.words)


def _negations_within(answer: Surroundings, place: tuple[int, int]) -> list[int]:
    """The words with which an accepted form itself negates (보장하지 않음)."""
    start, end = place
    words = answer.reading.words
    return [
        n
        for n in answer.reading.words_in(start, end)
        if answer.reading.standing[n] == AFFIRMED
        and lexicon.NEGATION.search(words[n].text[max(0, start - words[n].at) : end - words[n].at])
    ]
