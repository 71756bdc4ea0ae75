"""GET /lab/results: what was measured of the variants. Parses and renders."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.lab.results.pages import page
from app.lab.results.tabulating import ADDRESS
from app.lab.variants import Shelf
from app.pages import render
from models.tasks import TASKS

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.get("")
def show(request: Request, task: str = "", sort: str = "", axis: str = "") -> Response:
    """What an address names wrongly is taken for the usual: nothing was typed that could be lost."""
    shelf: Shelf = request.app.state.shelf
    offered = {one.name for slug in TASKS for one in shelf.of(slug)}
    return render(request, "lab/results/show.html", page(shelf.table, shelf.name, task, sort, axis, offered))
