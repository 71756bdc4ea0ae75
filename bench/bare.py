"""What FastAPI and Jinja2 cost by themselves: one page and one form, as long as ours, with nothing behind them."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from typing import Annotated

from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse
from jinja2 import Environment

TEXT = "사전 학습 가중치를 고정하고 작은 모듈만 학습합니다. " * 8
LINE = '<p>{{ number }}. <a href="/{{ number }}">{{ name }}</a> ' + TEXT + "</p>\n"
VALUES = {"name": "어댑터 & LoRA"}
TURN = threading.Lock()
KEEPER: list[sqlite3.Connection] = []
templates = Environment(autoescape=True)
LINE_LENGTH = len(templates.from_string(LINE).render(VALUES, number=100))
page = templates.from_string("<!doctype html>{% for number in range(lines) %}" + LINE + "{% endfor %}")


def create_app() -> FastAPI:
    app = FastAPI()

    @app.get("/page")
    def show() -> HTMLResponse:
        return HTMLResponse(page.render(VALUES, lines=_lines("PAGE_LENGTH")))

    @app.post("/form")
    def send(
        answer: Annotated[str, Form()], deal: Annotated[int, Form()], place: Annotated[str, Form()]
    ) -> HTMLResponse:
        return HTMLResponse(page.render(VALUES, lines=_lines("FORM_LENGTH")))

    @app.post("/kept")
    def keep(
        answer: Annotated[str, Form()], deal: Annotated[int, Form()], place: Annotated[str, Form()]
    ) -> HTMLResponse:
        """The same, and one row that survives a power cut."""
        with TURN, closing(sqlite3.connect(os.environ["KEPT_IN"], isolation_level=None)) as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("INSERT INTO kept VALUES (?, ?, ?)", (answer, deal, place))
        return HTMLResponse(page.render(VALUES, lines=_lines("FORM_LENGTH")))

    KEEPER.append(_open_for_good())
    return app


def _open_for_good() -> sqlite3.Connection:
    connection = sqlite3.connect(os.environ["KEPT_IN"], isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE kept (answer TEXT, deal INTEGER, place TEXT)")
    return connection


def _lines(name: str) -> int:
    return max(1, int(os.environ[name]) // LINE_LENGTH)
