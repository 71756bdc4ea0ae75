"""Is an answer about what was asked, and does it compare with what the question compares with?"""

from __future__ import annotations

from app.bank import lexicon
from app.bank.asking import phrase_role
from app.bank.refusals import Refusal
from app.bank.surroundings import Surroundings


def wrong_subject(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """The sentence that holds the key is about something else than the question."""
    for mention in answer.mentions:
        word = answer.reading.word_at(mention.end - 1)
        if not answer.claims(mention) or answer.reading.clause_of[word] not in credited:
            continue
        if phrase_role(answer.reading, word) not in ("topic", "subject") or mention.term in answer.slot.subjects:
            continue
        shown = answer.reading.text[mention.start : mention.end]
        elsewhere = bool(answer.slot.subjects) and answer.slot.named and mention.term not in answer.slot.key_terms
        if mention.term in answer.slot.foils or (elsewhere and shown not in lexicon.GENERIC):
            return Refusal("subject", f"질문이 묻는 것이 아니라 ‘{shown}’에 관한 문장입니다.")
    return None


def about_others(answer: Surroundings, credited: set[int]) -> set[int]:
    """전체 미세 조정은 모두 바꾸지만, PEFT는 일부만 바꾼다: clauses about what the subject is set against."""
    slot, clause_of = answer.slot, answer.reading.clause_of
    about: dict[int, str] = {}
    for mention in answer.mentions:
        word = answer.reading.word_at(mention.end - 1)
        named = answer.reading.text[mention.start : mention.end] not in lexicon.GENERIC
        if named and phrase_role(answer.reading, word) == "topic":
            about.setdefault(clause_of[word], mention.term)
    mine = {_topic(answer, about, n) for n in credited} & (slot.subjects or {slot.lead})
    return {n for n, term in about.items() if mine and n not in credited and term not in mine | slot.subjects}


def _topic(answer: Surroundings, about: dict[int, str], clause: int) -> str:
    """What a clause is about: its own topic, else that of the one before (PEFT는 대부분을 고정한 채 일부만 바꾼다)."""
    clauses = answer.reading.clauses
    while clause and clause not in about and clauses[clause - 1].sentence == clauses[clause].sentence:
        clause -= 1
    return about.get(clause, "")


def compared_with_another(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """The question compares with one thing, the answer with another (이산 프롬프트보다, 미세 조정보다)."""
    for mention in answer.mentions:
        word = answer.reading.words[answer.reading.word_at(mention.end - 1)].text
        stranger = mention.term not in answer.slot.prompt_terms | answer.slot.key_terms
        if answer.slot.foils and stranger and word.endswith(lexicon.THAN):
            return Refusal("compared", f"질문과 다른 것(‘{word}’)과 견주었습니다.")
    return None


def said_of_another(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """안정적인 것은 이산 프롬프트 쪽이다: the key is said of what follows, which must be what is asked about."""
    for _, end in answer.hits:
        after = answer.reading.word_at(end - 1) + 1
        if after < len(answer.reading.words) and answer.reading.words[after].text in ("것은", "건", "쪽은"):
            named = {m.term for m in answer.mentions if m.start > end}
            if not named & (answer.slot.subjects | answer.slot.key_terms):
                return Refusal("subject", "질문이 묻는 것이 아니라 다른 것에 관한 문장입니다.")
    return None
