"""Static files: everything named is there, nothing comes from elsewhere, and every vendored thing has its licence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.content import STATIC, TEMPLATES

VENDOR = STATIC / "vendor"
OURS = sorted([*STATIC.glob("css/*.css"), *STATIC.glob("js/*.js"), STATIC / "docs.js", STATIC / "icon.svg"])
SHEETS = sorted([*STATIC.glob("css/*.css"), *VENDOR.glob("*/*.css")])
BUDGET = 60_000  # bytes of our own style sheets that one page asks for, before compression


def named(path: Path) -> str:
    return str(path.relative_to(STATIC))


@pytest.mark.parametrize("path", OURS, ids=named)
def test_our_files_fetch_nothing_from_elsewhere_and_run_no_text_as_code(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"https?://(?!www\.w3\.org)", text)
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|document\.write", text)


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_what_a_style_sheet_names_lies_beside_it(path: Path) -> None:
    for address in re.findall(r"url\(([^)]+)\)", path.read_text(encoding="utf-8")):
        plain = address.strip("\"'")
        if not plain.startswith("data:"):
            assert (path.parent / plain).is_file(), plain


def test_every_static_file_that_a_template_names_exists() -> None:
    named = [
        address
        for template in TEMPLATES.rglob("*.html")
        for address in re.findall(r"static\('([^'~]+)'\)", template.read_text(encoding="utf-8"))
    ]
    assert named
    assert [address for address in named if not (STATIC / address).is_file()] == []


def test_every_module_that_a_script_imports_exists() -> None:
    for script in STATIC.glob("js/*.js"):
        for name in re.findall(r'(?:import|from) "\./([^"]+)"', script.read_text(encoding="utf-8")):
            assert (script.parent / name).is_file()


@pytest.mark.parametrize(
    "folder", sorted(path for path in VENDOR.iterdir() if path.is_dir()), ids=lambda path: path.name
)
def test_a_vendored_thing_has_its_licence_and_its_line(folder: Path) -> None:
    assert (folder / "LICENSE").stat().st_size > 500
    assert f"`{folder.name}/`" in (VENDOR / "README.md").read_text(encoding="utf-8")


def test_text_does_not_move_when_a_font_arrives_late() -> None:
    sheet = (VENDOR / "pretendard" / "pretendard.css").read_text(encoding="utf-8")
    assert set(re.findall(r"font-display: (\w+)", sheet)) == {"optional"}


def sheets_of(template: Path) -> set[Path]:
    """What a template links by itself: by name, or as the list that base.html goes through."""
    text = template.read_text(encoding="utf-8")
    listed = re.search(r"for name in \[([^\]]+)\]", text) if "css/' ~ name" in text else None
    names = [*re.findall(r"css/([\w-]+)\.css", text), *re.findall(r'"(\w+)"', listed[1] if listed else "")]
    return {STATIC / "css" / f"{name}.css" for name in names}


def test_no_page_asks_for_more_style_than_the_budget() -> None:
    everywhere = sheets_of(TEMPLATES / "base.html")
    assert STATIC / "css" / "tokens.css" in everywhere
    assert STATIC / "css" / "question.css" in everywhere
    for template in TEMPLATES.rglob("*.html"):
        whole = everywhere | sheets_of(template)
        assert sum(sheet.stat().st_size for sheet in whole) < BUDGET, template.name


def test_each_style_sheet_is_asked_for_and_names_its_layer() -> None:
    asked = set().union(*map(sheets_of, TEMPLATES.rglob("*.html")))
    for sheet in STATIC.glob("css/*.css"):
        assert re.search(r"@layer \w+ \{", sheet.read_text(encoding="utf-8")), sheet.name
        assert sheet in asked, sheet.name


def test_each_layer_stands_in_the_order() -> None:
    order = re.search(r"@layer ([\w, ]+);", (STATIC / "css" / "tokens.css").read_text(encoding="utf-8"))
    assert order is not None
    known = set(order[1].split(", "))
    used = {
        name for path in STATIC.glob("css/*.css") for name in re.findall(r"@layer (\w+) \{", path.read_text("utf-8"))
    }
    assert used == known
