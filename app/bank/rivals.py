"""Does an answer claim something else beside the key: a denied claim, a rival term, or neither of two?"""

from __future__ import annotations

from app.bank.finding import Hit
from app.bank.refusals import Refusal
from app.bank.senses import whole_of_a_part
from app.bank.subjects import about_others
from app.bank.surroundings import Surroundings
from app.bank.terms import Mention


def denied_claim(answer: Surroundings, credited: set[int]) -> Refusal | None:
    for wrong in answer.slot.denies:
        hits = [hit for hit in answer.finder.find(wrong) if not _of_a_part(answer, hit)]
        if hits and any(hit.clause not in about_others(answer, credited) for hit in hits):
            return Refusal("denies", f"‘{wrong.shown}’(이)라는 주장이 함께 들어 있습니다.")
    return None


def _of_a_part(answer: Surroundings, hit: Hit) -> bool:
    """전체 파라미터 중 일부만 학습 is no claim about the whole."""
    clause = answer.reading.clauses[hit.clause]
    first = answer.reading.word_at(hit.spans[0][0])
    return clause.start <= first < clause.end and whole_of_a_part(answer.reading, first, clause)


def rival(answer: Surroundings, credited: set[int]) -> Refusal | None:
    for mention in answer.mentions:
        if not answer.claims(mention) or mention.term in answer.slot.key_terms or _is_cause(answer, mention, credited):
            continue
        wrong = mention.term in answer.slot.rivals and mention.term not in answer.slot.prompt_terms
        clause = answer.reading.clause_of[answer.reading.word_at(mention.end - 1)]
        if (wrong or answer.competes(mention)) and clause not in about_others(answer, credited):
            shown = answer.reading.text[mention.start : mention.end]
            return Refusal("rival", f"‘{shown}’도 함께 답으로 적었습니다.")
    return None


def _is_cause(answer: Surroundings, mention: Mention, credited: set[int]) -> bool:
    """프리픽스 때문에 길이가 준다: a cause named before the key, in a clause of its own, is no answer beside it."""
    word = answer.reading.word_at(mention.end - 1)
    clause = answer.reading.clause_of[word]
    following = answer.reading.text_at(word + 1, answer.reading.clauses[clause].end)
    return clause not in credited and following == "때문에"


def hedged(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """그럴 수도 있고 아닐 수도 있다: nothing is claimed."""
    if sum(word.text == "수도" for word in answer.reading.words) > 1:
        return Refusal("hedged", "어느 쪽인지 정하지 않은 답입니다.")
    return None
