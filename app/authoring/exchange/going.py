"""Our items as entries. What an entry has no place for is left; `drafting.losses` lists it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.authoring.exchange.entries import GAP, SHORT, TAGS, TYPES, Answer, Entry, Pair, starred
from app.bank import arithmetic, figures
from app.bank.kinds import blank, choice, essay, match, number, of, order, ox, short
from app.bank.question import NearMiss, Question


def entry(question: Question) -> Entry:
    """Raises KeyError for a kind that entries do not know."""
    dealt = first_deal(question)
    kind = of(question)
    tags = [f"{name}:{getattr(question, name)}" for name in TAGS]
    if question.kind == "short" and len(GAP.findall(question.prompt)) == 1:
        tags.append(SHORT)
    plain = Entry(
        type=TYPES[question.kind],
        name=question.id,
        id=question.id,
        text=kind.prompt(question, dealt),
        feedback=kind.key(question, dealt).explanation,
        tags=tuple(tags),
    )
    return _answered(plain, question)


def first_deal(question: Question) -> dict[str, object]:
    """The first value of each list: what goes out where a format deals nothing."""
    return {name: values[0] for name, values in getattr(question, "vary", {}).items()}


def _answered(plain: Entry, question: Question) -> Entry:
    if isinstance(question, ox.Question):
        return replace(plain, answers=tuple(_letters(question)))
    if isinstance(question, choice.Question):
        answers = tuple(_options(question))
        return replace(plain, answers=answers, single=not question.multiple, shuffle=question.shuffle)
    if isinstance(question, blank.Question):
        gaps = tuple(tuple(_gap(question, gap)) for gap in question.blanks)
        return replace(plain, answers=gaps[0]) if len(gaps) == 1 else replace(plain, gaps=gaps)
    if isinstance(question, short.Question):
        forms = (*_forms(question.answer, *question.accept), *_misses(question.near_misses))
        return replace(plain, answers=forms)
    if isinstance(question, number.Question):
        return replace(plain, answers=tuple(_figures(question)), units=_units(question))
    if isinstance(question, match.Question):
        return replace(plain, pairs=tuple(_pairs(question)), shuffle=question.shuffle)
    if isinstance(question, order.Question):
        steps = tuple(Answer(step.text, at, step.why) for at, step in enumerate(question.steps, 1))
        return replace(plain, answers=steps)
    return replace(plain, model=question.answer) if isinstance(question, essay.Question) else plain


def _letters(question: ox.Question) -> Iterator[Answer]:
    hints = {letter: miss.feedback for miss in question.near_misses for letter in miss.answers}
    for letter, text in (("O", "true"), ("X", "false")):
        right = letter == question.answer
        yield Answer(text, float(right), "" if right else hints.get(letter, ""))


def _options(question: choice.Question) -> Iterator[Answer]:
    right = sum(option.correct for option in question.options) or 1
    for option in question.options:
        share = 1.0 if not question.multiple else 1 / right
        wrong = -1 / right if question.multiple else 0.0
        yield Answer(option.text, share if option.correct else wrong, option.why.strip())


def _gap(question: blank.Question, gap: blank.Blank) -> Iterator[Answer]:
    yield from _forms(gap.answer, *gap.accept)
    yield from _misses((*gap.near_misses, *question.near_misses))


def _forms(*forms: str) -> Iterator[Answer]:
    return (Answer(starred(form)) for form in forms)


def _misses(misses: tuple[NearMiss, ...]) -> Iterator[Answer]:
    for miss in misses:
        for form in miss.answers:
            pattern = f"*{starred(form)}*" if miss.match == "contains" else starred(form)
            yield Answer(pattern, 0.0, miss.feedback)


def _figures(question: number.Question) -> Iterator[Answer]:
    values = {name: listed[0] for name, listed in question.vary.items()}
    told = {name: figures.plain(value) for name, value in values.items()}
    target = arithmetic.evaluate(question.formula, values)
    yield Answer(exact(target), 1.0, "", round_off(abs(target) * question.tolerance))
    for miss in question.near_misses:
        wrong = arithmetic.evaluate(miss.formula, values)
        yield Answer(exact(wrong), 0.0, figures.fill(miss.feedback, told), round_off(abs(wrong) * question.tolerance))


def exact(value: float) -> str:
    """A number with all its digits, without an exponent where that can be."""
    return str(value) if isinstance(value, int) else repr(value)


def round_off(value: float) -> float:
    """To twelve digits, so that multiplying and dividing again comes back to the same."""
    return float(f"{value:.12g}")


def _units(question: number.Question) -> tuple[tuple[str, float], ...]:
    own = ((question.unit, 1.0),) if question.unit else ()
    return (*own, *question.units.items()) if question.unit else ()


def _pairs(question: match.Question) -> Iterator[Pair]:
    texts = {option.key: option.text for option in question.right}
    yield from (Pair(each.text, texts[each.to]) for each in question.left)
    used = {each.to for each in question.left}
    yield from (Pair("", option.text) for option in question.right if option.key not in used)
