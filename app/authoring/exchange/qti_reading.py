"""Reads items of QTI 2.1 (2.2 looks the same to it): one interaction an item, or several text entries. What it cannot
hold is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from app.authoring.exchange import xml_files
from app.authoring.exchange.drafting import LONGEST_NAME, MOST_PARTS, MOST_SIGNS, TOO_LONG, TOO_MANY_PARTS, Lost
from app.authoring.exchange.entries import MOST_ELEMENTS, NUMBER, Answer, Entry, Pair, Type, starred
from app.authoring.exchange.marking_down import from_html
from app.authoring.exchange.qti_texts import GAP, inner
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
        self._hints = {each.get("identifier", ""): each for each in root.findall("modalFeedback")}

    def entry(self, tags: tuple[str, ...]) -> Entry | Lost:
        said = [len(each.text or "") + len(each.tail or "") for each in self._root.iter()]
        if len(said) > MOST_ELEMENTS or sum(said) > MOST_SIGNS:
            return Lost(self._name, "", TOO_LONG)
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
                self._hint(name),
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
        to = dict(pair.split(None, 1) for pair in self._right(asked) if len(pair.split()) == 2)
        if set(to) != set(sides[0]) or not set(to.values()) <= set(sides[1]):
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
            answers = tuple(self._numbers(declared[names[0]]))
            known = all(re.fullmatch(NUMBER, answer.text) for answer in answers)
            return replace(plain, type="numerical", answers=answers) if known else "수로 읽을 수 없는 답이 있습니다."
        gaps = tuple(tuple(self._forms(declared[name])) for name in names)
        return replace(plain, answers=gaps[0]) if len(gaps) == 1 else replace(plain, gaps=gaps)

    def _forms(self, declared: Element) -> Iterator[Answer]:
        shares = {each.get("mapKey", ""): _number(each.get("mappedValue", "")) for each in declared.iter("mapEntry")}
        correct = [value for each in declared.iter("value") if (value := xml_files.words(each).strip())]
        most = max(shares.values(), default=1.0) or 1.0
        yield from (Answer(starred(form)) for form in correct)
        yield from (Answer(starred(form), share / most) for form, share in shares.items() if form not in correct)
        for test, hint in self._rules(declared, "stringMatch"):
            form = starred(xml_files.words(test, "baseValue"))
            yield Answer(f"*{form}*" if test.get("substring") == "true" else form, 0.0, hint)

    def _numbers(self, declared: Element) -> Iterator[Answer]:
        right = xml_files.words(declared, "correctResponse/value").strip()
        margins = {}
        misses = []
        for test, hint in self._rules(declared, "equal"):
            value = xml_files.words(test, "baseValue").strip()
            margin = _number(*(test.get("tolerance") or "").split()[:1])
            if hint:
                misses.append(Answer(value, 0.0, hint, margin))
            else:
                margins[value] = margin
        yield Answer(right, 1.0, "", margins.get(right, 0.0))
        yield from misses

    def _rules(self, declared: Element, test: str) -> Iterator[tuple[Element, str]]:
        """Tests of one typed answer, each with the feedback that follows it."""
        for rule in self._root.iter("responseIf"):
            found = rule.find(test)
            name = next((each.get("identifier") for each in rule.iter("variable")), "")
            if found is not None and name == declared.get("identifier"):
                outcome = rule.find("setOutcomeValue[@identifier='FEEDBACK']/baseValue")
                yield found, self._hint(xml_files.words(outcome)) if outcome is not None else ""

    def _right(self, asked: Element) -> list[str]:
        name = asked.get("responseIdentifier", "")
        known = (each for each in self._root.findall("responseDeclaration") if each.get("identifier") == name)
        declared = next(known, None)
        values = [] if declared is None else declared.findall("correctResponse/value")
        return [xml_files.words(value).strip() for value in values]

    def _hint(self, name: str) -> str:
        """Read once, however many answers it belongs to."""
        if name in self._hints and name not in self._told:
            self._told[name] = self._said(self._hints[name], "feedback")
        return self._told.get(name, "")

    def _model(self, body: Element) -> str:
        found = body.find("rubricBlock[@view='scorer']")
        return self._said(found, "answer") if found is not None else ""

    def _said(self, element: Element, field: str, skip: bool = False) -> str:
        written, gone = from_html(inner(element, skip))
        self._lost += [Lost(self._name, field, f"들여오지 않음: {what}") for what in gone]
        return written


def _number(text: str = "") -> float:
    return float(text) if re.fullmatch(NUMBER, text.strip()) else 0.0
