"""The live comparison: the form, the stream, the record. Parses, calls and renders.

Only the routes that follow a comparison are async; they touch no database (decision 5).
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from anyio.from_thread import run_sync
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from app.lab.compare import records
from app.lab.compare.asking import GONE, Asked, Mistakes, Wanted, check, missing
from app.lab.compare.comparing import Comparisons, Full
from app.lab.compare.offering import Offer, offered
from app.lab.compare.outcome import Outcome, Output
from app.lab.compare.pages import TITLE, RecordPage, RunPage, compare_page, live, past
from app.lab.compare.run import Run
from app.lab.compare.sent import TheRun, from_form, from_query
from app.lab.compare.showing import result, wanted_of
from app.lab.tables import LabComparison
from app.pages import render, templates, wants_fragment
from app.people.cookie import remember, visitor
from app.people.learners import enrol, learner_id
from models.sampling import Sampling

PATIENT = 50.0  # seconds that a browser without scripts waits before it asks again
AGAIN = "10"  # seconds, where there is no room
GONE_SINCE = "그때의 방법 가운데 지금은 없는 방법이 있습니다. 다시 골라 주세요."
NO_RECORD = "그런 기록이 없습니다. 다른 브라우저에서 한 비교라면 그곳에서 볼 수 있습니다."

router = APIRouter(prefix="/lab", include_in_schema=False)


@router.get("")
def choose(request: Request, wanted: Annotated[Wanted, Depends(from_query)]) -> Response:
    return _form(request, wanted, {})


@router.post("")
def begin(request: Request, wanted: Annotated[Wanted, Depends(from_form)]) -> Response:
    offer = _offer(request, wanted.task)
    try:
        asked = check(wanted, offer.candidates if offer.task.slug == wanted.task else (), offer.base)
    except Mistakes as mistakes:
        return _form(request, wanted, mistakes.told, 422)
    return _begin(request, asked, (), wanted)


def _begin(request: Request, asked: Asked, done: tuple[Output, ...], wanted: Wanted) -> Response:
    with request.app.state.database.write() as session:
        learner = enrol(session, visitor(request))
        session.commit()
    run = Run(visitor(request).handle, learner, asked, done)
    comparisons: Comparisons = request.app.state.comparisons
    try:
        run_sync(comparisons.start, run)
    except Full as full:
        response = _form(request, wanted, {"": str(full)}, 503)
        response.headers["Retry-After"] = AGAIN
        return remember(request, response)
    return remember(request, RedirectResponse(f"/lab/runs/{run.key}", 303))


def _offer(request: Request, task: str) -> Offer:
    with request.app.state.database.read() as session:
        return offered(session, learner_id(session, visitor(request)), request.app.state.shelf, task)


def _form(request: Request, wanted: Wanted, mistakes: dict[str, str], status: int = 200) -> Response:
    with request.app.state.database.read() as session:
        rows = records.latest(session, learner_id(session, visitor(request)))
        history = tuple(past(row.id, row.created, records.outcome(row)) for row in rows)
    offer = _offer(request, wanted.task)
    if not mistakes and missing(wanted, offer.candidates):  # an address may be old, or somebody else's
        mistakes = {"variant": GONE}
    page = compare_page(wanted, offer, mistakes, history)
    return render(request, "lab/compare/form.html", page, status)


@router.get("/runs/{key}")
def watch(request: Request, run: TheRun) -> Response:
    """Works without scripts too: the page then goes on to `wait`."""
    if run.record is not None:
        return RedirectResponse(f"/lab/records/{run.record}", 303)
    outcome = run.outcome()
    address = result(outcome, None).address
    found = result(outcome, None, run.unsaved) if run.ended else None
    page = RunPage(TITLE, run.key, run.asked.task.title, run.asked.prompt, address, live(run), found)
    return render(request, "lab/compare/run.html", page)


@router.get("/runs/{key}/events", response_class=EventSourceResponse)
async def follow(run: TheRun) -> AsyncIterator[ServerSentEvent]:
    """Each message holds whole columns, so that whoever comes late or again misses nothing."""
    seen = -1
    async with aclosing(run.follow()) as changes:
        async for _ in changes:
            changed, seen = live(run, seen), run.version
            if not run.ended:
                yield ServerSentEvent(raw_data=_html("lab/compare/_live.html", columns=changed))
    whole = result(run.outcome(), run.record, run.unsaved)
    yield ServerSentEvent(raw_data=_html("lab/compare/_ended.html", result=whole))
    yield ServerSentEvent(event="ended", raw_data="" if run.record is None else f"/lab/records/{run.record}")


@router.get("/runs/{key}/wait")
async def wait(request: Request, run: TheRun) -> Response:
    """Until it has ended, or for as long as a browser waits without doubt."""
    until = time.monotonic() + PATIENT
    async with aclosing(run.follow()) as changes:
        async for _ in changes:
            if time.monotonic() > until or await request.is_disconnected():
                break
    return RedirectResponse(f"/lab/runs/{run.key}" if run.record is None else f"/lab/records/{run.record}", 303)


@router.post("/runs/{key}/stop")
def stop(request: Request, run: TheRun) -> Response:
    run_sync(run.stop)
    return Response(status_code=204) if wants_fragment(request) else RedirectResponse(f"/lab/runs/{run.key}/wait", 303)


@router.get("/records/{number}")
def reopen(request: Request, number: int) -> Response:
    row, outcome = _record(request, number)
    return render(request, "lab/compare/record.html", RecordPage(TITLE, row.created, result(outcome, row.id)))


@router.post("/records/{number}/again")
def again(request: Request, number: int) -> Response:
    """The columns that came to no end once more, beside those that did; it becomes a record of its own."""
    _, outcome = _record(request, number)
    wanted = wanted_of(outcome)
    offer = _offer(request, outcome.task)
    if offer.task.slug != outcome.task or missing(wanted, offer.candidates):
        return _form(request, wanted, {"variant": GONE_SINCE}, 422)
    there = {one.name: one for one in offer.candidates}
    chosen = tuple(there[one.candidate.name] for one in outcome.variants)
    drawn = Sampling.model_validate(outcome.sampling)
    asked = Asked(offer.task, offer.base, chosen, outcome.prompt, drawn, outcome.prediction)
    return _begin(request, asked, outcome.outputs, wanted)


def _record(request: Request, number: int) -> tuple[LabComparison, Outcome]:
    with request.app.state.database.read() as session:
        row = records.one(session, learner_id(session, visitor(request)), number)
        if row is None:
            raise HTTPException(404, NO_RECORD)
        return row, records.outcome(row)


def _html(template: str, **context: object) -> str:
    return templates().get_template(template).render(context)
