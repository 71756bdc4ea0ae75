"""GET /lab/inside: what may come next, where a layer looks, what a rank holds. Parses, asks the worker and renders."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app.lab.client import Lab
from app.lab.compare.asking import tidy
from app.lab.inside.asking import (
    ADDRESS,
    ATTENTION,
    MOST_LAYERS,
    NEXT,
    UPDATE,
    Wanted,
    drawing,
    layer_of,
    mistakes,
    number,
    settled,
)
from app.lab.inside.heatmap import attention
from app.lab.inside.likely import columns
from app.lab.inside.pages import InsidePage, inside_page
from app.lab.variants import BASE, Candidate, Shelf
from app.pages import fragment, render, wants_fragment
from app.people.cookie import visitor
from models.protocol import Attend, Attended, Event, Failed, Peek, Peeked

BLAMED = {"text": "prompt"}  # what the engine calls a field of ours
OURS = Failed(code="internal", message="저희 쪽에서 문제가 생겼습니다. 다시 해 보세요.")

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


async def from_query(
    view: str = NEXT,
    task: str = Wanted.task,
    variant: str = "",
    prompt: str | None = None,
    temperature: str = Wanted.temperature,
    top_p: str = Wanted.top_p,
    layer: str = Wanted.layer,
    head: str = Wanted.head,
    row: str = "",
    rank: str = Wanted.rank,
    matrix: str = "",
) -> Wanted:
    return Wanted(view, task, variant, prompt, temperature, top_p, layer, head, row, rank, matrix)


@router.get("")
async def show(request: Request, asked: Annotated[Wanted, Depends(from_query)]) -> Response:
    """Works without scripts: the address says everything. While the worker starts (202) the page asks again by itself;
    the view of updates needs no worker."""
    shelf: Shelf = request.app.state.shelf
    candidates = await asyncio.to_thread(shelf.of, asked.known_task.slug)
    wanted = settled(asked, candidates)
    wrong = mistakes(wanted, candidates)
    base = request.app.state.settings.base_model
    if wrong or wanted.view == UPDATE:
        return _answer(request, inside_page(wanted, candidates, wrong, base=base))
    told = await _told(request, wanted)
    failed = next((one for one in told if isinstance(one, Failed)), None)
    if failed is not None and failed.code == "refused":
        wrong = {BLAMED.get(failed.field or "", failed.field or ""): failed.message}
        return _answer(request, inside_page(wanted, candidates, wrong, base=base))
    if failed is not None:
        return _answer(request, inside_page(wanted, candidates, {}, failed=failed, base=base))
    return _answer(request, _seen(wanted, candidates, told, shelf))


async def _told(request: Request, wanted: Wanted) -> list[Event]:
    """What the worker says: of the base and the variant at once, or of one model's layer."""
    lab: Lab = request.app.state.lab
    given = {"prompt": tidy(wanted.text), "task": wanted.task, "caller": visitor(request).handle}
    name = None if wanted.variant in (BASE, "") else wanted.variant
    if wanted.view == ATTENTION:
        return [await lab.ask(Attend(**given, variant=name, layer=layer_of(wanted) or 1))]
    how = drawing(wanted)
    peeks = [Peek(**given, variant=one, temperature=how.temperature, top_p=how.top_p) for one in (None, name)]
    return list(await asyncio.gather(*map(lab.ask, peeks)))


def _seen(wanted: Wanted, candidates: list[Candidate], told: list[Event], shelf: Shelf) -> InsidePage:
    match told:
        case [Attended() as one]:
            head, row = number(wanted.head, MOST_LAYERS), number(wanted.row, MOST_LAYERS)
            seen = attention(one, layer_of(wanted) or 1, head, row)
            shown = replace(wanted, head=f"{seen.chosen.number}", row=f"{seen.row.number}")
            return inside_page(shown, candidates, {}, attention=seen)
        case [Peeked() as plain, Peeked() as tuned]:
            base = shelf.base(wanted.task)
            mine = next((one for one in candidates if one.name == wanted.variant), base)
            return inside_page(wanted, candidates, {}, next_=columns((plain, tuned), (base, mine)))
    return inside_page(wanted, candidates, {}, failed=OURS)


def _answer(request: Request, page: InsidePage) -> Response:
    problem = page.problem if page.wanted.view != UPDATE else None
    status = 422 if page.mistakes else 200 if problem is None else 202 if problem.again else 503
    if wants_fragment(request):
        answer: Response = fragment("lab/inside/_inside.html", status, page=page)
    else:
        answer = render(request, "lab/inside/show.html", page, status)
    if problem is not None and problem.again:
        answer.headers["Retry-After"] = str(problem.again)
    return answer
