"""create_app(settings): the application as a table of contents. Knows how the rooms hang together, no more."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI, Request, Response
from starlette.middleware.gzip import GZipMiddleware

from app import __version__, errors, migrations
from app.authoring.disputes import routes as disputes
from app.authoring.editing import routes as editing
from app.authoring.exchange import routes as exchange
from app.authoring.marking import routes as marking
from app.authoring.published import Published
from app.authoring.regrading import routes as regrading
from app.authoring.regrading.line import Line
from app.authoring.statistics import routes as statistics
from app.authoring.statistics.surveying import Shelf
from app.authoring.watching import Watch
from app.classes import assignment_routes, task_routes, teaching
from app.classes import routes as classes
from app.content import STATIC
from app.database import Database
from app.figures import routes as figures
from app.lab import routes as lab
from app.lab.room import close_room, open_room, wake_room
from app.lectures import picture_routes
from app.lectures import routes as lectures
from app.pages import Assets, render
from app.people import administering, openid_routes, profile
from app.people import routes as people
from app.people.cookie import Cookies
from app.people.door import Door
from app.people.first_admin import make_first_admin
from app.people.limiting import Tries
from app.people.openid import provider
from app.security import BodyLimit, CrossSiteGuard, FormsOnly, HeadAsGet, SecurityHeaders
from app.settings import Settings, load_settings, make_data_folder, signing_key
from app.study import api, dispute_routes, regrade_routes, rounds
from app.study import routes as study

OPENAPI = "/openapi.json"
ABOUT_API = (
    "Items of the course, and answers to them, for other programs. Whoever comes without a cookie becomes a new "
    "learner and receives one with the first answer. Requests that name a foreign Origin are refused."
)


def create_app(settings: Settings | None = None) -> FastAPI:
    """The whole application, ready to serve. Raises SettingsError, MigrationError or ContentError with a sentence."""
    settings = settings or load_settings()
    make_data_folder(settings)
    app = FastAPI(
        title="Seodang",
        version=__version__,
        description=ABOUT_API,
        openapi_url=OPENAPI,
        docs_url=None,
        redoc_url=None,
        lifespan=_until_closed,
    )
    _open_rooms(app, settings)
    _add_routes(app)
    _add_middleware(app)
    errors.install(app)
    return app


@asynccontextmanager
async def _until_closed(app: FastAPI) -> AsyncIterator[None]:
    await wake_room(app.state)
    watch = Watch(app.state.published)
    watch.start()
    app.state.regrades.resume()
    yield
    app.state.regrades.stop()
    watch.stop()
    await close_room(app.state)
    app.state.database.close()


def _open_rooms(app: FastAPI, settings: Settings) -> None:
    migrations.migrate(settings.database, settings.data)
    app.state.settings = settings
    app.state.signing_key = signing_key(settings)
    app.state.cookies = Cookies(app.state.signing_key)
    app.state.openid = provider(settings)
    app.state.database = Database(settings.database)
    app.state.tries = Tries()
    make_first_admin(app.state.database, settings)
    open_room(app.state, settings, app.state.database)
    app.state.published = Published(app.state, settings, app.state.database)
    app.state.published.open()
    app.state.regrades = Line(app.state)
    app.state.statistics = Shelf()


def _add_routes(app: FastAPI) -> None:
    app.include_router(lectures.router)
    app.include_router(picture_routes.router)
    app.include_router(rounds.router)
    app.include_router(study.router)
    app.include_router(dispute_routes.router)
    app.include_router(regrade_routes.router)
    app.include_router(api.router)
    for part in (people, profile, administering, openid_routes):
        app.include_router(part.router)
    app.include_router(editing.router)
    app.include_router(disputes.router)
    app.include_router(regrading.router)
    app.include_router(marking.router)
    app.include_router(statistics.router)
    app.include_router(exchange.router)
    for part in (classes, task_routes, teaching, assignment_routes):
        app.include_router(part.router)
    app.include_router(lab.router)
    app.include_router(figures.router)
    app.include_router(about_itself)
    app.mount("/static", Assets(directory=STATIC), name="static")


def _add_middleware(app: FastAPI) -> None:
    """The last one added is the outermost."""
    app.add_middleware(Door)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)
    app.add_middleware(HeadAsGet)
    app.add_middleware(FormsOnly)
    app.add_middleware(BodyLimit)
    app.add_middleware(CrossSiteGuard)
    app.add_middleware(SecurityHeaders)


@dataclass(frozen=True)
class DocsPage:
    """GET /docs -> docs.html: swagger-ui (vendored), which reads `openapi`."""

    title: str
    openapi: str


about_itself = APIRouter(include_in_schema=False)


@about_itself.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok", "version": __version__}


@about_itself.get("/docs")
def docs(request: Request) -> Response:
    return render(request, "docs.html", DocsPage("API", OPENAPI))
