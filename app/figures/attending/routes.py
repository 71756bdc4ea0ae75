"""GET /figures/attention-masks: everything is in the address. Parses and renders."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.figures.attending.showing import ADDRESS, show
from app.pages import fragment, render, wants_fragment

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.get("")
def masks(request: Request) -> Response:
    """Works without scripts: whatever was typed stands in the form again."""
    page = show(request.query_params, request.query_params.getlist("guess"))
    status = 422 if page.problems else 200
    if wants_fragment(request):
        return fragment("figures/attending/_stage.html", status, page=page)
    return render(request, "figures/attending/show.html", page, status)
