"""What one blank or one short question asks for, prepared once from its key and its prompt. Knows no answer."""

from __future__ import annotations

from dataclasses import dataclass

from app.bank.alternatives import Alternative
from app.bank.phrases import Phrase
from app.bank.senses import Pair, Sense


@dataclass(frozen=True)
class Slot:
    """What one blank or one short question asks for, prepared once."""

    forms: tuple[str, ...]  # accepted forms, squeezed, longest first
    key_terms: frozenset[str]
    prompt_terms: frozenset[str]
    lead: str  # the term that the prompt names first
    subjects: frozenset[str]  # terms that the prompt, or a key given as a sentence, is about
    foils: frozenset[str]  # terms of the prompt that the answer must not be about
    rivals: frozenset[str]  # terms that make the answer wrong when affirmed
    known_words: frozenset[str]  # words of the prompt and of the key, bare
    says: tuple[Alternative, ...] = ()
    denies: tuple[Phrase, ...] = ()
    key_senses: frozenset[Sense] = frozenset()
    key_pairs: frozenset[Pair] = frozenset()
    asked: frozenset[Sense] = frozenset()  # senses of the verb that the prompt puts to the blank
    prompt_senses: frozenset[Sense] = frozenset()
    known_stems: frozenset[str] = frozenset()  # verbs of the prompt without endings
    negated: frozenset[str] = frozenset()  # verbs with which the prompt itself negates what the blank says
    strict: bool = False  # a blank: every single word must be accounted for
    missed_words: frozenset[str] = frozenset()  # near misses, squeezed
    named: bool = False  # the key is the name of a term, not a description
    undone: frozenset[str] = frozenset()  # verbs that the key negates (고정하지 않았다): affirming them is the opposite
