"""One entry as a QTI 2.1 item: what is asked, what is right, and which feedback follows which answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from app.authoring.exchange.entries import Answer, Entry
from app.authoring.exchange.marking_up import xhtml, xhtml_inline
from app.bank.asking import BLANK

NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p1"
TRUTH = {"true": "O", "false": "X"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def attribute(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))[1:-1].replace('"', "&quot;")


def item(found: Entry) -> str:
    gaps = found.gaps or (found.answers,)
    declared = {
        "truefalse": _choices,
        "multichoice": _choices,
        "shortanswer": lambda each: _typed(each, gaps, "string"),
        "numerical": lambda each: _typed(each, gaps, "float"),
        "essay": _essay,
        "matching": _matching,
        "ordering": _ordering,
    }[found.type](found)
    declaration, body, processing, feedback = (_ILLEGAL.sub("", part) for part in declared)
    several = "multiple" if found.type == "multichoice" and not found.single else "single"
    general = _modal("EXPLANATION", "shown", found.feedback) if found.feedback else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="{NAMESPACE}" identifier="{attribute(found.id)}" title="{attribute(found.name)}"
 adaptive="false" timeDependent="false" toolName="seodang">
{declaration}
{_outcome("SCORE", "single", "float", "0")}
{_outcome("FEEDBACK", several, "identifier", "")}
{_outcome("EXPLANATION", "single", "identifier", "shown")}
<itemBody>{body}</itemBody>
<responseProcessing>{processing}</responseProcessing>
{feedback}{general}</assessmentItem>
"""


Parts = tuple[str, str, str, str]  # declarations, body, processing, feedback


def _choices(found: Entry) -> Parts:
    truth = found.type == "truefalse"
    names = [answer.text if truth else f"c{at}" for at, answer in enumerate(found.answers, 1)]
    named = list(zip(names, found.answers, strict=True))
    kind = "single" if found.single else "multiple"
    texts = [TRUTH[answer.text] if truth else xhtml_inline(answer.text) for answer in found.answers]
    options = "".join(
        f'<simpleChoice identifier="{name}">{text}</simpleChoice>' for name, text in zip(names, texts, strict=True)
    )
    asked = (
        f'<choiceInteraction responseIdentifier="RESPONSE" shuffle="{_flag(found.shuffle and not truth)}" '
        f'maxChoices="{int(found.single)}">{options}</choiceInteraction>'
    )
    right = [name for name, answer in named if answer.share > 0]
    told = '<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>'
    feedback = "".join(_modal("FEEDBACK", name, answer.feedback) for name, answer in named if answer.feedback)
    return _declared("RESPONSE", kind, "identifier", right), _block(found.text) + asked, _scored() + told, feedback


def _typed(found: Entry, gaps: Sequence[Sequence[Answer]], base: str) -> Parts:
    names = [f"RESPONSE{at}" if found.gaps else "RESPONSE" for at in range(1, len(gaps) + 1)]
    boxes = [f'<textEntryInteraction responseIdentifier="{name}"/>' for name in names]
    body = xhtml(found.text.replace(BLANK, "\ue0ff"))
    for box in boxes:
        body = body.replace("\ue0ff", box, 1) if "\ue0ff" in body else f"{body}\n<p>{box}</p>"
    declared, rules, feedback = [], [], []
    for name, answers in zip(names, gaps, strict=True):
        right = [answer for answer in answers if answer.share > 0]
        values = [_bare(answer) for answer in right]
        declared.append(_declared(name, "single", base, values[:1], values if base == "string" else ()))
        for at, answer in enumerate((answer for answer in answers if answer.share <= 0 and answer.feedback), 1):
            rules.append(_rule(_test(name, answer, base), f"{name}-near-{at}"))
            feedback.append(_modal("FEEDBACK", f"{name}-near-{at}", answer.feedback))
        if base == "float":
            rules += [_rule(_test(name, answer, base), "") for answer in right]
    summed = [_summed(name) for name in names] if base == "string" else []
    return "".join(declared), f"<div>{body}</div>", "".join([*summed, *rules]), "".join(feedback)


def _test(name: str, answer: Answer, base: str) -> str:
    value = f'<variable identifier="{name}"/><baseValue baseType="{base}">{escape(_bare(answer))}</baseValue>'
    if base == "float":
        margin = f"{answer.tolerance!r}"
        return f'<equal toleranceMode="absolute" tolerance="{margin} {margin}">{value}</equal>'
    anywhere = answer.text.startswith("*") and len(answer.text) > 1
    return f'<stringMatch caseSensitive="false" substring="{_flag(anywhere)}">{value}</stringMatch>'


