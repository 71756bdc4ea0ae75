"""GET /lab/trained: what a method trains in the base, measured by the worker. Parses and renders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from fastapi import APIRouter, Request, Response

from app.lab.charts import colour
from app.lab.client import again
from app.lab.trained.asking import ADDRESS, GUESS, Asked, read
from app.lab.trained.claims import CLAIMS, Claim
from app.lab.trained.drawing import Drawing, draw
from app.lab.trained.findings import Kind, Section, kinds, sections, sentences
from app.pages import fragment, render, wants_fragment
from models.methods import configure
from models.protocol import Dissect, Dissected, Failed

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@dataclass(frozen=True)
class Found:
    """What was measured, ready to be shown."""

    told: Dissected
    kinds: tuple[Kind, ...]
    sentences: tuple[str, ...]
    drawing: Drawing
    sections: tuple[Section, ...]

    @property
    def right(self) -> int:
        """How many kinds were predicted rightly."""
        return sum(kind.right for kind in self.kinds)


@dataclass(frozen=True)
class TrainedPage:
    """GET /lab/trained -> lab/trained/show.html; its _result.html alone for htmx. Either `found`, or why not (yet)."""

    title: str
    asked: Asked
    colour: str
    base: str
    bundled: bool
    claims: tuple[Claim, ...]
    found: Found | None
    problem: str | None
    again: int | None  # seconds after which it is worth asking again

    @property
    def asks(self) -> bool:
        """Whether a prediction is wanted before anything is told."""
        return self.found is not None and self.asked.predicts and self.asked.guess is None


@router.get("")
async def show(request: Request) -> Response:
    """Works without scripts: the address says everything. While the worker starts the page says so (202),
    and where it cannot be asked, why (503)."""
    query = request.query_params
    asked = read(query, query.getlist(GUESS), request.app.state.shelf.shape)
    answer = None if asked.problems else await request.app.state.lab.dissect(_question(asked))
    page = _page(asked, answer, request.app.state.settings.base_model)
    status = 202 if page.again else 503 if page.problem else 200
    shown = (
        fragment("lab/trained/_result.html", status, page=page)  # a lesson shows what is wrong too
        if wants_fragment(request)
        else render(request, "lab/trained/show.html", page, 422 if asked.problems else status)
    )
    if page.again:
        shown.headers["Retry-After"] = str(page.again)
    return shown


def _question(asked: Asked) -> Dissect:
    return Dissect(method=asked.method, config=configure(asked.method, dict(asked.settings)).model_dump())


def _page(asked: Asked, answer: Dissected | Failed | None, base: str) -> TrainedPage:
    failed = answer if isinstance(answer, Failed) else None
    bundled = base == "bundled"
    return TrainedPage(
        title="무엇이 학습되나",
        asked=asked,
        colour=colour(asked.method),
        base="서당의 작은 모델" if bundled else PurePath(base).name,
        bundled=bundled,
        claims=CLAIMS,
        found=_found(answer, asked) if isinstance(answer, Dissected) else None,
        problem=failed.message if failed else None,
        again=again(failed) if failed else None,
    )


def _found(told: Dissected, asked: Asked) -> Found:
    found = kinds(told, asked.guess)
    return Found(told, found, sentences(told, found), draw(told), sections(told))
