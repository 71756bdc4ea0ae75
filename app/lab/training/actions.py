"""What can be done with a training of one's own: cancel, go on, download, delete. Parses and calls."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import RedirectResponse, StreamingResponse

from app.lab.training import records
from app.lab.training.asking import filled, wanted_of
from app.lab.training.downloading import zipped
from app.lab.training.line import Refusal, Trainings
from app.lab.training.pages import ADDRESS
from app.lab.training.routes import NO_TRAINING, live, row_of, show_form
from app.lab.training.telling import training_page
from app.pages import wants_fragment
from app.people.cookie import visitor

NO_VARIANT = "내려받을 모델이 없습니다. 끝까지 학습한 것만 내려받을 수 있습니다."

router = APIRouter(prefix=ADDRESS, include_in_schema=False)


@router.post("/{key}/cancel")
def cancel(request: Request, key: str) -> Response:
    row_of(request, key)
    if run := live(request, key):
        request.app.state.trainings.cancel(run)
    return Response(status_code=204) if wants_fragment(request) else RedirectResponse(f"{ADDRESS}/{key}", 303)


@router.post("/{key}/resume")
def resume(request: Request, key: str) -> Response:
    """Goes on from the last checkpoint, from the beginning where there is none."""
    row = row_of(request, key)
    if not training_page(records.seen(row)).resumable:
        return RedirectResponse(f"{ADDRESS}/{key}", 303)
    trainings: Trainings = request.app.state.trainings
    try:
        with trainings.place(records.run_of(row, visitor(request).handle)):
            with request.app.state.database.write() as session:
                if not records.queue_again(session, key):
                    raise HTTPException(404, NO_TRAINING)
                session.commit()
            trainings.forget(key)
    except Refusal as refusal:
        return show_form(request, filled(wanted_of(records.seen(row).job)), {"": (str(refusal),)}, 409)
    return RedirectResponse(f"{ADDRESS}/{key}", 303)


@router.get("/{key}/download")
def download(request: Request, key: str) -> Response:
    row = row_of(request, key)
    folder = request.app.state.trainings.folders.variant(key)
    try:
        pieces = zipped(folder, f"{row.method} {row.config}", row.job["base"])
    except OSError:
        raise HTTPException(404, NO_VARIANT) from None
    name = f"seodang-{row.method}-{row.created:%Y%m%d}.zip"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Encoding": "identity"}
    return StreamingResponse(pieces, media_type="application/zip", headers=headers)


@router.post("/{key}/delete")
def delete(request: Request, key: str) -> Response:
    """What is at work has to be stopped first: its page offers that."""
    row_of(request, key)
    run, trainings = live(request, key), request.app.state.trainings
    if run is not None and run.live:
        return RedirectResponse(f"{ADDRESS}/{key}", 303)
    with request.app.state.database.write() as session:
        records.delete(session, key)
        session.commit()
    trainings.forget(key)
    trainings.folders.remove(key)
    return RedirectResponse(ADDRESS, 303)
