"""GET /api/v1/parameters: how many parameters a method trains. Parses and shapes; the lab counts."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from pydantic import BaseModel, Field

from app.errors import ApiError, ErrorOut
from models import architectures
from models.methods import METHODS, configure, method
from models.protocol import Count, Counted, Failed
from models.refusals import Refused

OURS = ("architecture", "method")
UNKNOWN = "‘{name}’ 구조는 없습니다. 아는 구조: {known}."
REFUSALS: dict[int | str, dict[str, Any]] = {
    422: {"model": ErrorOut, "description": "An unknown name, or a value that the architecture cannot bear"},
    503: {"model": ErrorOut, "description": "The lab starts; Retry-After says when to ask again"},
}

router = APIRouter(prefix="/api/v1", tags=["lab"], responses=REFUSALS)


class TensorOut(BaseModel):
    """One tensor that trains."""

    name: str
    shape: list[int]
    count: int


class ParametersOut(BaseModel):
    architecture: str
    method: str
    config: dict[str, str | int | float | bool]
    base_parameters: int
    trainable_parameters: int = Field(description="Of the method, without a task head.")
    head_parameters: int
    percent: float = Field(description="100 * trainable / base; the head is left out on both sides.")
    tensors: list[TensorOut]
    formula: str


def _described() -> dict[str, Any]:
    """The settings of all methods as parameters of the query, for the page that describes the API."""
    told: dict[str, list[str]] = {}
    for name, kind in METHODS.items():
        for field, about in kind.Config.model_fields.items():
            told.setdefault(field, []).append(f"{name}: {about.description}")
    text = {"type": "string"}
    return {
        "parameters": [
            {"name": field, "in": "query", "required": False, "schema": text, "description": " ".join(words)}
            for field, words in told.items()
        ]
    }


@router.get("/parameters", summary="Parameters that a method trains on an architecture", openapi_extra=_described())
async def parameters(
    request: Request,
    architecture: Annotated[str, Query(description=", ".join(architectures.names()))],
    method: Annotated[str, Query(description=", ".join(METHODS))],
) -> ParametersOut:
    given = {name: value for name, value in request.query_params.items() if name not in OURS}
    answer = await request.app.state.lab.count(_asked(architecture, method, given))
    if isinstance(answer, Counted):
        return ParametersOut.model_validate(answer.model_dump(exclude={"kind"}))
    raise _error(answer)


def _asked(architecture: str, name: str, given: dict[str, str]) -> Count:
    """What cannot be is refused here, before anybody is woken. Folders are for the command alone: ours are private."""
    if architecture not in architectures.names():
        known = ", ".join(architectures.names())
        raise ApiError(422, "invalid", UNKNOWN.format(name=architecture, known=known), "architecture")
    try:
        config = configure(name, dict(given))
        method(name).formula(architectures.shape(architecture), config)
    except Refused as refusal:
        raise ApiError(422, "invalid", str(refusal), refusal.field) from None
    return Count(architecture=architecture, method=name, config=config.model_dump())


def _error(failed: Failed) -> Exception:
    if failed.code == "refused":
        return ApiError(422, "invalid", failed.message, failed.field)
    if failed.retry_after is None:
        return ApiError(500, failed.code, failed.message)
    return HTTPException(503, failed.message, {"Retry-After": str(math.ceil(failed.retry_after))})
