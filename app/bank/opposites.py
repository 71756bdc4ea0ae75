"""Is the key said with its opposite, is it undone, or are its pairs put together wrongly?"""

from __future__ import annotations

import re
from collections.abc import Set

from app.bank import antonyms, crediting, lexicon
from app.bank.clauses import Clause
from app.bank.refusals import Refusal
from app.bank.senses import Sense, pairs, pairs_of, sense_of, taken, turned
from app.bank.subjects import about_others
from app.bank.surroundings import Surroundings

_FINITE = re.compile(
    r"(?:했다|한다|합니다|했습니다|했어요|해요|된다|됩니다|되었다|됐다|함|됨|했음|해서|하여서|했기|되어서|돼서)(?:라?고)?$"
)

_BECOME = ("되어", "돼")  # 0이 되어 버린다 throws nothing away


def opposite(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """The key is said with the opposite verb (고정 for 학습), or has something undone to it (떨어진다)."""
    said = _said_senses(answer)
    for n in range(min(credited), len(answer.reading.clauses)):
        clause = answer.reading.clauses[n]
        if n not in credited and not _goes_on(answer, n, min(credited)):
            continue
        wanted = answer.slot.key_senses | (answer.slot.asked if n in credited else frozenset())
        if _takes_the_other_side(answer, clause, wanted, said):
            crediting.said(answer)  # 인코더 출력 where `says` asks for it is no opposite of 입력
            said = _said_senses(answer)
        if _takes_the_other_side(answer, clause, wanted, said):
            return Refusal("opposite", "핵심이 되는 말이 반대 뜻의 말과 함께 쓰였습니다.")
        if undone := _undone(answer, clause):
            crediting.said(answer)  # 퍼플렉서티가 낮아진다: what `says` asks for undoes nothing
            undone = _undone(answer, clause)
        if undone or _affirms_what_the_key_negates(answer, clause):
            return Refusal("reversed", "핵심이 되는 말의 뜻을 뒤집는 서술어가 붙어 있습니다.")
    return None


def _said_senses(answer: Surroundings) -> set[Sense]:
    return {sense for n in answer.key_words if (sense := sense_of(answer.reading.words[n].text))}


def _takes_the_other_side(answer: Surroundings, clause: Clause, wanted: Set[Sense], said: Set[Sense]) -> bool:
    sides = taken(answer.reading, clause)
    for name, side in sides:
        if (name, side) in wanted or (name, -side) in sides or (name, -side) not in wanted:
            continue
        if (name, side) in said or _is_the_other_half(answer, clause, (name, side)):
            continue
        if (name, -side) in answer.slot.asked or (name, side) not in answer.slot.prompt_senses:
            return True
    return False


def _is_the_other_half(answer: Surroundings, clause: Clause, sense: Sense) -> bool:
    """대부분을 얼리고: (most, frozen) says of the rest what the key says of its part, (few, trained)."""
    said = pairs_of(answer.reading, clause)
    return any(sense in pair and turned(pair) in answer.slot.key_pairs for pair in said)


def _goes_on(answer: Surroundings, n: int, first: int) -> bool:
    """Does a later clause of the sentence say more about the same thing (안정적이지만 낮은 성능)?"""
    clause = answer.reading.clauses[n]
    own = any(answer.reading.roles[i] in ("topic", "subject") for i in range(clause.start, clause.end))
    return clause.sentence == answer.reading.clauses[first].sentence and not own


def _undone(answer: Surroundings, clause: Clause) -> bool:
    keys = [n for n in answer.key_words if clause.start <= n < clause.end]
    for n in range(max(keys, default=clause.start - 1) + 1, clause.end):
        text = answer.reading.words[n].text
        merely_done = text[:2] in ("버리", "버린") and answer.reading.words[max(n - 1, 0)].text.endswith(_BECOME)
        if antonyms.REVERSING.match(text) and not answer.known(n) and answer.reading.affirms(n) and not merely_done:
            return True
        if lexicon.LESSER.match(text) and answer.reading.negated[n]:
            return True
    return False


def _affirms_what_the_key_negates(answer: Surroundings, clause: Clause) -> bool:
    """고정했다 where the key says 고정하지 않았다."""
    for n in range(clause.start, clause.end):
        text = answer.reading.words[n].text
        if (
            answer.reading.affirms(n)
            and _FINITE.search(text)
            and any(text.startswith(verb) for verb in answer.slot.undone)
        ):
            return True
    return False


def swapped(answer: Surroundings, credited: set[int]) -> Refusal | None:
    """(few, frozen) where the key has (few, trained): the parts are right and go together wrongly."""
    others = about_others(answer, credited) if answer.slot.key_pairs else set[int]()
    for pair in pairs(answer.reading, others):
        if pair in answer.slot.key_pairs:
            continue
        (a, x), (b, y) = pair
        if {((a, -x), (b, y)), ((a, x), (b, -y))} & answer.slot.key_pairs:
            return Refusal("swapped", "맞는 말들이 서로 뒤바뀌어 연결되었습니다.")
    return None
