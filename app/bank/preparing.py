"""A key prepared once: forms, near misses, what its prompt asks, what it must not be taken for. Knows no answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bank import asking, formulas, lexicon, matching
from app.bank.matching import Forms
from app.bank.phrases import Phrase, phrase
from app.bank.question import NearMiss
from app.bank.reading import Reading
from app.bank.senses import Sense, pairs, taken
from app.bank.slots import Slot
from app.bank.terms import Terms
from app.bank.typed import Typed

Says = Sequence[Sequence[Sequence[str]]]


@dataclass(frozen=True)
class Miss:
    """A near miss, prepared: its forms, the phrases to look for in a sentence, and its hint."""

    forms: Forms
    phrases: tuple[Phrase, ...]
    inside: bool
    feedback: str


@dataclass(frozen=True)
class Prepared:
    """A key ready for marking."""

    terms: Terms
    forms: Forms
    misses: tuple[Miss, ...]
    slot: Slot
    rivals: frozenset[str]
    echo: asking.Echo
    formulas: frozenset[str]
    products: frozenset[str]


def prepare(
    terms: Terms,
    prompt: str,
    answer: str,
    accept: Iterable[str],
    near_misses: Iterable[NearMiss] = (),
    says: Says = (),
    denies: Iterable[str] = (),
    blank: int | None = None,
    companions: Iterable[str] = (),
) -> Prepared:
    """`companions` may stand beside the key: the other parts of a list."""
    accepted = (answer, *accept)
    forms = matching.compile_forms(accepted, terms)
    misses = tuple(_miss(miss, terms) for miss in near_misses)
    wrong = [form for miss in misses if not miss.inside for form in miss.forms.exact]
    slot = _slot(terms, prompt, accepted, forms, misses, says, tuple(denies), blank, tuple(companions))
    rivals = matching.rivals_of(forms, terms, [*wrong, *denies])
    written = frozenset[str]() if blank is None else formulas.accepted(accepted, prompt.split(asking.BLANK)[blank])
    echo, products = asking.echo(prompt, blank), formulas.products(accepted)
    return Prepared(terms, forms, misses, slot, rivals, echo, written, products)


def _miss(miss: NearMiss, terms: Terms) -> Miss:
    forms = matching.compile_forms(miss.answers, terms)
    return Miss(forms, tuple(phrase(text, terms) for text in miss.answers), miss.match == "contains", miss.feedback)


def _slot(
    terms: Terms,
    prompt: str,
    accepted: tuple[str, ...],
    forms: Forms,
    misses: tuple[Miss, ...],
    says: Says,
    denies: tuple[str, ...],
    blank: int | None,
    companions: tuple[str, ...],
) -> Slot:
    asked = asking.question(prompt, terms, blank)
    readings = [Reading(text) for text in accepted]
    key_terms = {mention.term for reading in readings for mention in terms.find(reading.text, reading.words)}
    key_terms.update(mention.term for text in companions for mention in Typed(text, terms).mentions)
    names = {term.id for text in accepted if (term := terms.named(text)) and not _generic(terms, term.id)}
    confused = {
        other for term in (names or asked.subjects) if not _generic(terms, term) for other in terms.confused(term)
    }
    listed = [text for miss in misses if not miss.inside for text in miss.forms.exact] + list(denies)
    confused |= {term.id for text in listed if (term := terms.named(text))}
    own = _subjects(terms, readings[0]) & asked.terms
    described = [phrase(text, terms) for text in accepted]
    first = _senses(readings[:1])
    sides = first | {sense for sense in _senses(readings) if (sense[0], -sense[1]) not in first}
    return Slot(
        forms=forms.squeezed,
        key_terms=frozenset(key_terms),
        prompt_terms=asked.terms,
        subjects=frozenset(own) or asked.subjects,
        lead=asked.lead,
        foils=(asked.terms if own else asked.foils) - own - key_terms.difference(asked.terms),
        rivals=frozenset(confused - key_terms),
        known_words=matching.known_words([prompt.replace(asking.BLANK, " "), *accepted, *companions]),
        known_stems=matching.known_stems(prompt.replace(asking.BLANK, " ")),
        says=(
            *(tuple(tuple(phrase(text, terms) for text in idea) for idea in way) for way in says),
            *(((one,),) for one in described if len(one.stems) > 1 and not _formula(one)),
        ),
        denies=tuple(phrase(text, terms) for text in denies),
        key_senses=frozenset(sides),
        key_pairs=frozenset(pair for reading in readings for pair in pairs(reading)),
        asked=asked.asked,
        prompt_senses=asked.senses,
        strict=blank is not None,
        missed_words=frozenset(wrong for miss in misses for wrong in miss.forms.exact) - matching.known_words(accepted),
        negated=asked.negated,
        named=bool(names),
        undone=frozenset(shape for stem in described[0].stems if stem.negated for shape in stem.shapes),
    )


def _formula(described: Phrase) -> bool:
    """Letters and figures (h = W0x) are compared as they stand, never as words in a sentence."""
    shapes = [stem.shapes[0] for stem in described.stems]
    short = [shape for shape in shapes if len(shape) < 2]  # 글의 양을 크게 늘: three words bear each other out
    return any(map(str.isascii, short)) or any(map(str.isdigit, "".join(shapes))) or (bool(short) and len(shapes) < 3)


def _senses(readings: list[Reading]) -> set[Sense]:
    found = {sense for reading in readings for clause in reading.clauses for sense in taken(reading, clause)}
    return {(name, side) for name, side in found if (name, -side) not in found}


def _subjects(terms: Terms, reading: Reading) -> set[str]:
    """The terms that a key given as a sentence is about."""
    found = set()
    for mention in terms.find(reading.text, reading.words):
        if asking.phrase_role(reading, reading.word_at(mention.end - 1)) == "topic" and not _generic(
            terms, mention.term
        ):
            found.add(mention.term)
    return found


def _generic(terms: Terms, term: str) -> bool:
    return any(shape in lexicon.GENERIC for shape in terms.shapes(term))
