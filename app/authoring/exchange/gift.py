"""GIFT, Moodle's text format. Texts go out as Markdown, ids and tags in comments as Moodle writes them.

The grammar is that of Moodle's question/format/gift; blank lines part questions, `\\` escapes `~ = # { } : \\`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.authoring.exchange import gift_reading
from app.authoring.exchange.drafting import Draft, Lost, chosen
from app.authoring.exchange.entries import Answer, Entry
from app.authoring.exchange.going import entry
from app.authoring.exchange.marking_down import bare
from app.authoring.exchange.marking_up import guarded
from app.bank.question import Question

NAME = "GIFT"
_BASE = frozenset({"id", "concept", "difficulty", "skill", "prompt", "explanation"})
HOLDS = {
    "ox": _BASE | {"answer", "near_misses"},
    "choice": _BASE | {"options.text", "options.correct", "options.why", "multiple"},
    "blank": _BASE | {"blanks.answer", "blanks.accept", "blanks.near_misses", "near_misses"},
    "short": _BASE | {"answer", "accept", "near_misses"},
    "number": _BASE | {"formula", "tolerance", "near_misses"},
    "essay": _BASE,
    "match": _BASE | {"left.text", "left.to", "right.text", "reuse"},
}
ARROW = "->"
TYPED = {
    "short": ("answer", "accept", "near_misses"),
    "blank": ("near_misses", "blanks.answer", "blanks.accept", "blanks.near_misses"),
    "match": ("left.text",),
}
_RESERVED = str.maketrans({char: f"\\{char}" for char in "\\#=~{}:"} | {"\n": "\\n", "\r": ""})


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    going, lost = chosen(questions, HOLDS, NAME)
    entries = [entry(each) for each in going]
    lost += [each for question in going for each in _arrows(question)]
    return "\n".join(_question(found) for found in entries).encode(), tuple(lost)


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """Raises UnreadableError."""
    return gift_reading.read(data)


def _arrows(question: Question) -> Iterator[Lost]:
    """The one sign that GIFT cannot escape."""
    for field in TYPED.get(question.kind, ()):
        name, _, part = field.partition(".")
        value = getattr(question, name)
        if ARROW in repr([getattr(each, part) for each in value] if part else value):
            yield Lost(question.id, field, "GIFT에서는 ‘->’가 짝을 뜻하므로 ‘→’로 바꾸어 적었습니다.")


def _question(found: Entry) -> str:
    tags = "".join(f" [tag:{_bracketed(tag)}]" for tag in found.tags)
    head = f"// [id:{_bracketed(found.id)}]{tags}\n::{_plain(found.name)}::[markdown]{_plain(guarded(found.text))}"
    body = "\n".join(f"\t{line}" for line in _answers(found))
    body += f"\n\t####{_text(found.feedback)}" if found.feedback else ""
    opening = "{#" if found.type == "numerical" else "{"
    return f"{head}{opening}\n{body.lstrip(chr(10))}\n}}\n"


def _answers(found: Entry) -> Iterator[str]:
    if found.type == "truefalse":
        right = "TRUE" if found.answers[0].share else "FALSE"
        wrong = next(answer.feedback for answer in found.answers if not answer.share)
        yield right + (f"#{_text(wrong)}" if wrong else "")
    for pair in found.pairs:
        yield f"={_text(pair.left).replace(ARROW, '→')} -> {_plain(bare(pair.right))}"
    for answer in found.answers if found.type != "truefalse" else ():
        feedback = f"#{_text(answer.feedback)}" if answer.feedback else ""
        feedback = feedback.replace(ARROW, "→") if found.type == "shortanswer" else feedback
        yield _weighed(found, answer) + feedback


def _weighed(found: Entry, answer: Answer) -> str:
    share = "%" + f"{100 * answer.share:.5f}".rstrip("0").rstrip(".") + "%"
    if found.type == "numerical":
        return f"={share}{answer.text}:{answer.tolerance!r}"
    if found.type == "shortanswer":
        return f"={share}{_bracket_guard(answer.text)}{_plain(answer.text).replace(ARROW, '→')}"
    wrong = "~" if answer.share == 0 and not answer.text.startswith("%") else f"~{share}"
    return ("=" if answer.share == 1 and found.single else wrong) + _text(answer.text)


def _text(markdown: str) -> str:
    return _bracket_guard(guarded(markdown)) + _plain(guarded(markdown))


def _bracket_guard(text: str) -> str:
    """A text that begins with a bracket would be read as a format's name."""
    return "[markdown]" if text.startswith("[") else ""


def _plain(text: str) -> str:
    return text.translate(_RESERVED)


def _bracketed(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("]", "\\]").split())
