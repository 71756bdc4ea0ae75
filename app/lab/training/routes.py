"""One's own trainings: the form, and the page that follows one. Parses, calls and renders.

The stream is async and touches no database; it reads what the line's thread writes into memory.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import RedirectResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent

from app.errors import keep_typed
from app.lab.parameters.calculating import SETTINGS
from app.lab.tables import LabTraining
from app.lab.training import records
from app.lab.training.asking import Asked, Mistakes, Wanted, check, filled, rated, wanted_of
from app.lab.training.line import Refusal, Trainings
from app.lab.training.pages import ADDRESS, form_page, past_of
from app.lab.training.run import LIVE, Run
from app.lab.training.samples import TEXTS
from app.lab.training.telling import TrainingPage, training_page
from app.lab.training.usual import rate
from app.pages import fragment, render, templates, wants_fragment
from app.people.cookie import remember, visitor
from app.people.learners import enrol, learner_id

PAUSE = 0.5  # seconds between two pieces of the stream
AGAIN = "60"  # seconds, where the line is full
FIELDS = ("method", "task", "lines", "duration", "steps", "rate", "batch", "guess")
NO_TRAINING = "그런 학습이 없습니다. 지웠거나 다른 브라우저에서 한 학습입니다."

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


async def typed(request: Request) -> Wanted:
    form = await request.form()
    given = {name: value for name, value in form.items() if isinstance(value, str)}
    keep_typed(request, [given.get("lines", "")])
    wanted = _wanted(given)
    return replace(wanted, rate="") if given.get("usual") == wanted.rate else wanted


Typed = Annotated[Wanted, Depends(typed)]


def _wanted(given: Mapping[str, Any]) -> Wanted:
    plain = {name: str(given[name]) for name in FIELDS if name in given}
    return Wanted(**plain, settings={name: str(given[name]) for name in SETTINGS if name in given})


def _changed(wanted: Wanted, given: Mapping[str, str]) -> Wanted:
    told = {name: getattr(wanted, name) for name in FIELDS} | {name: given[name] for name in FIELDS if name in given}
    return _wanted({**wanted.settings, **told})


@router.get("")
def choose(request: Request) -> Response:
    """`from` is one's own training with whose settings the form begins; `sample` fills in lines."""
    given = dict(request.query_params)
    wanted = _wanted(given)
    if "from" in given:
        earlier = wanted_of(records.seen(row_of(request, given["from"])).job)
        wanted = _changed(earlier, given)
    if given.get("sample") in TEXTS:
        wanted = replace(wanted, lines=TEXTS[given["sample"]])
    return show_form(request, filled(wanted), {})


@router.post("/form")
def refill(request: Request, wanted: Typed) -> Response:
    """The form for another method or task: nothing is begun, nothing typed is lost."""
    wanted = filled(wanted)
    if wants_fragment(request):
        page = form_page(wanted, request.app.state.shelf.shape, {}, (), rate(wanted.method, wanted.task))
        return fragment("lab/training/_form.html", page=page)
    return show_form(request, wanted, {})


@router.post("")
def begin(request: Request, wanted: Typed) -> Response:
    state = request.app.state
    wanted = rated(wanted)
    try:
        asked = check(wanted, state.shelf.shape, state.settings.base_model, state.settings.device)
        key = _begin(request, asked)
    except Mistakes as mistakes:
        return show_form(request, wanted, mistakes.told, 422)
    except Refusal as refusal:
        response = show_form(request, wanted, {"": (str(refusal),)}, 409 if refusal.key else 503)
        response.headers["Retry-After"] = AGAIN
        return remember(request, response)
    return remember(request, RedirectResponse(f"{ADDRESS}/{key}", 303))


def _begin(request: Request, asked: Asked) -> str:
    """The row is written while the training holds its place in the line. Raises Refusal."""
    trainings: Trainings = request.app.state.trainings
    database, key = request.app.state.database, secrets.token_urlsafe(16)
    with database.write() as session:
        learner = enrol(session, visitor(request))
        session.commit()
    run = Run(key, visitor(request).handle, learner, asked.title, asked.job, asked.guess)
    with trainings.place(run), database.write() as session:
        records.add(session, key, learner, asked)
        session.commit()
    return key


def show_form(request: Request, wanted: Wanted, mistakes: Mapping[str, tuple[str, ...]], status: int = 200) -> Response:
    with request.app.state.database.read() as session:
        learner = learner_id(session, visitor(request))
        rows = records.latest(session, learner)
        past = tuple(past_of(row.key, row.title, row.created, row.state) for row in rows)
    busy = next((one.key for one in past if one.live), None)
    shape = request.app.state.shelf.shape
    page = form_page(wanted, shape, mistakes, past, rate(wanted.method, wanted.task), busy)
    return render(request, "lab/training/form.html", page, status)


def row_of(request: Request, key: str) -> LabTraining:
    with request.app.state.database.read() as session:
        row = records.of(session, learner_id(session, visitor(request)), key)
    if row is None:
        raise HTTPException(404, NO_TRAINING)
    return row


def live(request: Request, key: str) -> Run | None:
    trainings: Trainings = request.app.state.trainings
    return trainings.find(key, visitor(request).handle)


async def following(request: Request, key: str) -> Run:
    run = live(request, key)
    if run is None:
        raise HTTPException(404, NO_TRAINING)
    return run


@router.get("/{key}")
def watch(request: Request, key: str) -> Response:
    """Works without scripts too: the page then asks again by itself."""
    row, run = row_of(request, key), live(request, key)
    page = _page(request.app.state.trainings, run) if run else training_page(records.seen(row))
    return render(request, "lab/training/show.html", page)


def _page(trainings: Trainings, run: Run) -> TrainingPage:
    return training_page(run.seen(), trainings.ahead(run))


@router.get("/{key}/events", response_class=EventSourceResponse)
async def follow(request: Request, run: Annotated[Run, Depends(following)]) -> AsyncIterator[ServerSentEvent]:
    """Each message holds the whole of what changes, so that whoever comes late or again misses nothing."""
    told = None
    while run.state in LIVE:
        page = _page(request.app.state.trainings, run)
        if page != told and page.live:
            yield ServerSentEvent(raw_data=_html("lab/training/_live.html", page))
            told = page
        await asyncio.sleep(PAUSE)
    yield ServerSentEvent(raw_data=_html("lab/training/_ended.html", training_page(run.seen())))
    yield ServerSentEvent(event="ended", raw_data=f"{ADDRESS}/{run.key}")


def _html(template: str, page: TrainingPage) -> str:
    return templates().get_template(template).render(page=page)
