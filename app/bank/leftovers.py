"""What is left of an answer once the key, the prompt and harmless words are taken away: in a blank, and in a name
given without a verb, no word may be.
"""

from __future__ import annotations

import re

from app.bank import antonyms, lexicon
from app.bank.crediting import said
from app.bank.markers import connects
from app.bank.particles import role
from app.bank.refusals import Refusal
from app.bank.senses import sense_of
from app.bank.surroundings import VERB, Surroundings

_WHETHER = re.compile(r"[있없했됐었았는은인한된]는?지$")
_DOING = re.compile(r"(?:하|되|시키|이|히|리|찾|들|넣|쓰|섞|고르|잡|추|내|주|읽|푸|풀|누|묶|꾸|얹|우)기$")


def unaccounted(answer: Surroundings, credited: set[int]) -> Refusal | None:
    if not answer.slot.strict and (not answer.slot.named or is_sentence(answer)):
        return None
    left = left_over(answer)
    if left is not None:
        said(answer)  # words that `says` asks for are accounted for too
        left = left_over(answer)
    return None if left is None else Refusal("unaccounted", f"‘{left}’(이)라는 말이 답에 덧붙어 있습니다.")


def left_over(answer: Surroundings) -> str | None:
    reading = answer.reading
    if answer.slot.strict and (joined := _joined(answer)):
        return joined
    for n, word in enumerate(reading.words):
        if n in answer.key_words or not reading.affirms(n):
            continue
        if not _missed_word(answer, n) and (answer.known(n) or answer.qualifies(n)):
            continue
        if not (answer.slot.strict and n == len(reading.words) - 1 and _plain_verb(answer, n)):
            return word.text
    return None


def _missed_word(answer: Surroundings, n: int) -> bool:
    """A near miss put before the key as part of its name (사전 전이)."""
    text = answer.reading.words[n].text
    name = answer.slot.strict and len(text) > 1 and answer.reading.roles[n] == "" and n + 1 in answer.key_words
    return name and bool({text, role(text)[1]} & answer.slot.missed_words)


def _joined(answer: Surroundings) -> str | None:
    """A strange word written together with the key (로그정규 for 정규)."""
    for start, _ in answer.hits:
        word = answer.reading.words[answer.reading.word_at(start)]
        before = word.text[: start - word.at]
        if len(before) > 1 and not answer.accounted(before) and role(before)[0] != "modifier":
            return before
    return None


def is_sentence(answer: Surroundings) -> bool:
    inside = {answer.reading.word_at(end - 1) for _, end in answer.hits}
    return any(
        (n not in inside and word.text not in lexicon.HARMLESS and len(word.text) > 1 and _verb(word.text))
        or word.text in lexicon.SENTENCE_VERBS
        for n, word in enumerate(answer.reading.words)
        if answer.reading.affirms(n)
    )


def _plain_verb(answer: Surroundings, n: int) -> bool:
    """The polite verb that ends a filling (채웁니다): it takes no side and undoes nothing."""
    text = answer.reading.words[n].text
    return text.endswith(("니다", "해요", "어요", "아요")) and not sense_of(text) and not antonyms.REVERSING.match(text)


def _verb(text: str) -> bool:
    return bool(VERB.search(text)) or bool(_WHETHER.search(text) or _DOING.search(text)) or connects(text)
