"""Home, units, glossary, search, errata and the page about the course. Each reads, then renders; nothing is written."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Response

from app import markdown
from app.lectures import errata, glossary, home
from app.lectures.pages import AboutPage, GlossaryPage, HomePage, LecturePage, LecturesPage
from app.lectures.path import drawing
from app.pages import render
from app.people.cookie import remember
from app.people.learners import learner_id
from app.study.assigned import assigned
from app.study.doubts import unread
from app.study.places import TheDesk
from app.study.showing import lecture_cards
from app.study.withholding import withheld_from

router = APIRouter(include_in_schema=False)


@router.get("/")
def show_home(desk: TheDesk) -> Response:
    with desk.database.read() as session:
        how_far = home.standing(session, desk.course, desk.who)
        units = home.unit_cards(desk.course, how_far)
        following = home.next_for(desk.course, units, how_far)
        resume = home.resume(session, desk.course, desk.who, how_far, following)
        sample = None if how_far.answered else home.sample(session, desk.course, desk.who)
        learner = learner_id(session, desk.who)
        replies, tasks = unread(session, learner), assigned(session, learner) if desk.who.member else ()
        regraded = home.regraded(session, desk.who, how_far)
    wrong = home.misses(desk.course, desk.who, how_far)
    path = drawing.draw(desk.course.path, units)
    corrections = errata.corrections(desk.course)
    page = HomePage(
        title="서당",
        path=path,
        next=following,
        resume=resume,
        sample=sample,
        wrong=wrong[: home.SHOWN],
        wrong_total=len(wrong),
        corrections=corrections,
        replies=replies,
        assigned=tuple(task for task in tasks if task.left),
        regraded=regraded,
    )
    return remember(desk.request, render(desk.request, "lectures/home.html", page))  # the sample is dealt, too


@router.get("/lectures")
def show_lectures(desk: TheDesk) -> Response:
    with desk.database.read() as session:
        how_far = home.standing(session, desk.course, desk.who)
    page = LecturesPage("강의", home.unit_cards(desk.course, how_far))
    return render(desk.request, "lectures/list.html", page)


@router.get("/lectures/{unit}")
def show_lecture(desk: TheDesk, unit: str) -> Response:
    order = list(desk.course.lectures)
    if unit not in order:
        raise HTTPException(404, "그런 단원이 없습니다. 강의 목록에서 골라 주세요.")
    lecture, at = desk.course.lectures[unit], order.index(unit)
    with desk.database.read() as session:
        cards = lecture_cards(session, desk.course, desk.who, lecture.items)
        overall = home.standing(session, desk.course, desk.who)
    before = desk.course.lectures[order[at - 1]] if at else None
    after = desk.course.lectures[order[at + 1]] if at + 1 < len(order) else None
    named = glossary.named(lecture.prerequisites, desk.course.bank.terms)
    how_far, graph = overall.of(lecture.items), desk.course.path
    page = LecturePage(
        title=lecture.title,
        lecture=lecture,
        cards=cards,
        total=how_far.total,
        answered=how_far.answered,
        previous=before,
        next=after,
        named=named,
        before=home.links(desk.course, lecture.after, overall),
        opens=home.links(desk.course, graph.opens(unit), overall),
    )
    return remember(desk.request, render(desk.request, "lectures/show.html", page))  # what is dealt stays theirs


@router.get("/glossary")
def show_glossary(desk: TheDesk, q: Annotated[str, Query(max_length=200)] = "") -> Response:
    terms = desk.course.bank.terms
    groups = glossary.groups(terms, q)
    entries = [entry for group in groups for entry in group.entries]
    math = any(markdown.has_math(entry.definition) for entry in entries)
    page = GlossaryPage("용어집", q.strip(), groups, len(entries), len(terms.items), math)
    return render(desk.request, "lectures/glossary.html", page)


@router.get("/search")
def show_search(desk: TheDesk, q: str = "", only: Annotated[str, Query(max_length=20)] = "") -> Response:
    with desk.database.read() as session:
        kept = withheld_from(session, desk.who)
    page = desk.request.app.state.search.page(q, only, kept)
    return render(desk.request, "lectures/search.html", page)


@router.get("/errata")
def show_errata(
    desk: TheDesk, unit: Annotated[str, Query(max_length=120)] = "", q: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    with desk.database.read() as session:
        kept = withheld_from(session, desk.who)
    return render(desk.request, "lectures/errata.html", errata.page(desk.course, unit, q.strip(), kept))


@router.get("/about")
def show_about(desk: TheDesk) -> Response:
    course, proofs = desk.course, desk.course.proofs
    date = max((proof.date for proof in proofs.values()), default="")
    page = AboutPage("서당 소개", errata.corrections(course), len(course.questions), len(proofs), date)
    return render(desk.request, "lectures/about.html", page)