def _rule(test: str, feedback: str) -> str:
    """What follows an answer: a hint, or without one the full mark."""
    name, base, value = ("FEEDBACK", "identifier", feedback) if feedback else ("SCORE", "float", "1")
    then = f'<setOutcomeValue identifier="{name}"><baseValue baseType="{base}">{value}</baseValue></setOutcomeValue>'
    return f"<responseCondition><responseIf>{test}{then}</responseIf></responseCondition>"


def _bare(answer: Answer) -> str:
    """A pattern's own words, its outer stars and escapes gone."""
    inner = answer.text[1:-1] if answer.text.startswith("*") and len(answer.text) > 1 else answer.text
    return inner.replace("\\*", "*")


def _essay(found: Entry) -> Parts:
    model = f'<rubricBlock view="scorer">{xhtml(found.model)}</rubricBlock>' if found.model else ""
    asked = '<extendedTextInteraction responseIdentifier="RESPONSE"/>'
    return _declared("RESPONSE", "single", "string", ()), _block(found.text) + model + asked, "", ""


def _matching(found: Entry) -> Parts:
    rights = list(dict.fromkeys(pair.right for pair in found.pairs))
    lefts = [pair for pair in found.pairs if pair.left]
    used = [pair.right for pair in lefts]
    values = [f"l{at} r{rights.index(pair.right) + 1}" for at, pair in enumerate(lefts, 1)]
    most = "0" if len(set(used)) < len(used) else "1"
    sides = (
        "".join(_associable(f"l{at}", "1", pair.left) for at, pair in enumerate(lefts, 1)),
        "".join(_associable(f"r{at}", most, text) for at, text in enumerate(rights, 1)),
    )
    sets = "".join(f"<simpleMatchSet>{side}</simpleMatchSet>" for side in sides)
    asked = (
        f'<matchInteraction responseIdentifier="RESPONSE" shuffle="{_flag(found.shuffle)}" '
        f'maxAssociations="{len(lefts)}">{sets}</matchInteraction>'
    )
    return _declared("RESPONSE", "multiple", "directedPair", values), _block(found.text) + asked, _scored(), ""


def _associable(name: str, most: str, text: str) -> str:
    return (
        f'<simpleAssociableChoice identifier="{name}" matchMax="{most}">{xhtml_inline(text)}</simpleAssociableChoice>'
    )


def _ordering(found: Entry) -> Parts:
    """Laid out by the alphabet of what is seen of them, which tells nothing of their order."""
    texts = [xhtml_inline(answer.text) for answer in found.answers]
    names = {text: f"s{at}" for at, text in enumerate(sorted(texts), 1)}
    values = [names[text] for text in texts]
    steps = "".join(f'<simpleChoice identifier="{name}">{text}</simpleChoice>' for text, name in names.items())
    asked = f'<orderInteraction responseIdentifier="RESPONSE" shuffle="true">{steps}</orderInteraction>'
    return _declared("RESPONSE", "ordered", "identifier", values), _block(found.text) + asked, _scored(), ""


def _declared(name: str, kind: str, base: str, right: Sequence[str], forms: Sequence[str] = ()) -> str:
    values = "".join(f"<value>{escape(value)}</value>" for value in right)
    correct = f"<correctResponse>{values}</correctResponse>" if right else ""
    entries = "".join(f'<mapEntry mapKey="{attribute(form)}" mappedValue="1" caseSensitive="false"/>' for form in forms)
    mapped = f'<mapping defaultValue="0">{entries}</mapping>' if forms else ""
    head = f'<responseDeclaration identifier="{name}" cardinality="{kind}" baseType="{base}">'
    return f"{head}{correct}{mapped}</responseDeclaration>"


def _scored() -> str:
    test = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>'
    return _rule(test, "")


def _summed(name: str) -> str:
    mapped = f'<sum><variable identifier="SCORE"/><mapResponse identifier="{name}"/></sum>'
    return f'<setOutcomeValue identifier="SCORE">{mapped}</setOutcomeValue>'


def _outcome(name: str, cardinality: str, base: str, usual: str) -> str:
    value = f"<defaultValue><value>{usual}</value></defaultValue>" if usual else ""
    head = f'<outcomeDeclaration identifier="{name}" cardinality="{cardinality}" baseType="{base}">'
    return f"{head}{value}</outcomeDeclaration>"


def _modal(outcome: str, name: str, text: str) -> str:
    head = f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{name}" showHide="show">'
    return f"{head}{xhtml(text)}</modalFeedback>\n"


def _block(text: str) -> str:
    return f"<div>{xhtml(text)}</div>"


def _flag(value: bool) -> str:
    return str(value).lower()
