"""Pure-ASGI middleware: headers that every answer carries, and the guards against other sites and endless bodies.
Knows nothing of learners or questions."""

from __future__ import annotations

import json
import re
from email.message import Message as Mail
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}
API = "/api/"
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
MAX_BODY = 1024 * 1024  # bytes: 10,000 letters, decomposed and percent-encoded, still fit
MAX_IMAGE = 5 * MAX_BODY
MAX_ARCHIVE = 100 * MAX_BODY
TOO_LONG = "{} MiB까지 보낼 수 있습니다. 앞 화면으로 돌아가 크기를 줄여서 다시 보내 주세요."
LARGER = {  # the file and what is about it
    re.compile(r"/authoring/lectures/[^/]+/images"): MAX_IMAGE + 64 * 1024,
    re.compile(r"/authoring/import"): MAX_ARCHIVE + 64 * 1024,
}


def harden(headers: MutableHeaders) -> None:
    for name, value in HEADERS.items():
        headers.setdefault(name, value)


class SecurityHeaders:
    """Adds the headers above to every answer that passes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                harden(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, sealed if scope["type"] == "http" else send)


class CrossSiteGuard:
    """Refuses what another site's page makes a browser send. Programs, which name no origin, may pass."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _foreign(scope):
            refusal = refuse(scope, 403, "cross_site", "다른 사이트에서 보낸 요청은 받지 않습니다.")
            return await refusal(scope, receive, send)
        return await self.app(scope, receive, send)


class BodyLimit:
    """Refuses a body that is too long: before reading it where its length is announced, else while it is read. People
    are told by a page, which is made further in: whoever reads the body there meets the refusal.

    (FastAPI's own `max_body_size` answers in plain text, whatever the reader expects.)
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        most = most_of(str(scope.get("path", "")))
        announced = int(length) if length.isdecimal() else 0
        if announced > most and str(scope["path"]).startswith(API):
            return await refuse(scope, 413, "too_large", "보낸 내용이 너무 깁니다.")(scope, receive, send)
        return await self.app(scope, _counted(receive, most, announced), send)


class FormsOnly:
    """Outside the API a body is a form in UTF-8. Another shape would be read as an empty form, another charset could
    spell what no page can show."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not str(scope["path"]).startswith(API) and not _is_form(scope):
            refusal = refuse(scope, 415, "not_a_form", "UTF-8로 쓴 양식만 받습니다.")
            return await refusal(scope, receive, send)
        return await self.app(scope, receive, send)


class HeadAsGet:
    """HEAD is GET; the server keeps the body to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return await self.app(scope, receive, send)

        async def bodiless(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        return await self.app({**scope, "method": "GET"}, receive, bodiless)


def _is_form(scope: Scope) -> bool:
    kind = Headers(scope=scope).get("content-type")
    if kind is None:  # nothing was sent
        return True
    read = Mail()
    read["Content-Type"] = kind
    return read.get_content_type() in FORMS and str(read.get_param("charset", "utf-8")).lower() == "utf-8"


def most_of(path: str) -> int:
    """How many bytes may be sent to an address."""
    return next((most for shape, most in LARGER.items() if shape.fullmatch(path)), MAX_BODY)


def _counted(receive: Receive, most: int, announced: int) -> Receive:
    read = 0
    refusal = HTTPException(413, TOO_LONG.format(most // MAX_BODY))

    async def counting() -> Message:
        nonlocal read
        if announced > most:
            raise refusal
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise refusal
        return message

    return counting


def _foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None and _place(origin) != headers.get("host"):
        return scope["method"] not in SAFE or str(scope["path"]).startswith(API)
    return site in ("cross-site", "same-site") and scope["method"] not in SAFE


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # `http://[`
        return ""


def refuse(scope: Scope, status: int, code: str, message: str) -> Response:
    """A refusal that needs no template, in the shape its reader expects."""
    if not str(scope["path"]).startswith(API):
        return PlainTextResponse(message, status)
    body = json.dumps({"error": {"code": code, "message": message, "field": None}}, ensure_ascii=False)
    return Response(body, status, media_type="application/json")
