"""Reads Moodle XML, one question after the other. Texts in HTML become Markdown; what has no place is listed."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.authoring.exchange import archives, xml_files
from app.authoring.exchange.coming import draft
from app.authoring.exchange.drafting import (
    LONGEST_NAME,
    MOST_PARTS,
    MOST_SIGNS,
    TOO_LONG,
    TOO_MANY_PARTS,
    Draft,
    Lost,
    UnreadableError,
    fit,
)
from app.authoring.exchange.entries import MOST_ELEMENTS, NUMBER, Answer, Entry, Pair, Type
from app.authoring.exchange.going import round_off
from app.authoring.exchange.marking_down import MARKED, from_bare, from_html, from_lines, seen
from app.authoring.exchange.marking_up import unguarded
from app.authoring.exchange.moodle_types import COMBINED, REFUSED, TYPES
from app.authoring.exchange.xml_files import words

_BLANK_LETTERS = ("shortanswer", "numerical")
_LINE_END = re.compile(r"(?<!>)\n(?!\s*<)")  # Moodle keeps those that no tag stands at


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    archives.fit_size(data)
    drafts: list[Draft] = []
    lost: list[Lost] = []
    at = 0
    for at, element in enumerate(fit(xml_files.parts(data, ("question",))), 1):
        found = _question(element, at)
        if isinstance(found, Lost):
            lost.append(found)
        else:
            drafts.append(draft(found))
    if not at:
        raise UnreadableError("Moodle XML의 <question>이 하나도 없습니다. 다른 형식의 파일인지 살펴 주세요.")
    return tuple(drafts), tuple(lost)


def _question(element: Element, at: int) -> Entry | Lost:
    kind = element.get("type", "")
    if kind == "category":
        return Lost("", "category", f"범주 ‘{words(element, 'category/text')[:80]}’은(는) 남지 않습니다.")
    name = " ".join(words(element, "name/text").split())[:LONGEST_NAME] or f"{at}번째"
    item = words(element, "idnumber").strip()[:LONGEST_NAME]
    if _too_long(element):
        return Lost(item or name, "", TOO_LONG)
    if kind not in TYPES:
        why = REFUSED.get(kind.removesuffix("simple").removesuffix("multi"), f"‘{kind}’ 갈래는 읽지 않습니다.")
        return Lost(item or name, "", why)
    return _Reader(element, item or name).entry(TYPES[kind], item, name)


def _too_long(element: Element) -> bool:
    """Attached files hold pictures, which nobody reads."""
    said = [each.text or "" for each in element.iter() if each.tag != "file"]
    return len(said) > MOST_ELEMENTS or sum(len(seen(text)) for text in said) > MOST_SIGNS


class _Reader:
    """One question whose type we know."""

    def __init__(self, element: Element, where: str) -> None:
        self._element, self._where = element, where
        self._lost: list[Lost] = []
        asked = element.find("questiontext")
        self._format = asked.get("format", "html") if asked is not None else "html"

    def entry(self, kind: Type, item: str, name: str) -> Entry | Lost:
        if len(self._element.findall("answer")) + len(self._element.findall("subquestion")) > MOST_PARTS:
            return Lost(self._where, "", TOO_MANY_PARTS)
        answers = tuple(self._answer(kind, each) for each in self._element.findall("answer"))
        if kind == "numerical" and any(not re.fullmatch(rf"{NUMBER}|\*", answer.text) for answer in answers):
            return Lost(self._where, "", "수로 읽을 수 없는 답이 있습니다.")
        self._look_for_more(kind)
        return Entry(
            type=kind,
            name=name,
            id=item,
            text=self._markdown("questiontext"),
            feedback=self._markdown("generalfeedback"),
            answers=self._named(answers) if kind == "truefalse" else answers,
            pairs=tuple(self._pair(each) for each in self._element.findall("subquestion")),
            single=words(self._element, "single").strip() not in ("false", "0"),
            shuffle=self._shuffled(kind),
            units=self._units(),
            model=self._markdown("graderinfo"),
            tags=tuple(words(tag, "text").strip() for tag in self._element.findall("tags/tag")),
            lost=tuple(dict.fromkeys(self._lost)),
        )

    def _lose(self, field: str, why: str) -> None:
        self._lost.append(Lost(self._where, field, why))

    def _answer(self, kind: Type, element: Element) -> Answer:
        typed = kind in ("truefalse", *_BLANK_LETTERS)
        text = (words(element, "text") or words(element)).strip() if typed else self._said(element, "answer")
        fraction, margin = element.get("fraction", "0"), words(element, "tolerance").strip()
        share = float(fraction) if re.fullmatch(NUMBER, fraction.strip()) else 0.0
        feedback = self._said(element.find("feedback"), "feedback")
        tolerance = float(margin) if re.fullmatch(NUMBER, margin) else 0.0
        return Answer(text, share if kind == "ordering" else share / 100, feedback, tolerance)

    def _named(self, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
        """True and false. Old files name them in the language of the page, the true one first."""
        if all(answer.text.casefold() in ("true", "false") for answer in answers):
            return answers
        said = "’, ‘".join(answer.text[:20] for answer in answers[:2])
        self._lose("answer", f"‘{said}’을(를) 적힌 차례대로 O, X로 읽었습니다. 정답이 맞는지 살펴 주세요.")
        return tuple(replace(answer, text=text) for answer, text in zip(answers, ("true", "false"), strict=False))

    def _shuffled(self, kind: Type) -> bool:
        """What a file does not say is no for options and yes for pairs."""
        usual = "false" if kind == "multichoice" else "true"
        said = self._element.find("shuffleanswers")
        return (usual if said is None else words(said).strip()) not in ("false", "0", "")

    def _pair(self, element: Element) -> Pair:
        plain, gone = from_bare(words(element, "answer/text"))
        for what in gone:
            self._lose("answer", f"들여오지 않음: {what}")
        return Pair(self._said(element, "subquestion"), plain)

    def _units(self) -> tuple[tuple[str, float], ...]:
        found = []
        for unit in self._element.findall("units/unit"):
            name, factor = words(unit, "unit_name").strip(), words(unit, "multiplier").strip()
            if name and re.fullmatch(NUMBER, factor) and float(factor) > 0:
                found.append((name, round_off(1 / float(factor))))
        return tuple(found)

    def _look_for_more(self, kind: Type) -> None:
        """What Moodle knows of a question and we have no field for."""
        for tag, what in COMBINED.items():
            if said := self._markdown(tag):
                self._lose(tag, f"{what}을 적을 곳이 없습니다: ‘{said[:80]}’")
        if picture := words(self._element, "image").strip():
            self._lose("questiontext", f"그림 ‘{picture[:60]}’은(는) 들여오지 않습니다. 편집기에서 올려 주세요.")
        mark = words(self._element, "defaultgrade").strip()
        if re.fullmatch(NUMBER, mark) and float(mark) != 1:
            self._lose("defaultgrade", f"배점({float(mark):g}점)을 적을 곳이 없습니다.")
        if hints := len([hint for hint in self._element.findall("hint") if words(hint, "text").strip()]):
            self._lose("hint", f"귀띔 {hints}개를 적을 곳이 없습니다. 알맞은 것을 near_misses에 옮겨 주세요.")
        if kind == "shortanswer" and words(self._element, "usecase").strip() == "1":
            self._lose("usecase", "대소문자를 가리는 채점은 없습니다.")
        if self._markdown("responsetemplate"):
            self._lose("responsetemplate", "미리 적힌 답안 틀을 적을 곳이 없습니다.")

    def _markdown(self, tag: str) -> str:
        return self._said(self._element.find(tag), tag)

    def _said(self, element: Element | None, field: str) -> str:
        """A text in the format that it names itself; old files name none and mean HTML."""
        if element is None:
            return ""
        for file in element.findall("file"):
            self._lose(
                field,
                f"붙임 파일 ‘{file.get('name', '')[:60]}’은(는) 들여오지 않습니다. 그림은 편집기에서 올려 주세요.",
            )
        text, form = words(element, "text") or words(element), element.get("format", self._format)
        if form == "markdown":
            return unguarded(text).strip()
        if form == "plain_text" or (form == "moodle_auto_format" and not MARKED.search(text)):
            return from_lines(text)
        if form == "moodle_auto_format":
            text = _LINE_END.sub("<br>", text.strip())
        written, gone = from_html(text)
        for what in gone:
            self._lose(field, f"들여오지 않음: {what}")
        return written
