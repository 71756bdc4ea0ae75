"""The vocabulary: what a term is confused with exists, and no form belongs to two terms. Knows no item."""

from __future__ import annotations

from collections.abc import Iterator

from app.bank.loading import Loaded
from app.bank.normalising import squeeze
from app.bank.problems import Problem, problem


def check(loaded: Loaded) -> Iterator[Problem]:
    terms = loaded.readable.terms
    owners: dict[str, str] = {}
    for at, term in enumerate(terms.items):
        for nth, other in enumerate(term.confused_with):
            if other == term.id:
                place = loaded.terms.place(at, "confused_with", nth)
                yield problem(place, "term-itself", f"‘{other}’을(를) 자기 자신과 헷갈릴 수는 없습니다. 지워 주세요.")
            elif other not in terms.by_id:
                place = loaded.terms.place(at, "confused_with", nth)
                yield problem(place, "term-unknown", f"‘{other}’이라는 id가 없습니다. 고치거나 용어를 더해 주세요.")
        for form in term.forms:
            owner = owners.setdefault(squeeze(form), term.id)
            if owner != term.id:
                message = f"‘{form}’은(는) ‘{owner}’에도 있습니다. 한 용어에만 적어 주세요."
                yield problem(loaded.terms.find(form, at), "term-shared", message)
