"""GET /lab/parameters: the calculator, and the list of tensors that the worker counts. Parses and renders."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from app.lab.parameters.calculating import ADDRESS, Calculation, calculate
from app.lab.parameters.controls import own
from app.lab.parameters.tensors import Group, groups
from app.pages import fragment, render, wants_fragment
from models.methods import configure
from models.protocol import Count, Counted, Failed

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@dataclass(frozen=True)
class TensorsPage:
    """GET /lab/parameters/tensors -> lab/parameters/tensors.html. Either the groups, or why there are none (yet)."""

    title: str
    calculation: Calculation
    groups: tuple[Group, ...]
    total: int
    problem: str | None
    again: int | None  # seconds after which it is worth asking again


@router.get("")
def show(request: Request) -> Response:
    """Works without scripts: the address says everything, and whatever was typed stands in the form again."""
    page = calculate(request.query_params)
    status = 422 if page.problems else 200
    if wants_fragment(request):
        return fragment("lab/parameters/_calculator.html", status, page=page)
    return render(request, "lab/parameters/show.html", page, status)


@router.get("/tensors")
async def tensors(request: Request) -> Response:
    """Measured by the worker; while it starts the page says so (202) and asks again by itself."""
    calculation = calculate(request.query_params)
    if calculation.problems:
        return render(request, "lab/parameters/show.html", calculation, 422)
    page = _page(calculation, await request.app.state.lab.count(_asked(calculation, request)))
    status = 202 if page.again else 200
    partial = wants_fragment(request)
    answer = (
        fragment("lab/parameters/_tensors.html", status, page=page)
        if partial
        else render(request, "lab/parameters/tensors.html", page, status)
    )
    if page.again:
        answer.headers["Retry-After"] = str(page.again)
    return answer


def _asked(calculation: Calculation, request: Request) -> Count:
    config = configure(calculation.method, dict(own(calculation.method, request.query_params)))
    return Count(architecture=calculation.architecture, method=calculation.method, config=config.model_dump())


def _page(calculation: Calculation, answer: Counted | Failed) -> TensorsPage:
    title = "학습되는 텐서"
    if isinstance(answer, Failed):
        again = None if answer.retry_after is None else max(1, math.ceil(answer.retry_after))
        return TensorsPage(title, calculation, (), 0, answer.message, again)
    found = tuple(groups(answer.tensors))
    return TensorsPage(title, calculation, found, sum(group.count for group in found), None, None)
