"""lecture.md becomes sections, blocks, sources and figures; code stays code; demonstrations wait for the lab."""

from __future__ import annotations

from pathlib import Path

from app.lectures import files
from app.lectures.files import minutes
from app.lectures.lecture import Demo
from tests.lectures.bench import RIGHT, bank, unit


def test_a_lecture_is_read_into_sections_and_blocks(tmp_path: Path) -> None:
    lecture = files.read(unit(tmp_path), bank()).lecture
    assert (lecture.unit, lecture.title, lecture.order) == ("mini", "작은 단원", 1)
    assert [(section.anchor, section.title) for section in lecture.sections] == [("adapters", "어댑터")]
    assert [block.kind for block in lecture.blocks] == ["question", "idea", "figure", "worked", "prose"]
    assert lecture.items == ("mini-ox-02", "mini-choice-01")
    assert "요약입니다." in lecture.summary_html


def test_formulas_are_worked_out_and_citations_lead_to_the_list(tmp_path: Path) -> None:
    lecture = files.read(unit(tmp_path), bank()).lecture
    html = {block.kind: block.html for block in lecture.blocks}
    assert "98,304개" in html["worked"]
    assert '<a href="#src-book2020" rel="noopener">A Small Book 2020, §2</a>' in html["idea"]
    assert [(source.ref, source.loci, source.link) for source in lecture.sources] == [
        ("book2020", ("§2",), "https://example.org/book")
    ]


def test_what_looks_like_a_directive_inside_code_is_code(tmp_path: Path) -> None:
    lecture = files.read(unit(tmp_path), bank()).lecture
    assert "## 코드 안의 것은 코드입니다" in lecture.blocks[-1].html


def test_text_before_the_first_heading_is_the_introduction(tmp_path: Path) -> None:
    lecture = files.read(unit(tmp_path, RIGHT.replace("## 어댑터", "들어가며.\n\n## 어댑터")), bank()).lecture
    assert "들어가며." in lecture.intro[0].html


def test_a_demonstration_shows_only_where_the_lab_offers_it(tmp_path: Path) -> None:
    text = RIGHT.replace(":::summary", ":::demo layer-norm\n살펴보세요.\n:::\n\n:::summary")
    folder = unit(tmp_path, text)
    offered = Demo("정규화도 학습하나요?", "/lab/trained?method=houlsby", "텐서를 보세요.", here=True)
    reading = files.read(folder, bank(), {"layer-norm": offered})
    assert [block.demo for block in reading.lecture.blocks if block.kind == "demo"] == [offered]
    assert reading.problems == ()
    (told,) = files.read(folder, bank(), {"layer-norms": offered}).problems
    assert (told.code, told.column) == ("unknown-demo", 9)
    assert "‘layer-norms’을(를) 뜻했나요?" in told.message


def test_two_uses_of_a_figure_share_no_id(tmp_path: Path) -> None:
    text = RIGHT.replace(":::summary", ":::figure square\n다시.\n:::\n\n:::summary")
    figures = [block.figure for block in files.read(unit(tmp_path, text), bank()).lecture.blocks if block.figure]
    ids = [part.split('"')[0] for figure in figures for part in figure.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4


def test_a_broken_lecture_is_still_there_for_its_author(tmp_path: Path) -> None:
    reading = files.read(unit(tmp_path, RIGHT.replace("@book2020 §2", "@nobody §2")), bank())
    assert reading.problems
    assert reading.lecture.title == "작은 단원"


def test_reading_time_counts_syllables_and_words() -> None:
    assert minutes("") == 1
    assert minutes("가" * 5000) == 10
    assert minutes("word " * 2500) == 10
