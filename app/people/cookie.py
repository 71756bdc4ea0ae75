"""The signed cookie that tells learners apart. It carries a random handle and nothing else; knows no database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

R = TypeVar("R", bound=Response)

NAME = "seodang"
AGE = 400 * 24 * 3600  # as long as browsers allow


@dataclass(frozen=True)
class Visitor:
    """Whoever sent this request. `fresh` when they came without a (valid) cookie and need one."""

    handle: str
    fresh: bool


class Cookies:
    """Reads and writes the cookie with one signing key."""

    def __init__(self, key: str) -> None:
        self._signer = URLSafeSerializer(key, salt="learner")

    def read(self, request: Request) -> Visitor:
        signed = request.cookies.get(NAME)
        try:
            handle = self._signer.loads(signed) if signed else None
        except BadSignature:
            handle = None
        return Visitor(handle, False) if isinstance(handle, str) else Visitor(secrets.token_urlsafe(18), True)

    def write(self, request: Request, response: Response, visitor: Visitor) -> None:
        if visitor.fresh:
            signed = self._signer.dumps(visitor.handle)
            https = request.url.scheme == "https"
            response.set_cookie(NAME, str(signed), max_age=AGE, httponly=True, samesite="lax", secure=https)


def visitor(request: Request) -> Visitor:
    """The sender, the same all through one request."""
    if not hasattr(request.state, "visitor"):
        request.state.visitor = request.app.state.cookies.read(request)
    return request.state.visitor  # type: ignore[no-any-return]


def remember(request: Request, response: R) -> R:
    """Hand a newcomer their cookie with this response."""
    request.app.state.cookies.write(request, response, visitor(request))
    return response
