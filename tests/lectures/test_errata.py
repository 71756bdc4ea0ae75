"""The errata: unit by unit, the newest first, found by their words; nothing of them is ever left out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from markupsafe import Markup

from app import course, markdown
from app.content import QUIZZES
from app.course import Course
from app.lectures import errata
from app.lectures.pages import Erratum


@pytest.fixture(scope="module")
def ours() -> Course:
    return course.load(QUIZZES)


def erratum(name: str, unit: str, date: str, said: str = "") -> Erratum:
    texts = {name: Markup("") for name in ("prompt", "rest", "before", "reason")}
    return Erratum(name, date, unit, unit, after=markdown.render(said), sources=(), address=None, **texts)


def test_units_stand_in_the_order_of_teaching_and_what_is_newest_stands_first(ours: Course) -> None:
    every = errata.errata(ours)
    older = replace(every[0], date="2020-01-01")
    newer = replace(every[-1], date="2030-01-01")
    groups = errata.by_unit(sorted([older, *every[1:-1], newer], key=lambda one: one.date, reverse=True), ours.titles)
    assert [group.unit for group in groups] == [unit for unit in ours.titles if unit in {one.unit for one in every}]
    assert sum(group.size for group in groups) == len(every) == errata.corrections(ours)
    for group in groups:
        dates = [one.date for one in group.errata]
        assert dates == sorted(dates, reverse=True)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("미세조정", ["a", "b"]),
        ("미세 조정 GLUE", ["a"]),
        ("glue", ["a"]),
        ("b", ["b"]),
        ("없는 말", []),
        ("", ["a", "b"]),
    ],
)
def test_an_erratum_is_found_by_every_word_however_it_is_spaced(query: str, found: list[str]) -> None:
    told = (
        erratum("a", "peft", "2026-01-01", "**미세** 조정, GLUE에서"),
        erratum("b", "peft", "2026-01-01", "미세조정"),
    )
    assert [one.id for one in errata.holding(told, query)] == found


def test_markup_is_not_searched(ours: Course) -> None:
    assert errata.holding(errata.errata(ours), "strong") == ()


def test_every_correction_is_on_the_page_with_its_anchor_and_counted(ours: Course) -> None:
    page = errata.page(ours, "", "", ())
    assert page.found == page.total == sum(count for _, _, count in page.units)
    assert {one.id for group in page.groups for one in group.errata} == {
        name for name, item in ours.known.items() if item.correction
    }


def test_a_search_counts_in_every_unit_and_lists_the_one_that_is_chosen(ours: Course) -> None:
    page = errata.page(ours, "peft", "LoRA", ())
    counts = {unit: count for unit, _, count in page.units}
    assert [group.unit for group in page.groups] == ["peft"]
    assert page.groups[0].size == counts["peft"]
    assert page.found == sum(counts.values()) > counts["peft"]


def test_what_is_withheld_is_neither_found_nor_listed_but_counted(ours: Course) -> None:
    page = errata.page(ours, "", "", {"peft-ox-08"})
    assert (page.kept, page.found) == (1, page.total - 1)
    assert "peft-ox-08" not in {one.id for group in page.groups for one in group.errata}


def test_filter_and_search_are_plain_addresses_and_keep_each_other(mina: TestClient) -> None:
    page = mina.get("/errata?unit=mini&q=바로잡은").text
    assert 'id="mini-ox-01"' in page
    assert '<input type="hidden" name="unit" value="mini">' in page
    assert re.search(r"<details open>", page)
    empty = mina.get("/errata?q=<b>없는</b>").text
    assert "찾는 말이 든 정오가 없습니다" in empty
    assert "<b>없는" not in empty
