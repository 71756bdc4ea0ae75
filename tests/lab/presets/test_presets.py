"""Every preset leads where it says; all that lessons and items name is there, and nothing is left over."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from time import perf_counter, sleep
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.content import QUIZZES
from app.course import ContentError, load
from app.lab.presets import PRESETS, Preset, counting
from app.lab.presets.preset import ATTENDING, COMPARE, MASKING, SHAPES, TRAIN
from app.main import create_app
from app.settings import Settings
from models.methods import METHODS, configure
from tests.bank.sample import OX
from tests.commands.sample import course


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(Settings(data=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def reader(bundled: FastAPI) -> Iterator[TestClient]:
    with TestClient(bundled, follow_redirects=False) as client:
        yield client


def given(preset: Preset) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(preset.address).query))


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_an_address_answers(reader: TestClient, preset: Preset) -> None:
    until = perf_counter() + 60
    page = reader.get(preset.address)
    while page.status_code == 202 and perf_counter() < until:  # the worker starts
        sleep(0.2)
        page = reader.get(preset.address)
    assert page.status_code == 200, page.text[:300]
    assert '<nav class="rooms"' in page.text
    assert f'href="{preset.page}" aria-current="page"' in page.text
    assert f'id="{urlsplit(preset.address).fragment}"' in page.text or "#" not in preset.address


@pytest.mark.parametrize("preset", counting.PRESETS, ids=lambda preset: preset.slug)
def test_the_calculator_shows_the_settings_that_an_address_names(reader: TestClient, preset: Preset) -> None:
    told, html = given(preset), reader.get(preset.address).text
    for name in ("architecture", "method"):
        assert f'<option value="{told[name]}" selected>' in html
    for name, value in told.items():
        if name not in ("architecture", "method"):
            field = html.split(f'id="set-{name}"')[1].split("</div>")[0]
            assert f'value="{value}" selected' in field or f'value="{value}"' in field.split(">")[0]


@pytest.mark.parametrize(
    "preset",
    [one for one in PRESETS.values() if "method" in given(one) and one.page != MASKING],
    ids=lambda one: one.slug,
)
def test_the_settings_of_an_address_are_the_methods_own(preset: Preset) -> None:
    told = given(preset)
    own = {name: value for name, value in told.items() if name in METHODS[told["method"]].Config.model_fields}
    assert told.keys() - own.keys() <= {"architecture", "method", "task"}
    configure(told["method"], dict(own))


@pytest.mark.parametrize("preset", [one for one in PRESETS.values() if one.page == COMPARE], ids=lambda one: one.slug)
def test_a_comparison_opens_with_everything_filled_in(reader: TestClient, preset: Preset) -> None:
    html = unescape(reader.get(preset.address).text)
    query = parse_qsl(urlsplit(preset.address).query)
    chosen = [value for name, value in query if name == "variant"]
    assert len(chosen) > 1
    for name in chosen:
        assert f'name="variant" value="{name}" checked' in html
    assert f">{given(preset)['prompt']}</textarea>" in html


def test_every_preset_is_named_by_a_lesson_or_an_item() -> None:
    content = load(QUIZZES)
    named = {item.demo for item in content.questions.values()}
    named |= {block.name for one in content.lectures.values() for block in one.blocks if block.demo}
    assert PRESETS.keys() - named == set()
    assert len([item for item in content.questions.values() if item.demo]) > 80


def test_each_interactive_figure_opens_from_a_lesson() -> None:
    blocks = [block for lecture in load(QUIZZES).lectures.values() for block in lecture.blocks if block.demo]
    opened = {PRESETS[block.name].page for block in blocks if block.demo and block.demo.figure}
    assert opened == {MASKING, ATTENDING, SHAPES}


def test_what_opens_inside_a_lesson_leads_to_no_other_page() -> None:
    assert {preset.page for preset in PRESETS.values() if not preset.here} == {COMPARE, TRAIN}


def test_a_course_that_names_what_is_not_there_is_not_served(tmp_path: Path) -> None:
    course(tmp_path, OX.replace("  answer: O\n", "  answer: O\n  demo: lora-cuont\n"))
    with pytest.raises(ContentError, match=r"quiz\.yaml:7:9: demo-unknown: .*‘lora-count’을\(를\) 뜻했나요"):
        load(tmp_path)
