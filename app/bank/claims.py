"""What an answer claims, weighed against a key: is the key affirmed, of the right subject, with nothing wrong added?

An answer given as a sentence earns credit only if every doubt below is settled; unsure means no credit.
"""

from __future__ import annotations

from app.bank import leftovers, opposites, rivals, subjects
from app.bank.crediting import credited_clauses
from app.bank.refusals import Refusal
from app.bank.surroundings import Surroundings

_DOUBTS = (
    rivals.denied_claim,
    rivals.rival,
    subjects.wrong_subject,
    opposites.opposite,
    opposites.swapped,
    subjects.compared_with_another,
    subjects.said_of_another,
    rivals.hedged,
    leftovers.unaccounted,
)


def verdict(answer: Surroundings) -> Refusal | None:
    """None: the sentence earns the credit."""
    credited = credited_clauses(answer)
    if isinstance(credited, Refusal):
        return credited
    return next(filter(None, (doubt(answer, credited) for doubt in _DOUBTS)), None)
