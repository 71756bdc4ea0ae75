"""What a text of the glossary or of the sources would change, as students will read it. Knows no file."""

from __future__ import annotations

from dataclasses import dataclass

from app.authoring.editing.subjects import Subject
from app.bank.loading import TERMS, Bank
from app.bank.references import Reference
from app.lectures import glossary
from app.lectures.pages import Entry


@dataclass(frozen=True)
class Changed:
    """Entries that are new or say something else, and the names of those that are gone."""

    terms: tuple[Entry, ...] = ()
    sources: tuple[tuple[str, Reference], ...] = ()
    gone: tuple[str, ...] = ()


def of(before: Bank, after: Bank, subject: Subject) -> Changed:
    return _terms(before, after) if subject.file == TERMS else _sources(before, after)


def _terms(before: Bank, after: Bank) -> Changed:
    then, now = before.terms.by_id, after.terms.by_id
    other = tuple(glossary.entry(term, after.terms) for name, term in now.items() if then.get(name) != term)
    return Changed(terms=other, gone=tuple(name for name in then if name not in now))


def _sources(before: Bank, after: Bank) -> Changed:
    then, now = before.references, after.references
    other = tuple((name, source) for name, source in now.items() if then.get(name) != source)
    return Changed(sources=other, gone=tuple(name for name in then if name not in now))
