"""Pure-ASGI middleware: who a sign-in's token names, looked up in a thread before any route runs, so that `visitor`
waits for nothing. Those who are not signed in cost no query."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.people.cookie import carried
from app.people.sign_ins import find

NOBODY = ("/static/", "/healthz")  # places where it makes no difference who comes


class Door:
    """Leaves the visitor in the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not str(scope["path"]).startswith(NOBODY):
            request = Request(scope)
            if token := carried(request).token:
                found = await run_in_threadpool(find, request.app.state.database, token)
                if found is not None:
                    request.state.visitor = found
        await self.app(scope, receive, send)
