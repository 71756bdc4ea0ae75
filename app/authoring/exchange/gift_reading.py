"""Reads GIFT as Moodle does, questions of hand-written files included. What it cannot keep is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.authoring.exchange import archives
from app.authoring.exchange.coming import draft
from app.authoring.exchange.drafting import (
    LONGEST_NAME,
    MOST_PARTS,
    MOST_SIGNS,
    TOO_LONG,
    TOO_MANY_PARTS,
    Draft,
    Lost,
    fit,
)
from app.authoring.exchange.entries import NUMBER, Answer, Entry, Pair, Type
from app.authoring.exchange.gift_answers import interval, question_type, weighed
from app.authoring.exchange.marking_down import from_bare, from_html, from_lines
from app.authoring.exchange.marking_up import unguarded

# Escaped signs stand as private characters until the grammar has been read.
_SIGNS = "\\#=~{}:n"
_HIDE = {sign: chr(0xE000 + at) for at, sign in enumerate(_SIGNS)}
_SHOW = str.maketrans({hidden: "\n" if sign == "n" else sign for sign, hidden in _HIDE.items()})
_ESCAPE = re.compile(r"\\([\\#=~{}:n])")
_NOTE = re.compile(r"\[(id|tag):([^\]\\]*(?:\\.[^\]\\]*)*)\]")
_LONGEST_NOTE = 6_000  # signs of a line: where `[id:` stands thousands of times, each is followed to the end
_FORMAT = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_MISSING = "중괄호가 맞지 않아 읽을 수 없습니다. 글 안의 { }는 \\{ \\}로 적어 주세요."
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-z]+|#\d+);")


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    drafts, lost = [], []
    for at, block in enumerate(fit(_blocks(archives.text(data, "GIFT"))), 1):
        found = _block(block, at)
        if isinstance(found, Lost):
            lost.append(found)
        elif found:
            drafts.append(draft(found))
    return tuple(drafts), tuple(lost)


def _blocks(text: str) -> Iterator[list[str]]:
    """Questions stand apart by blank lines; a comment alone belongs to what follows it."""
    block: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        if line.strip():
            block.append(line.strip())
        elif any(not kept.startswith("//") for kept in block):
            yield block
            block = []


def _block(lines: list[str], at: int) -> Entry | Lost | None:
    told = (line[:_LONGEST_NOTE] for line in lines if line.startswith("//"))
    notes = [note for line in told for note in _NOTE.findall(line)]
    tags = tuple(_unbracketed(value) for name, value in notes if name == "tag")
    item = next((_unbracketed(value)[:LONGEST_NAME] for name, value in notes if name == "id"), "")
    text = "\n".join(line for line in lines if not line.startswith("//"))
    text = _ESCAPE.sub(lambda found: _HIDE[found[1]], text)
    if text.startswith("$CATEGORY:"):
        category, _, text = text.partition("\n")
        if not text.strip():
            return Lost("", "category", f"범주 ‘{_shown(category[10:])}’은(는) 남지 않습니다. 단원을 골라 들여옵니다.")
    title = re.match(r"::(.*?)::", text, re.DOTALL)
    name = (_shown(title[1])[:LONGEST_NAME] if title else "") or f"{at}번째"
    return _entry(text[title.end() :] if title else text, item, tags, name)


def _entry(text: str, item: str, tags: tuple[str, ...], name: str) -> Entry | Lost:
    where = item or name
    if len(text) > MOST_SIGNS:
        return Lost(where, "", TOO_LONG)
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        return Lost(where, "", "답이 없는 설명글입니다. 문항만 들여옵니다.")
    if start < 0 or end < start or "{" in text[start + 1 : end]:
        return Lost(where, "", _MISSING)
    body, after = text[start + 1 : end].strip(), text[end + 1 :].rstrip()
    asked = text[:start].rstrip() + (f" _____{after}" if after.strip() else "")
    if body.count("=") + body.count("~") > MOST_PARTS:
        return Lost(where, "", TOO_MANY_PARTS)
    if body.startswith(">"):
        return Lost(where, "", "GIFT의 순서 문항은 읽지 않습니다. Moodle XML로 내보내서 들여와 주세요.")
    return _Reader(asked, body, after != "").entry(item, tags, name)


class _Reader:
    """One question, its parts told apart. The format of the question's text is that of all its texts."""

    def __init__(self, asked: str, body: str, gap: bool) -> None:
        marked = _FORMAT.match(asked)
        self._format = marked[1] if marked else "moodle"
        self._gone: list[str] = []
        self._asked, self._gap = asked, gap
        self._body, _, self._feedback = body.rpartition("####") if "####" in body else (body, "", "")

    def entry(self, item: str, tags: tuple[str, ...], name: str) -> Entry | Lost:
        body, where = self._body.strip(), item or name
        kind = question_type(body)
        if kind == "matching" and any("->" not in part for part in body.split("=") if part.strip()):
            return Lost(where, "", "짝마다 ‘->’가 있어야 합니다. 다른 문항의 되먹임에는 ‘→’를 써 주세요.")
        answers, pairs = self._parts(kind, body)
        if kind == "multichoice" and len(answers) < 2:
            return Lost(where, "", "보기가 둘이 되지 않아 읽을 수 없습니다.")
        if kind == "numerical" and any(not re.fullmatch(rf"{NUMBER}|\*", answer.text) for answer in answers):
            return Lost(where, "", "수로 읽을 수 없는 답이 있습니다.")
        return Entry(
            type=kind,
            name=name,
            id=item,
            tags=tags,
            text=self._prompt(),
            feedback=self._markdown(self._feedback),
            answers=answers,
            pairs=pairs,
            single=kind != "multichoice" or "=" in body,
            lost=tuple(Lost(where, "prompt", f"들여오지 않음: {what}") for what in set(self._gone)),
        )

    def _prompt(self) -> str:
        if not self._gap:
            return self._markdown(self._asked)
        return self._markdown(self._asked.replace("_____", "\ue0ff", 1)).replace("\ue0ff", "_____")

    def _parts(self, kind: Type, body: str) -> tuple[tuple[Answer, ...], tuple[Pair, ...]]:
        if kind == "truefalse":
            return self._truth(body), ()
        if kind == "matching":
            return (), tuple(self._pair(part) for part in body.split("=") if part.strip())
        if kind == "numerical":
            return tuple(self._numbers(body[1:])), ()
        signs = re.findall(r"([~=])([^~=]*)", body) if body[:1] in "~=" else [("=", body)] if body else []
        return tuple(self._answer(kind, sign, part) for sign, part in signs), ()

    def _truth(self, body: str) -> tuple[Answer, ...]:
        word, wrong, right = (*(part.strip() for part in body.split("#", 2)), "", "")[:3]
        truth = word[:1] in "Tt"
        told = (self._markdown(right), self._markdown(wrong))
        return Answer("true", float(truth), told[not truth]), Answer("false", float(not truth), told[truth])

    def _answer(self, kind: Type, sign: str, part: str) -> Answer:
        text, _, feedback = part.strip().partition("#")
        share, text = weighed(text, 1.0 if sign == "=" else 0.0)
        typed = kind == "shortanswer"
        return Answer(_shown(_bare(text)) if typed else self._markdown(text), share, self._markdown(feedback))

    def _pair(self, part: str) -> Pair:
        left, _, right = part.partition("->")
        plain, gone = from_bare(_shown(right))
        self._gone += gone
        return Pair(self._markdown(left), plain)

    def _numbers(self, body: str) -> Iterator[Answer]:
        body, _, others = body.partition("~")
        for part in body.split("="):
            text, _, feedback = part.strip().partition("#")
            share, text = weighed(text, 1.0)
            if text.strip():
                value, tolerance = interval(_shown(text))
                yield Answer(value, share, self._markdown(feedback), tolerance)
        if others:
            yield Answer("*", 0.0, self._markdown(others.partition("#")[2]))

    def _markdown(self, text: str) -> str:
        marked = _FORMAT.match(text)
        kind, shown = (marked[1], text[marked.end() :]) if marked else (self._format, text)
        if kind in ("plain", "moodle") and not _HTML.search(shown):
            return from_lines(_shown(" ".join(shown.split("\n"))))
        shown = _shown(shown)
        if kind == "markdown":
            return unguarded(shown)
        written, gone = from_html(shown)
        self._gone += gone
        return written


def _shown(text: str) -> str:
    return text.translate(_SHOW).strip()


def _bare(text: str) -> str:
    """Without the name of a format at its head."""
    marked = _FORMAT.match(text)
    return text[marked.end() :] if marked else text


def _unbracketed(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
