"""What else a learner may have meant, where nothing was found: the terms whose names look most like it."""

from __future__ import annotations

import unicodedata

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.bank.normalising import squeeze
from app.bank.terms import Terms

LIKE = 0.5  # of the jamo or letters that two names must share
SHOWN = 3


def nearest(typed: str, terms: Terms) -> tuple[str, ...]:
    """Names of terms, the nearest first, for the whole that was typed and for each of its words."""
    forms = {_jamo(shape): id for shape, id in terms.all_shapes().items()}
    wanted = dict.fromkeys(filter(None, map(squeeze, (typed, *typed.split()[:SHOWN]))))
    found: dict[str, float] = {}
    for word in wanted:
        scorer = OSA.normalized_similarity
        for form, score, _ in process.extract(_jamo(word), forms.keys(), scorer=scorer, limit=SHOWN, score_cutoff=LIKE):
            found[forms[form]] = max(score, found.get(forms[form], 0.0))
    return tuple(terms.by_id[id].ko for id in sorted(found, key=lambda id: -found[id])[:SHOWN])


def _jamo(text: str) -> str:
    return unicodedata.normalize("NFD", text)
