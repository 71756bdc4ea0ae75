"""GET /figures/masking: everything is in the address. Parses and renders."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from app.figures.masking.showing import ADDRESS, show
from app.pages import fragment, render, wants_fragment

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.get("")
def bench(request: Request) -> Response:
    """Works without scripts: whatever was typed stands in the form again."""
    page = show(request.query_params)
    status = 422 if page.problems else 200
    if wants_fragment(request):
        return fragment("figures/masking/_bench.html", status, page=page)
    return render(request, "figures/masking/show.html", page, status)
