"""Moodle XML, as Moodle's question bank exports and imports it. Texts go out as Markdown, which Moodle knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from app.authoring.exchange import moodle_reading
from app.authoring.exchange.drafting import Draft, Lost, chosen
from app.authoring.exchange.entries import Answer, Entry
from app.authoring.exchange.going import entry, exact, round_off
from app.authoring.exchange.marking_down import bare
from app.authoring.exchange.marking_up import guarded
from app.bank.question import Question

NAME = "Moodle XML"
_BASE = frozenset({"id", "concept", "difficulty", "skill", "prompt", "explanation"})
HOLDS = {
    "ox": _BASE | {"answer", "near_misses"},
    "choice": _BASE | {"options.text", "options.correct", "options.why", "multiple", "shuffle"},
    "blank": _BASE | {"blanks.answer", "blanks.accept", "blanks.near_misses", "near_misses"},
    "short": _BASE | {"answer", "accept", "near_misses"},
    "number": _BASE | {"formula", "tolerance", "unit", "units", "near_misses"},
    "essay": _BASE | {"answer"},
    "match": _BASE | {"left.text", "left.to", "right.text", "reuse", "shuffle"},
    "order": _BASE | {"steps.text", "steps.why"},
}
_ILLEGAL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)))


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    going, lost = chosen(questions, HOLDS, NAME)
    body = "".join(_question(entry(each)) for each in going)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}</quiz>\n'.encode(), tuple(lost)


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    return moodle_reading.read(data)


def _question(found: Entry) -> str:
    lines = [
        f'<question type="{found.type}">',
        f"<name>{_text(found.name)}</name>",
        _said("questiontext", found.text),
        _said("generalfeedback", found.feedback),
        "<defaultgrade>1</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>",
        f"<idnumber>{_escaped(found.id)}</idnumber>",
        *_body(found),
        f"<tags>{''.join(f'<tag>{_text(tag)}</tag>' for tag in found.tags)}</tags>",
        "</question>\n",
    ]
    return "\n".join(lines)


def _body(found: Entry) -> Iterator[str]:
    if found.type == "multichoice":
        yield f"<single>{str(found.single).lower()}</single>"
        yield f"<shuffleanswers>{str(found.shuffle).lower()}</shuffleanswers><answernumbering>abc</answernumbering>"
    elif found.type == "shortanswer":
        yield "<usecase>0</usecase>"
    elif found.type == "matching":
        yield f"<shuffleanswers>{str(found.shuffle).lower()}</shuffleanswers>"
    elif found.type == "essay":
        yield "<responseformat>editor</responseformat><responserequired>1</responserequired>"
        yield "<responsefieldlines>15</responsefieldlines><attachments>0</attachments>"
        yield _said("graderinfo", found.model)
    elif found.type == "ordering":
        yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype><selectcount>0</selectcount>"
        yield "<gradingtype>RELATIVE_ALL_PREVIOUS_AND_NEXT</gradingtype><showgrading>SHOW</showgrading>"
    yield from (_answer(found, answer) for answer in found.answers)
    for pair in found.pairs:
        yield _said("subquestion", pair.left, f"<answer>{_text(bare(pair.right))}</answer>")
    if found.units:
        yield f"<units>{''.join(_unit(*unit) for unit in found.units)}</units>"


def _answer(found: Entry, answer: Answer) -> str:
    share = answer.share if found.type == "ordering" else 100 * answer.share
    marked = found.type in ("multichoice", "ordering")
    text = guarded(answer.text) if marked else answer.text
    margin = f"<tolerance>{answer.tolerance!r}</tolerance>" if found.type == "numerical" else ""
    fraction = f"{share:.5f}".rstrip("0").rstrip(".")
    form = "markdown" if marked else "moodle_auto_format"
    feedback = _said("feedback", answer.feedback)
    return f'<answer fraction="{fraction}" format="{form}">{_text(text)}{feedback}{margin}</answer>'


def _unit(name: str, worth: float) -> str:
    """Moodle multiplies the answer by it to get to this unit; we say what one of it is worth."""
    multiplier = exact(round_off(1 / worth))
    return f"<unit><multiplier>{multiplier}</multiplier><unit_name>{_escaped(name)}</unit_name></unit>"


def _said(tag: str, markdown: str, more: str = "") -> str:
    return f'<{tag} format="markdown">{_text(guarded(markdown))}{more}</{tag}>'


def _text(text: str) -> str:
    return f"<text>{_escaped(text)}</text>"


def _escaped(text: str) -> str:
    """Line ends too: a reader of XML would make one sign of `\\r\\n`."""
    return escape(text.translate(_ILLEGAL), {"\r": "&#13;"})
