"""Markdown to XHTML and back: lists, quotes, code and tables in each other come home as they went."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.authoring.exchange.marking_down import from_html
from app.authoring.exchange.marking_up import xhtml

LINE = st.text("가나 ab*-+>#.1)|", min_size=1, max_size=8).map(lambda text: " ".join(text.split()) or "가")

EMPTY = re.compile(r"<(\w+)>\s*</\1>")  # a bare `-`, `>`, `#`: nothing of it is drawn


def back(markdown: str) -> str:
    """What is drawn of the Markdown that came home."""
    return " ".join(xhtml(from_html(xhtml(markdown))[0]).split())


def drawn(markdown: str) -> str:
    return " ".join(xhtml(markdown).split())


@pytest.mark.parametrize(
    "markdown",
    [
        "- > 가",
        "- >가",
        "> - 가\n> - 나",
        "- 가\n  > 나",
        "- 가\n\n  > 나\n- 다",
        "> 가\n\n> 나",
        "- 가\n\n* 나",
        "1. 가\n\n1) 나",
        "- - 가\n  - 나\n- 다",
        "1. 가\n   - 나\n     1. 다\n2. 라",
        "7. 가\n8. 나",
        "0. 가",
        "- 가\n\n- 나",
        "- 가\n\n  나\n- 다",
        "- 가\n\n  7. 나",
        "- ```\n  가\n\n    나\n  ```\n- 다",
        "> ```\n> 가\n>\n> 나\n> ```",
        "- | 가 | 나 |\n  |---|---|\n  | 1 | 2 |",
        "- # 가\n- 나",
        "가\n\n***\n\n나",
        "- > - > 가",
    ],
)
def test_what_stands_in_each_other_comes_home(markdown: str) -> None:
    assert back(markdown) == drawn(markdown)


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks in a quote, or as items of a list."""

    def under(lead: str, block: str) -> str:
        first, *others = block.split("\n")
        rest = "> " if lead == "> " else " " * len(lead)
        return "\n".join([lead + first, *((rest + line).rstrip() for line in others)])

    items = st.lists(inner, min_size=1, max_size=3)
    gap = st.sampled_from(["\n", "\n\n"])
    return st.one_of(
        inner.map(lambda block: under("> ", block)),
        st.tuples(st.sampled_from(["- ", "+ ", "1. ", "3) "]), items, gap).map(
            lambda made: made[2].join(under(made[0], block) for block in made[1])
        ),
        st.lists(inner, min_size=2, max_size=2).map("\n\n".join),
    )


@settings(deadline=None, max_examples=100)
@given(st.recursive(LINE, nested, max_leaves=5))
def test_any_nesting_comes_home(markdown: str) -> None:
    if not EMPTY.search(xhtml(markdown)):
        assert back(markdown) == drawn(markdown)


@pytest.mark.parametrize(
    ("source", "markdown"),
    [
        ("<ul><li>가<ul><li>나</ul><li>다</ul>끝", "- 가\n  - 나\n- 다\n\n끝"),  # nothing closed
        ("<ul><li>가</li><ul><li>나</li></ul></ul>", "- 가\n  - 나"),  # a list straight in a list, as editors write it
        ("<li>가<li>나", "- 가\n- 나"),
        ("</ul></blockquote>가", "가"),
        ("<ul>가</ul>", "가"),
        ("<blockquote><ul><li>가</blockquote>나", "> - 가\n\n나"),
        ("<table><tr><td><ul><li>가</table>나", "| 가 |\n|---|\n\n나"),
        ("<table><caption>이름<td>가<td>나<tr><td>다</table>", "이름\n\n| 가 | 나 |\n|---|---|\n| 다 |  |"),
    ],
)
def test_html_that_is_not_well_formed_is_read_as_browsers_do(source: str, markdown: str) -> None:
    assert from_html(source) == (markdown, ())


def test_a_thousand_quotes_in_each_other_are_read_at_once() -> None:
    text = from_html("<blockquote>가" * 2000)[0]
    assert text.count("가") == 2000
    assert max(map(len, text.split("\n"))) < 50
