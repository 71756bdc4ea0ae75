"""The path as home shows it: every unit at its place, lines that were walked told apart, a list where it grows wide."""

from __future__ import annotations

import re

from app.content import STATIC
from app.lectures.path.cards import UnitCard
from app.lectures.path.drawing import COLUMNS, EDGE, ROWS, draw
from app.lectures.path.graph import Graph


def card(slug: str, answered: int = 0) -> UnitCard:
    return UnitCard(slug, 1, slug, "", 10, 4, answered, 0, (), (), ())


def test_lines_run_from_edge_to_edge_and_show_what_was_done() -> None:
    graph = Graph({"a": (), "b": ("a",), "c": ("a",), "d": ("b",)})
    path = draw(graph, [card("a", 4), card("b", 2), card("c"), card("d")])
    assert [way.drawn for way in path.ways] == [
        "M0.90 2C1.00 2 1.00 1 1.10 1", "M0.90 2C1.00 2 1.00 3 1.10 3", "M1.90 1C2.00 1 2.00 1 2.10 1",
    ]  # fmt: skip
    assert [way.walked for way in path.ways] == [True, True, False]
    assert (path.columns, path.rows, path.wide) == (3, 4, True)


def test_the_style_sheet_has_a_place_for_every_step_and_leaves_the_edge_free() -> None:
    style = (STATIC / "css" / "home.css").read_text(encoding="utf-8")
    assert {int(number) for number in re.findall(r"\.c(\d+) \{", style)} == set(range(1, COLUMNS + 1))
    assert {int(number) for number in re.findall(r"\.r(\d+) \{", style)} == set(range(1, ROWS))
    assert f"padding: .5rem {EDGE:.0%};" in style


def test_a_course_that_is_too_long_is_a_list() -> None:
    chain = Graph({"u0": (), **{f"u{at}": (f"u{at - 1}",) for at in range(1, COLUMNS + 1)}})
    assert not draw(chain, [card(unit) for unit in chain.after]).wide
