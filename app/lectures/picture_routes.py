"""The pictures of the lectures, as files: nothing else of the content folder can be had this way."""

from __future__ import annotations

from pathlib import PurePosixPath

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import FileResponse

from app.lectures.pictures import FOLDER, NAME, TYPES
from app.pages import ASK_AGAIN, FOREVER

router = APIRouter(include_in_schema=False)


@router.get("/lectures/{unit}/images/{file}")
def picture(request: Request, unit: str, file: str) -> Response:
    name = PurePosixPath(file)
    known = unit in request.app.state.course.lectures and NAME.fullmatch(name.stem) and name.suffix in TYPES
    path = request.app.state.published.folder / unit / FOLDER / file
    if not known or not path.is_file():
        raise HTTPException(404, "그런 그림이 없습니다.")
    lasting = FOREVER if "v" in request.query_params else ASK_AGAIN
    return FileResponse(path, media_type=TYPES[name.suffix], headers={"Cache-Control": lasting})
