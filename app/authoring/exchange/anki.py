"""Anki, out only: a deck of cards, the question in front, key and explanation behind. An item keeps its card: the
card's guid comes from the item's id, so that importing again updates it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from random import Random

from app.authoring.exchange.drafting import Lost, chosen
from app.authoring.exchange.going import first_deal
from app.authoring.exchange.marking_up import xhtml, xhtml_inline
from app.bank.kinds import KINDS, of
from app.bank.question import Question

NAME = "Anki"
_SHOWN = {
    "ox": {"answer"},
    "choice": {"options.text", "options.correct"},
    "blank": {"blanks.answer"},
    "short": {"answer"},
    "essay": {"answer"},
    "number": {"unit"},
    "match": {"left.text", "left.to", "right.text"},
    "order": {"steps.text"},
}
HOLDS = {kind: frozenset({"id", "concept", "prompt", "explanation", *_SHOWN[kind]}) for kind in KINDS}
_DECK, _MODEL = 1_763_700_001, 1_763_700_002  # stable for ever: Anki knows a deck and a kind of note by them
_CSS = ".card { font-family: sans-serif; font-size: 20px; line-height: 1.6; } .id { color: gray; font-size: 12px; }"


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    import genanki  # type: ignore[import-untyped]

    going, lost = chosen(questions, HOLDS, NAME, gaps=True)
    model = genanki.Model(
        _MODEL,
        "Seodang",
        fields=[{"name": name} for name in ("Front", "Back", "Id")],
        templates=[
            {
                "name": "Card",
                "qfmt": '{{Front}}<p class="id">{{Id}}</p>',
                "afmt": "{{FrontSide}}<hr id=answer>{{Back}}",
            }
        ],
        css=_CSS,
    )
    deck = genanki.Deck(_DECK, "Seodang")
    for question in going:
        fields = [_front(question), _back(question), question.id]
        tags = [f"concept::{'-'.join(question.concept.split())}", f"kind::{question.kind}"]
        deck.add_note(genanki.Note(model=model, fields=fields, tags=tags, guid=guid(question.id)))
    out = io.BytesIO()
    genanki.Package(deck).write_to_file(out)
    return out.getvalue(), tuple(lost)


def guid(item: str) -> str:
    return hashlib.sha256(f"seodang:{item}".encode()).hexdigest()[:20]


def _front(question: Question) -> str:
    kind, dealt = of(question), _dealt(question)
    options = "".join(f"<li>{xhtml_inline(option.text)}</li>" for option in kind.options(question, dealt))
    rows = "".join(
        f"<li>{xhtml_inline(row.text)}</li>" for row in kind.rows(question, dealt) if question.kind == "match"
    )
    asked = xhtml(kind.prompt(question, dealt))
    return asked + (f"<ol>{rows}</ol>" if rows else "") + (f"<ul>{options}</ul>" if options else "")


def _back(question: Question) -> str:
    """The key in the kind's own words, and why."""
    kind, dealt = of(question), _dealt(question)
    key = kind.key(question, dealt)
    return f"<b>{xhtml(key.key)}</b>{xhtml(key.explanation)}"


def _dealt(question: Question) -> dict[str, object]:
    """As in our pages nothing lies in its right order, and it lies so every time."""
    shuffled = of(question).deal(question, Random(question.id))  # noqa: S311 -- an order, no secret
    return shuffled | first_deal(question)
