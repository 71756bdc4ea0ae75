"""Every correction of the bank as a page shows it: unit by unit, the newest first, found by its words. Knows no
learner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from app import markdown
from app.bank.normalising import squeeze
from app.bank.question import Correction, Question
from app.course import Course
from app.lectures.pages import ErrataPage, Erratum, UnitErrata
from app.lectures.search.plain import plain
from app.study.showing import cited
from app.study.telling import in_short, prompt

FEW = 3  # are shown whole


def errata(course: Course, unit: str = "", but: Collection[str] = ()) -> tuple[Erratum, ...]:
    """Of one unit, or of all; without the items `but`, whose keys somebody may not see yet."""
    found = [
        _erratum(course, question, question.correction)
        for question in course.known.values()
        if question.correction is not None and unit in ("", course.home(question.id)) and question.id not in but
    ]
    return tuple(sorted(found, key=lambda erratum: erratum.date, reverse=True))


def page(course: Course, unit: str, query: str, kept: Collection[str]) -> ErrataPage:
    """What was found, of one unit or of all; without what nobody may see yet, which is counted."""
    every = errata(course)
    found = holding((one for one in every if one.id not in kept), query)
    listed = tuple(one for one in found if unit in ("", one.unit))
    texts = [text for one in listed for text in (one.prompt, one.rest, one.before, one.after, one.reason)]
    return ErrataPage(
        title="정오표",
        unit=unit,
        query=query,
        units=_counted(every, found, course.titles),
        found=len(found),
        groups=by_unit(listed, course.titles),
        open=len(listed) <= FEW,
        total=len(every),
        math=any(map(markdown.has_math, texts)),
        kept=sum(one.id in kept for one in every),
    )


def _counted(
    every: Iterable[Erratum], found: Iterable[Erratum], titles: Mapping[str, str]
) -> tuple[tuple[str, str, int], ...]:
    corrected, counts = {one.unit for one in every}, Counter(one.unit for one in found)
    return tuple((unit, title, counts[unit]) for unit, title in titles.items() if unit in corrected)


def holding(errata: Iterable[Erratum], query: str) -> tuple[Erratum, ...]:
    """Those that say every word of it, however it is spaced or written large."""
    words = [squeeze(word) for word in query.split()]
    return tuple(one for one in errata if all(word in _said(one) for word in words))


def by_unit(errata: Iterable[Erratum], titles: Mapping[str, str]) -> tuple[UnitErrata, ...]:
    """In the order of teaching."""
    found: dict[str, list[Erratum]] = {unit: [] for unit in titles}
    for one in errata:
        found[one.unit].append(one)
    return tuple(UnitErrata(unit, titles[unit], tuple(listed)) for unit, listed in found.items() if listed)


@lru_cache(maxsize=1024)
def _said(erratum: Erratum) -> str:
    html = (erratum.prompt, erratum.rest, erratum.before, erratum.after, erratum.reason)
    return squeeze(" ".join((erratum.id, *map(plain, html), *(source.cite for source in erratum.sources))))


def corrections(course: Course) -> int:
    return sum(question.correction is not None for question in course.known.values())


def _erratum(course: Course, question: Question, correction: Correction) -> Erratum:
    unit = course.home(question.id)
    lecture = course.lectures.get(unit)
    asked = lecture is not None and question.id in lecture.items
    gist = in_short(question)
    return Erratum(
        id=question.id,
        date=correction.date,
        unit=unit,
        unit_title=lecture.title if lecture else unit,
        prompt=markdown.render_inline(gist),
        rest=markdown.render(prompt(question)[len(gist) :]),
        before=markdown.render(correction.before),
        after=markdown.render(correction.after),
        reason=markdown.render(correction.reason),
        sources=cited(course, correction.sources),
        address=f"/lectures/{unit}#q-{question.id}" if asked else None,
        retired=question.id not in course.questions,
    )
