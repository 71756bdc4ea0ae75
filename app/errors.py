"""Every error as its reader expects it: a page, its fragment for htmx, or the API's JSON. No typed text is lost."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import BaseModel, Field
from sqlalchemy.exc import InternalError, OperationalError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from app.pages import render, wants_fragment
from app.security import API, harden

log = logging.getLogger("seodang")
READ_ONLY = "25006"  # PostgreSQL's code of that error

TITLES = {
    400: ("읽을 수 없는 요청입니다", "bad_request", "보낸 내용을 읽지 못했습니다."),
    401: ("로그인이 필요합니다", "not_signed_in", "로그인한 뒤에 다시 해 주세요."),
    403: ("허용되지 않는 요청입니다", "forbidden", "이 요청은 받지 않습니다."),
    404: ("찾는 것이 없습니다", "not_found", "주소가 바뀌었거나 없는 페이지입니다. 아래에서 다시 찾아보세요."),
    405: ("허용되지 않는 방식입니다", "method_not_allowed", "이 주소에서는 그 방식으로 요청할 수 없습니다."),
    409: ("이미 끝난 일입니다", "conflict", "이미 마친 회차입니다. 결과에서 답을 다시 볼 수 있습니다."),
    413: ("보낸 내용이 너무 깁니다", "too_large", "내용을 줄여서 다시 보내 주세요."),
    422: ("빠졌거나 잘못된 값이 있습니다", "invalid", "앞 화면으로 돌아가 다시 보내 주세요."),
    415: ("읽을 수 없는 요청입니다", "unsupported", "이 주소에서는 그런 형식을 읽지 않습니다."),
    429: ("잠시 쉬었다 해 주세요", "too_many", "너무 여러 번 시도했습니다. 잠시 뒤에 다시 해 주세요."),
    500: ("문제가 생겼습니다", "internal", "저희 쪽에서 문제가 생겼습니다. 잠시 뒤에 다시 해 주세요."),
    503: ("지금은 저장할 수 없습니다", "unavailable", "보낸 것을 저장하지 못했습니다. 잠시 뒤에 다시 보내 주세요."),
}

MISSPELT = "주소에 적힌 값이 맞지 않습니다. 주소를 확인하거나 아래에서 다시 찾아보세요."


@dataclass(frozen=True)
class ErrorPage:
    """Any error on a page -> error.html."""

    title: str
    status: int
    message: str  # what happened and what to do, plain Korean
    reference: str | None  # of a 500: the id under which the log tells more
    typed: str  # what the form carried, so that no text is lost; "" when nothing


class ApiError(Exception):
    """An error of the API, with the field that is to blame."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        self.status, self.code, self.message, self.field = status, code, message, field


class ErrorBody(BaseModel):
    code: str = Field(examples=["not_found"])
    message: str
    field: str | None


class ErrorOut(BaseModel):
    """Every error has this shape."""

    error: ErrorBody


def install(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ApiError, _api)
    app.add_exception_handler(OperationalError, _no_database)
    app.add_exception_handler(InternalError, _read_only)
    app.add_exception_handler(Exception, _crash)


async def _http(request: Request, error: Any) -> Response:
    if error.status_code == 401 and (way := _to_sign_in(request)):
        return RedirectResponse(way, 303)
    told = error.detail if isinstance(error.detail, str) and not error.detail.isascii() else None
    response = _answer(request, error.status_code, message=told, typed=_typed(request))
    response.headers.update(error.headers or {})
    return response


def _to_sign_in(request: Request) -> str:
    """Who only wants to read is led to the sign-in and back; what was sent is answered, so that it is not lost."""
    if request.method != "GET" or request.url.path.startswith(API) or wants_fragment(request):
        return ""
    here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return f"/sign-in?{urlencode({'next': here})}"


async def _invalid(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    unreadable = first["type"] == "json_invalid"
    field = str(first["loc"][1]) if len(first["loc"]) > 1 else None  # the first word says where: body, query, path
    if request.method == "GET" and not request.url.path.startswith(API):
        return _answer(request, 422, MISSPELT)
    typed = _text(error.body) or _typed(request)
    return _answer(request, 400 if unreadable else 422, field=None if unreadable else field, typed=typed)


async def _api(request: Request, error: Any) -> Response:
    return shaped(error.status, error.code, error.message, error.field)


async def _no_database(request: Request, error: Any) -> Response:
    """The disk is full, the file is locked or read-only, the connection is gone: nobody's request is to blame."""
    reference = secrets.token_hex(4)
    log.error("[%s] %s %s: %s", reference, request.method, request.url.path, error.orig)
    response = _answer(request, 503, reference=reference, typed=_typed(request))
    response.headers["Retry-After"] = "10"
    return response


async def _read_only(request: Request, error: Any) -> Response:
    """How PostgreSQL says that it takes no writes for now; whatever else is internal to it is a fault of ours."""
    if getattr(error.orig, "sqlstate", None) != READ_ONLY:
        raise error
    return await _no_database(request, error)


async def _crash(request: Request, error: Any) -> Response:
    """The log tells more under the id that the page shows. Headers are added here: middleware has been left behind."""
    reference = secrets.token_hex(4)
    log.error("[%s] %s %s", reference, request.method, request.url.path, exc_info=error)
    response = _answer(request, 500, reference=reference, typed=_typed(request))
    harden(response.headers)
    return response


def _answer(
    request: Request,
    status: int,
    message: str | None = None,
    field: str | None = None,
    reference: str | None = None,
    typed: str = "",
) -> Response:
    title, code, usual = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    if request.url.path.startswith(API):
        told = usual if reference is None else f"{usual} ({reference})"
        return shaped(status, code, message or told, field)
    return render(request, "error.html", ErrorPage(title, status, message or usual, reference, typed), status)


def shaped(status: int, code: str, message: str, field: str | None = None) -> Response:
    return JSONResponse({"error": {"code": code, "message": message, "field": field}}, status)


def keep_typed(request: Request, fields: list[str]) -> None:
    """Remember what a form carried, so that an error page can give it back."""
    request.state.typed = "\n".join(fields)


def _typed(request: Request) -> str:
    return getattr(request.state, "typed", "")


def _text(body: Any) -> str:
    """The learner's text in a form that could not be accepted."""
    return "\n".join(str(value) for value in body.getlist("answer")) if isinstance(body, FormData) else ""
