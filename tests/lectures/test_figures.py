"""A figure is drawing and words only: whatever could run, load or leak is refused with a sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.content import QUIZZES
from app.lectures.figures import FigureError, inline
from tests.lectures.bench import FIGURE


@pytest.mark.parametrize(
    "added",
    [
        "<script>alert(1)</script>",
        "<foreignObject><p>x</p></foreignObject>",
        "<image href='https://example.org/x.png'/>",
        "<rect onclick='alert(1)'/>",
        "<rect style='fill:red'/>",
        "<use href='https://example.org/x.svg#a'/>",
        "<use href='javascript:alert(1)'/>",
        "<style>rect{}</style>",
        "<a href='#t'><text>x</text></a>",
        "<animate attributeName='href'/>",
        '<rect xmlns:x="http://www.w3.org/1999/xlink" x:href="#t"/>',
        "<html:p xmlns:html='http://www.w3.org/1999/xhtml'/>",
        "<![CDATA[<script/>]]>",
    ],
)
def test_what_is_not_drawing_is_refused(added: str) -> None:
    with pytest.raises(FigureError, match=r"주세요|있습니다"):
        inline(FIGURE.replace("<rect", f"{added}<rect", 1), "p")


def test_entities_are_refused_before_they_are_expanded() -> None:
    with pytest.raises(FigureError, match="DOCTYPE"):
        inline('<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + FIGURE.replace("네모 하나", "&a;"), "p")


def test_ids_are_prefixed_wherever_they_are_named() -> None:
    svg = FIGURE.replace("<rect", '<defs><path id="m" d="M0 0"/></defs><use href="#m"/><rect clip-path="url(#m)"', 1)
    html = inline(svg, "unit-square")
    assert 'id="unit-square-m"' in html
    assert 'href="#unit-square-m"' in html
    assert 'clip-path="url(#unit-square-m)"' in html


def test_title_and_description_name_the_figure() -> None:
    html = inline(FIGURE, "p")
    assert 'role="img"' in html
    assert 'aria-labelledby="p-t p-desc"' in html
    assert '<desc id="p-desc">' in html


@pytest.mark.parametrize("path", sorted(QUIZZES.glob("*/figures/*.svg")), ids=lambda path: path.stem)
def test_our_figures_are_shown_and_use_only_classes_that_the_style_sheet_knows(path: Path) -> None:
    html = inline(path.read_text(encoding="utf-8"), "p")
    sheet = (QUIZZES.parent / "static" / "css" / "lecture.css").read_text(encoding="utf-8")
    for name in set(re.findall(r'class="([^"]+)"', html)):
        assert f".{name}" in sheet
