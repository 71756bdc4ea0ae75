"""What the page shows for what was asked: the view, its form as it was typed, what was worked out. Knows no request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.figures.shapes import albert, budget, gru
from app.figures.shapes.fields import SHOWN, Given, Problems, View

VIEWS = {view.slug: view for view in (gru.VIEW, albert.VIEW, budget.VIEW)}


@dataclass(frozen=True)
class Page:
    """GET /figures/shapes -> figures/shapes/show.html. `found` is None where something is to be mended."""

    title: str
    view: View
    views: tuple[View, ...]
    given: dict[str, str]
    problems: Problems
    found: Any


def show(asked: Given) -> Page:
    slug = asked.get("view", gru.VIEW.slug)
    view = VIEWS.get(slug, gru.VIEW)
    given = view.given(asked)
    problems = view.problems(given)
    if slug not in VIEWS:
        problems = {"view": f"‘{slug[:SHOWN]}’이라는 그림은 없습니다. 위에서 골라 주세요.", **problems}
    return Page("모양과 크기", view, tuple(VIEWS.values()), given, problems, None if problems else view.work(given))
