"""Pictures of lessons: shown with words for those who do not see them, served as pictures and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from app.lectures import files
from app.main import create_app
from app.settings import Settings
from tests.conftest import CONTENT
from tests.lectures.bench import RIGHT, bank, unit

SHOWN = ":::image board\nalt: 칠판에 그린 층\n칠판에 **그린** 것입니다. [@book2020 §3]\n:::\n"


def _lecture(folder: Path, shown: str = SHOWN) -> Path:
    made = unit(folder, RIGHT.replace(":::idea", f"{shown}\n:::idea", 1))
    (made / "images").mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), "navy").save(made / "images" / "board.png")
    return made


def test_a_picture_comes_with_its_words_and_its_size(tmp_path: Path) -> None:
    reading = files.read(_lecture(tmp_path), bank())
    block = next(block for block in reading.lecture.blocks if block.kind == "image")
    assert reading.problems == ()
    assert block.picture is not None
    assert (block.picture.width, block.picture.height, block.picture.alt) == (40, 30, "칠판에 그린 층")
    assert block.picture.address.startswith("/lectures/mini/images/board.png?v=")
    assert "<strong>그린</strong>" in block.html
    assert "alt:" not in block.html


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (":::image board\n칠판입니다.\n:::\n", "볼 수 없는 사람"),
        (":::image board\nalt:\n칠판입니다.\n:::\n", "볼 수 없는 사람"),
        (":::image board\nalt: 칠판\n:::\n", "그림 설명이 없습니다"),
        (":::image other\nalt: 칠판\n설명.\n:::\n", "‘other’이 없습니다"),
        (":::image ../figures/board\nalt: 칠판\n설명.\n:::\n", "없습니다"),
        (":::image broken\nalt: 칠판\n설명.\n:::\n", "읽을 수 없습니다"),
    ],
)
def test_what_cannot_be_shown_is_told_with_its_line(tmp_path: Path, shown: str, told: str) -> None:
    folder = _lecture(tmp_path, shown)
    (folder / "images" / "broken.png").write_text("no picture")
    (problem,) = files.read(folder, bank()).problems
    assert told in problem.message
    assert problem.code == "image"
    assert problem.line > 1


@pytest.fixture
def reader(tmp_path: Path) -> TestClient:
    content = tmp_path / "course"
    shutil.copytree(CONTENT, content)
    lecture = content / "mini" / "lecture.md"
    (content / "mini" / "images").mkdir()
    Image.new("RGB", (40, 30), "navy").save(content / "mini" / "images" / "board.png")
    (content / "mini" / "images" / "page.html").write_text("<script>")
    shown = SHOWN.replace(" [@book2020 §3]", "")
    text = lecture.read_text(encoding="utf-8").replace(":::idea", f"{shown}\n:::idea", 1)
    lecture.write_text(text, encoding="utf-8")
    return TestClient(create_app(Settings(data=tmp_path / "data", content=content)))


def test_a_page_shows_it_and_the_file_is_kept_under_a_name_of_its_content(reader: TestClient) -> None:
    page = reader.get("/lectures/mini").text
    assert 'alt="칠판에 그린 층" loading="lazy"' in page
    address = page.split('class="picture" src="')[1].split('"')[0]
    answer = reader.get(address)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]
    assert reader.get(address.split("?")[0]).headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("file", ["page.html", "other.png", "..%2Fquiz.yaml", ".png", "board.svg", "Board.png"])
def test_nothing_but_pictures_can_be_had(reader: TestClient, file: str) -> None:
    assert reader.get(f"/lectures/mini/images/{file}").status_code == 404
    assert reader.get("/lectures/other/images/board.png").status_code == 404
