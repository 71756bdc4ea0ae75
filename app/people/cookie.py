"""The signed cookie that tells visitors apart: a learner's random handle, or the token of a sign-in together with the
handle that this browser had before. Knows no database; who a token names, the middleware finds out (people/door.py)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeSerializer

R = TypeVar("R", bound=Response)

NAME = "seodang"
AGE = 400 * 24 * 3600  # as long as browsers allow


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in, as they are at this moment."""

    account: int
    name: str
    shown: str
    role: str
    sign_in: int


@dataclass(frozen=True)
class Visitor:
    """Whoever sent this request. `fresh` when they came without a (valid) cookie and need one. `handle` is the
    learner's, signed in or not."""

    handle: str
    fresh: bool
    member: Member | None = None


@dataclass(frozen=True)
class Carried:
    """What a cookie holds: the handle of this browser's own learner ("" for none), and the token of a sign-in."""

    handle: str = ""
    token: str = ""


class Cookies:
    """Reads and writes the cookie with one signing key."""

    def __init__(self, key: str) -> None:
        self._signer = URLSafeSerializer(key, salt="learner")

    def carried(self, signed: str | None) -> Carried:
        try:
            found: Any = self._signer.loads(signed) if signed else None
        except BadSignature:
            found = None
        if isinstance(found, str):
            return Carried(handle=found)
        if isinstance(found, dict):
            return Carried(str(found.get("before", "")), str(found.get("token", "")))
        return Carried()

    def write(self, request: Request, response: Response, carried: Carried) -> None:
        body = {"token": carried.token, "before": carried.handle} if carried.token else carried.handle
        https = request.url.scheme == "https"
        signed = str(self._signer.dumps(body))
        response.set_cookie(NAME, signed, max_age=AGE, httponly=True, samesite="lax", secure=https)


def visitor(request: Request) -> Visitor:
    """The sender, the same all through one request. Somebody whose sign-in has ended is who they were before it."""
    if not hasattr(request.state, "visitor"):
        handle = carried(request).handle
        request.state.visitor = Visitor(handle or secrets.token_urlsafe(18), fresh=not handle)
    return request.state.visitor  # type: ignore[no-any-return]


def carried(request: Request) -> Carried:
    return request.app.state.cookies.carried(request.cookies.get(NAME))  # type: ignore[no-any-return]


def remember(request: Request, response: R) -> R:
    """Hand a newcomer their cookie with this response."""
    who = visitor(request)
    if who.fresh:
        request.app.state.cookies.write(request, response, Carried(who.handle))
    return response
