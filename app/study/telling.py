"""A question, and an answer that was given to it, in words for people who read it and do not answer. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from app import markdown
from app.bank.kinds import KINDS
from app.bank.kinds.arranged import chosen
from app.bank.question import Dealt, Question, Raw
from app.study.asking import dealt as usual
from app.study.tables import ItemRevision

ARROW = Markup(" → ")


def as_worded(revision: ItemRevision) -> Question:
    """The question as it stood then."""
    found: Question = KINDS[revision.body["kind"]].Question.model_validate(revision.body)
    return found


def prompt(question: Question, dealt: Dealt | None = None) -> str:
    """What it asks, as Markdown: a blank is drawn, for there is no box. Without values those that everybody reads."""
    values = usual(question, "", 0) if dealt is None else dealt
    return KINDS[question.kind].prompt(question, values).replace("____", "▁▁▁")


def in_short(question: Question, dealt: Dealt | None = None) -> str:
    """The first paragraph of what it asks, for lists."""
    return prompt(question, dealt).split("\n\n")[0]


def told(question: Question, dealt: Dealt, raw: Raw) -> tuple[str, ...]:
    """What was typed, a line each. Options and rows by their text, as Markup; what a learner wrote stays plain text,
    for the template to escape. An option that is gone keeps its name."""
    kind = KINDS[question.kind]
    texts = {option.key: markdown.render_inline(option.text) for option in kind.options(question, dealt)}
    if rows := {row.place: row.text for row in kind.rows(question, dealt)}:
        return tuple(
            _pair(rows, texts, row, key) for row, key in sorted(chosen(raw), key=lambda pair: pair[0].zfill(2))
        )
    parts = [raw] if isinstance(raw, str) else raw
    return tuple(texts.get(part.strip(), part) for part in parts) if texts else (" / ".join(parts),)


def _pair(rows: Mapping[str, str], texts: Mapping[str, Markup], row: str, key: str) -> str:
    """A left side with what it was matched to; a place of an order with what stands there."""
    name = markdown.render_inline(rows[row]) + ARROW if rows.get(row) else f"{int(row or 0) + 1}. "
    return Markup("{}{}").format(name, texts.get(key, key))
