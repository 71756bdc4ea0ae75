"""What FastAPI and Jinja2 cost by themselves: one page and one form, as long as ours, with nothing behind them."""

from __future__ import annotations

import os
from typing import Annotated

from fastapi import FastAPI, Form
from fastapi.responses import HTMLResponse
from jinja2 import Environment

TEXT = "사전 학습 가중치를 고정하고 작은 모듈만 학습합니다. " * 8
LINE = '<p>{{ number }}. <a href="/{{ number }}">{{ name }}</a> ' + TEXT + "</p>\n"
VALUES = {"name": "어댑터 & LoRA"}
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

    return app


def _lines(name: str) -> int:
    return max(1, int(os.environ[name]) // LINE_LENGTH)
