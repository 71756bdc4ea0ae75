"""GET /figures/shapes?view=gru|albert|budget: everything is in the address. Parses and renders."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.figures.shapes.fields import ADDRESS
from app.figures.shapes.showing import show
from app.pages import fragment, render, wants_fragment

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.get("")
def sizes(request: Request) -> Response:
    """Works without scripts: whatever was typed stands in the form again."""
    page = show(request.query_params)
    status = 422 if page.problems else 200
    if wants_fragment(request):
        return fragment("figures/shapes/_bench.html", status, page=page)
    return render(request, "figures/shapes/show.html", page, status)
