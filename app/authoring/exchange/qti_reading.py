"""Reads items of QTI 2.1 (2.2 looks the same to it): one interaction an item, or several text entries. What it cannot
hold is listed."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.authoring.exchange import xml_files
from app.authoring.exchange.drafting import LONGEST_NAME, MOST_PARTS, MOST_SIGNS, TOO_LONG, TOO_MANY_PARTS, Lost
from app.authoring.exchange.entries import MOST_ELEMENTS, NUMBER, Answer, Entry, Pair, Type
from app.authoring.exchange.marking_down import from_html
from app.authoring.exchange.qti_texts import GAP, LATER, inner
from app.authoring.exchange.qti_typed import forms, number, numbers
from app.bank.asking import BLANK

TYPES: dict[str, Type] = {
    "choiceInteraction": "multichoice",
    "textEntryInteraction": "shortanswer",
    "extendedTextInteraction": "essay",
    "matchInteraction": "matching",
    "orderInteraction": "ordering",
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*-\d{2,}")


def entry(root: Element, tags: tuple[str, ...]) -> Entry | Lost:
    """One item with its keywords, or why it is not read."""
    return _Reader(root).entry(tags)


class _Reader:
    """One item."""

    def __init__(self, root: Element) -> None:
        self._root = root
        identifier = root.get("identifier", "")
        self._id = identifier if _ID.fullmatch(identifier) else ""
        self._name = (self._id or root.get("title") or identifier or "문항")[:LONGEST_NAME]
        self._lost: list[Lost] = []
        self._told: dict[str, str] = {}
        self._inlined: set[int] = set()
        shown = [each for each in root.findall("modalFeedback") if each.get("showHide") != "hide"]
        self._hints = {each.get("identifier", ""): each for each in shown}

    def entry(self, tags: tuple[str, ...]) -> Entry | Lost:
        said = [len(each.text or "") + len(each.tail or "") for each in self._root.iter()]
        if len(said) > MOST_ELEMENTS or sum(said) > MOST_SIGNS:
            return Lost(self._name, "", TOO_LONG)
        if self._root.find("templateDeclaration") is not None:
            return Lost(
                self._name, "", "값이 바뀌는 문항(template)은 읽지 않습니다. kind: number에 vary로 적어 주세요."
            )
        body = self._root.find("itemBody")
        asked = [] if body is None else [each for each in body.iter() if str(each.tag).endswith("Interaction")]
        kinds = {str(each.tag) for each in asked}
        if body is None or len(kinds) != 1 or (len(asked) > 1 and kinds != {"textEntryInteraction"}):
            return Lost(self._name, "", "한 문항에 묻는 칸이 없거나 갈래가 다른 칸이 섞여 있어 읽지 않습니다.")
        if not kinds <= TYPES.keys():
            return Lost(self._name, "", f"‘{kinds.pop()}’ 갈래는 읽지 않습니다.")
        if len(list(body.iter())) > 10 * MOST_PARTS:
            return Lost(self._name, "", TOO_MANY_PARTS)
        kind, first = TYPES[asked[0].tag], asked[0]
        text = self._said(body, "prompt", skip=True)
        text = text.removesuffix(GAP).rstrip() if text.endswith(f"\n\n{GAP}") or text == GAP else text
        plain = Entry(
            type=kind,
            name=self._name,
            id=self._id,
            text=text.replace(GAP, BLANK),
            feedback=self._hint("shown"),
            shuffle=first.get("shuffle", "false") == "true",
            model=self._model(body),
            tags=tags,
        )
        answered = self._answered(plain, asked)
        if isinstance(answered, str):
            return Lost(self._name, "", answered)
        self._look_for_more(body)
        return replace(answered, lost=tuple(dict.fromkeys(self._lost)))

    def _answered(self, plain: Entry, asked: list[Element]) -> Entry | str:
        """The entry with its answers, or why it cannot be read."""
        if plain.type == "multichoice":
            return self._choices(plain, asked[0])
        if plain.type == "matching":
            return self._pairs(plain, asked[0])
        if plain.type == "ordering":
            return self._steps(plain, asked[0])
        return self._typed(plain, asked) if plain.type == "shortanswer" else plain

    def _choices(self, plain: Entry, asked: Element) -> Entry | str:
        right, options = self._right(asked), asked.findall("simpleChoice")
        names = [each.get("identifier", "") for each in options]
        if not right:
            return "맞는 보기가 적혀 있지 않아 읽지 않습니다."
        single = asked.get("maxChoices", "1") == "1"
        truth = single and sorted(names) == ["false", "true"]
        full = 1.0 if single else 1 / len(right)
        answers = tuple(
            Answer(
                name if truth else self._said(option, "options"),
                full if name in right else 0.0 if single else -full,
                self._hint(name) or self._inline(option),
            )
            for name, option in zip(names, options, strict=True)
        )
        return replace(plain, type="truefalse" if truth else "multichoice", answers=answers, single=single)

    def _pairs(self, plain: Entry, asked: Element) -> Entry | str:
        sides = [
            {each.get("identifier", ""): self._said(each, "left") for each in side.findall("simpleAssociableChoice")}
            for side in asked.findall("simpleMatchSet")
        ]
        if len(sides) != 2:
            return "짝짓기의 두 편이 모두 있어야 합니다."
        right = self._right(asked)
        to = dict(pair.split(None, 1) for pair in right if len(pair.split()) == 2)
        if len(to) != len(right) or set(to) != set(sides[0]) or not set(to.values()) <= set(sides[1]):
            return "왼쪽마다 맞는 짝이 하나씩 적혀 있어야 합니다."
        pairs = [Pair(text, sides[1][to[name]]) for name, text in sides[0].items()]
        others = [Pair("", text) for name, text in sides[1].items() if name not in to.values()]
        return replace(plain, pairs=(*pairs, *others))

    def _steps(self, plain: Entry, asked: Element) -> Entry | str:
        texts = {each.get("identifier", ""): self._said(each, "steps") for each in asked.findall("simpleChoice")}
        right = self._right(asked)
        if sorted(right) != sorted(texts):
            return "모든 단계의 순서가 적혀 있어야 합니다."
        return replace(plain, answers=tuple(Answer(texts[name], float(at)) for at, name in enumerate(right, 1)))

    def _typed(self, plain: Entry, asked: list[Element]) -> Entry | str:
        names = [each.get("responseIdentifier", "") for each in asked]
        declared = {each.get("identifier", ""): each for each in self._root.findall("responseDeclaration")}
        if any(name not in declared for name in names):
            return "빈칸의 답이 적혀 있지 않아 읽지 않습니다."
        if declared[names[0]].get("baseType") in ("float", "integer"):
            answers = tuple(numbers(self._root, declared[names[0]], self._hint))
            known = all(re.fullmatch(NUMBER, answer.text) for answer in answers)
            return replace(plain, type="numerical", answers=answers) if known else "수로 읽을 수 없는 답이 있습니다."
        gaps = tuple(tuple(forms(self._root, declared[name], self._hint)) for name in names)
        return replace(plain, answers=gaps[0]) if len(gaps) == 1 else replace(plain, gaps=gaps)

    def _right(self, asked: Element) -> list[str]:
        name = asked.get("responseIdentifier", "")
        known = (each for each in self._root.findall("responseDeclaration") if each.get("identifier") == name)
        declared = next(known, None)
        values = [] if declared is None else declared.findall("correctResponse/value")
        shares = [] if declared is None else [number(each.get("mappedValue", "")) for each in declared.iter("mapEntry")]
        if len({share for share in shares if share > 0}) > 1:
            self._lost.append(
                Lost(self._name, "mapping", "답마다 다른 점수는 적을 곳이 없습니다. 모두 같은 몫으로 셉니다.")
            )
        return [xml_files.words(value).strip() for value in values]

    def _hint(self, name: str) -> str:
        """Read once, however many answers it belongs to."""
        if name in self._hints and name not in self._told:
            self._told[name] = self._said(self._hints[name], "feedback")
        return self._told.get(name, "")

    def _inline(self, option: Element) -> str:
        """What is said of an option inside of it, once it has been chosen."""
        shown = [each for each in option.iter("feedbackInline") if each.get("showHide") != "hide"]
        self._inlined |= set(map(id, shown))
        return "\n\n".join(filter(None, (self._said(each, "feedback") for each in shown)))

    def _look_for_more(self, body: Element) -> None:
        """What is shown at another time or to others, and belongs to no answer."""
        told = self._inlined | {id(self._hints[name]) for name in self._told}
        later = (each for tag in LATER for each in self._root.iter(tag))
        unseen = [each for each in later if id(each) not in told]
        unseen += [each for each in body.iter("rubricBlock") if each.get("view") != "scorer"]
        for each in unseen:
            if said := " ".join("".join(each.itertext()).split()):
                self._lost.append(Lost(self._name, str(each.tag), f"적을 곳이 없는 글: ‘{said[:80]}’"))

    def _model(self, body: Element) -> str:
        found = body.find("rubricBlock[@view='scorer']")
        return self._said(found, "answer") if found is not None else ""

    def _said(self, element: Element, field: str, skip: bool = False) -> str:
        written, gone = from_html(inner(element, skip))
        self._lost += [Lost(self._name, field, f"들여오지 않음: {what}") for what in gone]
        return written
