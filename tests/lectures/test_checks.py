"""Every mistake an author can make in a lecture is found, with its line and what to mend: one broken file per rule."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.lectures.checks import check
from tests.lectures.bench import FIGURE, RIGHT, bank, problems, unit

MISTAKES = {
    "unknown-directive": (":::worked", ":::example", 24),
    "unclosed": ("작은 모듈만 학습합니다. [@book2020 §2]\n:::", "작은 모듈만 학습합니다. [@book2020 §2]", 16),
    "stray-close": ("개\n:::", "개\n:::\n\n:::", 28),
    "directive-name": (":::figure square", ":::figure", 20),
    "unknown-item": ("mini-choice-01", "mini-choice-99", 13),
    "unknown-figure": ("figure square", "figure circle", 20),
    "unknown-reference": ("@book2020", "@book1999", 17),
    "missing-locus": ("@book2020 §2", "@book2020", 17),
    "unknown-term": ("/glossary#adapter", "/glossary#adaptor", 21),
    "unknown-anchor": ("(#adapters)", "(#adaptors)", 21),
    "formula": ("2*m*d ; d=768, m=64", "2*m*d ; d=768", 25),
    "no-anchor": (" {#adapters}", "", 11),
    "duplicate-anchor": (":::summary", "## 또 {#adapters}\n\n:::summary", 33),
    "no-caption": ("네모 하나. [자세히](#adapters), [용어](/glossary#adapter)\n", "", 20),
    "image": ("작은 모듈만", "![그림](x.png) 작은 모듈만", 17),
    "same-concept": (":::question mini-choice-01", ":::question mini-ox-02", 13),
    "no-summary": ("\n:::summary\n요약입니다.\n:::\n", "", 1),
    "after-summary": ("요약입니다.\n:::\n", "요약입니다.\n:::\n\n더 있습니다.\n", 36),
}


def test_the_right_lecture_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize("code", MISTAKES)
def test_a_mistake_is_named_with_its_line(code: str, tmp_path: Path) -> None:
    right, wrong, line = MISTAKES[code]
    assert right in RIGHT
    found = [problem for problem in problems(tmp_path, RIGHT.replace(right, wrong, 1)) if problem.code == code]
    assert [problem.line for problem in found] == [line]
    assert found[0].file.endswith("lecture.md")
    assert re.search(r"[요다]\.$|: [\w, -]+\.$|예: ", found[0].message), found[0].message


@pytest.mark.parametrize("kind", ["demo", "figure", "question"])
def test_a_directive_without_its_name_is_told_once(kind: str, tmp_path: Path) -> None:
    found = problems(tmp_path, RIGHT.replace(":::summary", f":::{kind}\n말.\n:::\n\n:::summary"))
    assert [(problem.code, problem.column) for problem in found] == [("directive-name", 4)]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("title: 작은 단원\n", "", "title"),
        ("order: 1", "order: 첫째", "order"),
        ("after: []\n", "", "after"),
        ("after: []", "after: plm", "after"),
        ("objectives: [어댑터가 무엇인지 말한다]", "objectives: []", "objectives"),
        ("pretest: [mini-ox-02]", "pretest: mini-ox-02", "pretest"),
        ("order: 1", "order: 1\nauthor: 나", "author"),
        ("title: 작은 단원", "title: '열린 따옴표", "YAML"),
        ("title: 작은 단원", "title: '\a'", "YAML"),
        ("title: 작은 단원", "title: !!int 하나", "YAML"),
        ("title: 작은 단원", f"title: {'[' * 5000}", "YAML"),
        ("---\ntitle", "title", "머리말"),
    ],
)
def test_front_matter_says_what_is_missing_or_wrong(right: str, wrong: str, says: str, tmp_path: Path) -> None:
    found = [found for found in problems(tmp_path, RIGHT.replace(right, wrong, 1)) if found.code == "front-matter"]
    assert says in found[0].message


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ('<title id="t">네모</title>', "", "제목"),
        ("<desc>네모 하나</desc>", "<desc> </desc>", "설명"),
        ("</svg>", "", "닫혔는지"),
        ("<rect", "<script/><rect", "script"),
    ],
)
def test_a_figure_that_cannot_be_shown_is_a_problem_of_its_line(
    right: str, wrong: str, says: str, tmp_path: Path
) -> None:
    found = problems(tmp_path, figure=FIGURE.replace(right, wrong))
    assert [(problem.code, problem.line) for problem in found] == [("figure", 20)]
    assert says in found[0].message


def test_files_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    folder = unit(tmp_path)
    (folder / "figures" / "square.svg").write_bytes(b"<svg>\n\xb0\xa1")
    found = [(Path(problem.file).name, problem.line, problem.code) for problem in check(folder, bank())]
    assert found == [("square.svg", 2, "not-utf8")]
    (folder / "lecture.md").write_bytes(b"---\ntitle: \xb0\xa1\n---\n")
    found = [(Path(problem.file).name, problem.line, problem.code) for problem in check(folder, bank())]
    assert found == [("lecture.md", 2, "not-utf8")]


def test_a_question_below_the_box_that_answers_it_is_found(tmp_path: Path) -> None:
    asked = bank().items["mini-short-01"]
    told = f":::idea\n{asked.prompt.rstrip('?')}: {getattr(asked, 'answer', '')}.\n:::\n\n"
    question = ":::question mini-short-01\n:::\n\n"
    right = RIGHT.replace(":::summary", question + told + ":::summary")
    wrong = RIGHT.replace(":::summary", told + question + ":::summary")
    assert problems(tmp_path / "right", right) == []
    assert [problem.code for problem in problems(tmp_path / "wrong", wrong)] == ["given-away"]


@pytest.mark.parametrize(
    ("said", "codes"), [("방법 둘은 편향만 고칩니다.", ["given-away"]), ("방법 둘은 빠릅니다.", [])]
)
def test_a_box_that_names_a_pair_comes_after_its_question(tmp_path: Path, said: str, codes: list[str]) -> None:
    told = f":::idea\n{said}\n:::\n\n:::question mini-match-01\n:::\n\n"
    assert [problem.code for problem in problems(tmp_path, RIGHT.replace(":::summary", told + ":::summary"))] == codes


def test_a_folder_without_a_lecture_is_told(tmp_path: Path) -> None:
    assert [problem.code for problem in check(tmp_path, bank())] == ["no-lecture"]
