"""Questions of every kind, made by chance, and how two of them are compared. Asserts nothing."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from app.authoring.exchange.drafting import LETTERS, Draft
from app.authoring.exchange.marking_up import plain, xhtml
from app.bank.kinds import KINDS
from app.bank.question import Question

SIGNS = "가나다 라마 abc XYZ 019 ~=#{}:%[]()<>&*\"'|/\\-+.,;!?→·"
WORDS = "가나다라 abc019~=#{}:%[]<>&\"'|/-+.,!?"


def _fit(text: str) -> str:
    return " ".join(text.split())


def _is_seen(text: str) -> bool:
    """Whether anything of it is drawn: a lone `-` is an empty list."""
    return bool(plain(text)) and "<li></li>" not in xhtml(text)


TEXT = st.text(SIGNS, min_size=1, max_size=30).map(_fit).filter(_is_seen)
MATHS = st.sampled_from(
    ["$x_i^2$", r"$\frac{a}{b} < c$", "`W_0`", "**굵게**", "$d = {d}$", "a * b", r"\*", "$$\\sum_i x_i$$"]
)
MARKDOWN = st.lists(st.one_of(TEXT, MATHS), min_size=1, max_size=3).map(" ".join).map(_fit).filter(_is_seen)
BLOCKS = st.lists(MARKDOWN, min_size=1, max_size=2).map("\n\n".join).filter(_is_seen)
FORM = st.text(WORDS, min_size=1, max_size=12).map(_fit).filter(bool)
FORMS = st.lists(FORM, min_size=1, max_size=4, unique_by=str.casefold)
NAME = st.text("abcdefgh", min_size=2, max_size=6)
FIGURE = st.one_of(st.integers(1, 10**9), st.floats(0.001, 10**6).map(lambda value: round(value, 4)))
SOURCES = [{"ref": "book2020", "locus": "§1"}]


@st.composite
def questions(draw: st.DrawFn, kind: str, text: st.SearchStrategy[str] = BLOCKS) -> Question:
    body = {
        "id": f"mini-{kind}-{draw(st.integers(10, 99))}",
        "kind": kind,
        "concept": draw(NAME),
        "difficulty": draw(st.integers(1, 3)),
        "skill": draw(st.sampled_from(["recall", "apply", "diagnose"])),
        "prompt": draw(text),
        "explanation": draw(text),
        "sources": SOURCES,
    }
    return KINDS[kind].Question.model_validate(body | BODIES[kind](draw))


def _ox(draw: st.DrawFn) -> dict[str, Any]:
    right = draw(st.sampled_from("OX"))
    miss = {"answers": ["X" if right == "O" else "O"], "feedback": draw(BLOCKS)}
    return {"answer": right, "near_misses": draw(st.sampled_from([[], [miss]]))}


def _choice(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(st.lists(MARKDOWN, min_size=2, max_size=5, unique_by=xhtml))
    multiple = draw(st.booleans())
    right = draw(st.sets(st.sampled_from(range(len(texts))), min_size=1, max_size=len(texts) if multiple else 1))
    options = [
        {"key": key, "text": text, "correct": at in right, "why": draw(st.one_of(st.just(""), MARKDOWN))}
        for at, (key, text) in enumerate(zip(LETTERS, texts, strict=False))
    ]
    return {"options": options, "multiple": multiple, "shuffle": draw(st.booleans())}


def _forms(draw: st.DrawFn) -> dict[str, Any]:
    """A key, and near misses each with a hint of its own: two with the same hint would be one."""
    forms, wrong = draw(FORMS), draw(st.lists(FORMS, max_size=2))
    hints = draw(st.lists(BLOCKS, min_size=len(wrong), max_size=len(wrong), unique_by=xhtml))
    ways = st.sampled_from(["exact", "contains"])
    misses = [
        {"answers": answers, "feedback": hint, "match": draw(ways)} for answers, hint in zip(wrong, hints, strict=True)
    ]
    return {"answer": forms[0], "accept": forms[1:], "near_misses": misses}


def _blank(draw: st.DrawFn) -> dict[str, Any]:
    return {"prompt": f"{draw(MARKDOWN)} 빈칸은 ____ 입니다", "blanks": [_forms(draw)]}


def _blanks(draw: st.DrawFn) -> dict[str, Any]:
    return {"prompt": f"{draw(MARKDOWN)} 앞은 ____ 뒤는 ____ 입니다", "blanks": [_forms(draw), _forms(draw)]}


def _number(draw: st.DrawFn) -> dict[str, Any]:
    hints = draw(st.lists(MARKDOWN, max_size=2, unique_by=xhtml))
    body: dict[str, Any] = {"formula": str(draw(FIGURE)), "tolerance": draw(st.sampled_from([0, 0.01, 0.05]))}
    body["near_misses"] = [{"formula": str(draw(FIGURE)), "feedback": hint} for hint in hints]
    units = {"unit": "개", "units": {"상자": draw(st.sampled_from([12.0, 0.5, 1000.0]))}}
    return body | draw(st.sampled_from([{}, {"unit": "개"}, units]))


def _match(draw: st.DrawFn) -> dict[str, Any]:
    left = draw(st.lists(MARKDOWN, min_size=3, max_size=5, unique_by=xhtml))
    right = draw(st.lists(TEXT, min_size=len(left), max_size=len(left) + 2, unique_by=xhtml))
    to = [LETTERS[at % max(2, len(left) - 1)] for at in range(len(left))] if draw(st.booleans()) else LETTERS
    return {
        "left": [{"text": text, "to": to[at], "why": "까닭"} for at, text in enumerate(left)],
        "right": [{"key": LETTERS[at], "text": text, "why": "까닭"} for at, text in enumerate(right)],
        "reuse": to != LETTERS,
        "shuffle": draw(st.booleans()),
    }


def _order(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(st.lists(MARKDOWN, min_size=3, max_size=6, unique_by=xhtml))
    return {"steps": [{"key": LETTERS[at], "text": text, "why": draw(MARKDOWN)} for at, text in enumerate(texts)]}


def _essay(draw: st.DrawFn) -> dict[str, Any]:
    point = {"point": "요점", "weight": 1.0, "says": [[["말"]]]}
    return {"answer": draw(BLOCKS), "rubric": [point]}


BODIES = {
    "ox": _ox,
    "choice": _choice,
    "blank": _blank,
    "short": _forms,
    "number": _number,
    "match": _match,
    "order": _order,
    "essay": _essay,
}
FILLERS: dict[str, Any] = {"concept": "a", "difficulty": 1, "explanation": "-", "sources": SOURCES, "answer": "-"}


def finished(draft: Draft, like: Question) -> Question:
    """The draft as a question, what its format could not hold filled in."""
    fields = {name: FILLERS[name] for name in FILLERS if name in type(like).model_fields} | draft.fields
    fields.setdefault("id", like.id)
    if like.kind == "essay":
        fields["rubric"] = [{"point": "요점", "weight": 1.0, "says": [[["말"]]]}]
    for side in ("left", "steps"):
        fields |= {side: [{"why": "-"} | row for row in fields[side]]} if side in fields else {}
    return KINDS[like.kind].Question.model_validate(fields)


def seen(question: Question, field: str) -> Any:
    """What a reader sees of one field. Options of a pair go by their texts: a format may name them anew."""
    body = question.model_dump(mode="json")
    name, _, part = field.partition(".")
    if field == "left.to":
        texts = {each["key"]: each["text"] for each in body["right"]}
        return [_shown(texts[each["to"]]) for each in body["left"]]
    if name == "right":
        return sorted(_shown(each[part]) for each in body["right"])
    if name == "formula":
        return float(body[name])
    value = [each[part] for each in body[name]] if part else body[name]
    if question.kind == "number" and name == "near_misses":
        return [(float(each["formula"]), _shown(each["feedback"])) for each in value]
    return _shown(value)


def _shown(value: Any) -> Any:
    """Texts as they are drawn."""
    if isinstance(value, str):
        return " ".join(xhtml(value).split())
    if isinstance(value, list):
        return [_shown(each) for each in value]
    return {name: _shown(each) for name, each in value.items()} if isinstance(value, dict) else value
