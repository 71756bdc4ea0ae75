"""What is right of a typed answer in a QTI item: its forms or its number, and the hints that follow wrong ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

from app.authoring.exchange import xml_files
from app.authoring.exchange.entries import NUMBER, Answer, starred

Hint = Callable[[str], str]  # the words of a feedback by its name


def forms(root: Element, declared: Element, hint: Hint) -> Iterator[Answer]:
    shares = {each.get("mapKey", ""): number(each.get("mappedValue", "")) for each in declared.iter("mapEntry")}
    correct = [value for each in declared.iter("value") if (value := xml_files.words(each).strip())]
    most = max(shares.values(), default=1.0) or 1.0
    yield from (Answer(starred(form)) for form in correct)
    yield from (Answer(starred(form), share / most) for form, share in shares.items() if form not in correct)
    for test, told in _rules(root, declared, "stringMatch", hint):
        form = starred(xml_files.words(test, "baseValue"))
        yield Answer(f"*{form}*" if test.get("substring") == "true" else form, 0.0, told)


def numbers(root: Element, declared: Element, hint: Hint) -> Iterator[Answer]:
    right = xml_files.words(declared, "correctResponse/value").strip()
    margins = {}
    misses = []
    for test, told in _rules(root, declared, "equal", hint):
        value = right if test.find("correct") is not None else xml_files.words(test, "baseValue").strip()
        margin = _margin(test, value)
        if told:
            misses.append(Answer(value, 0.0, told, margin))
        else:
            margins[value] = margin
    yield Answer(right, 1.0, "", margins.get(right, 0.0))
    yield from misses


def number(text: str = "") -> float:
    """0 for what is none."""
    return float(text) if re.fullmatch(NUMBER, text.strip()) else 0.0


def _margin(test: Element, value: str) -> float:
    """How far one may be from a value, absolute; relative ones are per cent of it."""
    margin = number(*(test.get("tolerance") or "").split()[:1])
    return margin * abs(number(value)) / 100 if test.get("toleranceMode") == "relative" else margin


def _rules(root: Element, declared: Element, test: str, hint: Hint) -> Iterator[tuple[Element, str]]:
    """Tests of one typed answer, each with the feedback that follows it."""
    for rule in root.iter("responseIf"):
        found = rule.find(test)
        name = next((each.get("identifier") for each in rule.iter("variable")), "")
        if found is not None and name == declared.get("identifier"):
            outcome = rule.find("setOutcomeValue[@identifier='FEEDBACK']/baseValue")
            yield found, hint(xml_files.words(outcome)) if outcome is not None else ""
