"""render(request, template, page): the full page, or its fragment when htmx asks. Knows no single page."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import markdown, moments
from app.content import STATIC, TEMPLATES
from app.people.cookie import visitor

FRAGMENT = "content"  # the block that a page template fills
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
PRIVATE = "no-store"


def render(request: Request, template: str, page: Any, status: int = 200) -> HTMLResponse:
    """The page; its block `content` alone when htmx wants a part of a page."""
    found, context = templates().get_template(template), _context(request, page)
    body = _block(found, context) if wants_fragment(request) else found.render(context)
    return _private(HTMLResponse(body, status))


def _context(request: Request, page: Any) -> dict[str, Any]:
    return {"page": page, "path": request.url.path, "member": visitor(request).member}


def fragment(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A template that never is a whole page, such as one question."""
    return _private(HTMLResponse(templates().get_template(template).render(context), status))


def wants_fragment(request: Request) -> bool:
    headers = request.headers
    if headers.get("hx-request") != "true" or headers.get("hx-boosted") == "true":
        return False
    return headers.get("hx-request-type") != "full" and headers.get("hx-history-restore-request") != "true"


@lru_cache(maxsize=8192)
def kept(template: str, name: str, value: Hashable) -> Markup:
    """A template that shows one value and nothing else, rendered once: most of a lecture looks the same to everyone."""
    return Markup(templates().get_template(template).render({name: value}))  # noqa: S704 -- a template's escaped output


def _private(response: HTMLResponse) -> HTMLResponse:
    """Pages show what a learner did: nobody keeps a copy, and a page is never taken for its fragment."""
    response.headers["Cache-Control"] = PRIVATE
    response.headers["Vary"] = "HX-Request, HX-Request-Type, Cookie"
    return response


def _block(template: Template, context: dict[str, Any]) -> str:
    return "".join(template.blocks[FRAGMENT](template.new_context(context)))


@lru_cache(maxsize=1)
def templates() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        cache_size=-1,
        auto_reload=False,
    )
    environment.globals["static"] = static
    environment.globals["kept"] = kept
    environment.filters["markdown"] = lru_cache(maxsize=4096)(markdown.render)
    environment.filters["machine"] = machine
    environment.filters["moment"] = moments.told
    environment.filters["day"] = moments.day
    environment.filters["markdown_inline"] = lru_cache(maxsize=4096)(markdown.render_inline)
    return environment


def machine(hardware: str) -> str:
    """The hardware as measurements record it (`AMD EPYC, 1 thread(s)`), for a reader of Korean."""
    return re.sub(r"(\d+) thread\(s\)", r"스레드 \1개", hardware)


@cache
def static(path: str) -> str:
    """The address of a static file; a changed file is another address. Raises if it is missing."""
    digest = hashlib.sha256((STATIC / path).read_bytes()).hexdigest()[:12]
    return f"/static/{path}?v={digest}"


class Assets(StaticFiles):
    """Static files: kept for ever under an address that names their content (and fonts), else asked for again."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if isinstance(response, FileResponse) or response.status_code == 304:
            named = scope["query_string"].startswith(b"v=") or path.endswith(".woff2")
            response.headers["Cache-Control"] = FOREVER if named else ASK_AGAIN
        return response
