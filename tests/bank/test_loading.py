import dataclasses
from pathlib import Path

import pytest

from app.bank.loading import read
from app.bank.references import Reference
from app.content import QUIZZES
from tests.bank.sample import CHOICE, MATCH, NUMBER, ORDER, OX, write


def test_a_folder_becomes_a_bank(tmp_path: Path) -> None:
    loaded = read(write(tmp_path))
    assert loaded.problems == ()
    assert loaded.bank is not None
    assert [item.id for item in loaded.bank.units["demo"].items] == ["demo-ox-01", "demo-choice-01", "demo-number-01"]
    assert loaded.bank.items["demo-ox-01"].kind == "ox"
    assert loaded.bank.terms.named("로라") is loaded.bank.terms.by_id["lora"]
    assert loaded.bank.references["hu2022lora"].link == "https://arxiv.org/abs/2106.09685"


def test_our_own_course_is_read_without_a_problem() -> None:
    loaded = read(QUIZZES)
    assert [str(found) for found in loaded.problems] == []
    assert loaded.bank is not None


def test_a_bank_never_changes(tmp_path: Path) -> None:
    bank = read(write(tmp_path)).readable
    with pytest.raises(dataclasses.FrozenInstanceError):
        bank.terms = bank.terms  # type: ignore[misc]
    with pytest.raises(TypeError):
        bank.items["new"] = bank.items["demo-ox-01"]  # type: ignore[index]


def test_layout_makes_no_revision_and_every_word_does(tmp_path: Path) -> None:
    before = read(write(tmp_path / "a", OX, CHOICE, NUMBER)).readable
    same = read(write(tmp_path / "b", NUMBER, CHOICE.replace("shuffle: true", ""), "# note\n" + OX)).readable
    changed = read(write(tmp_path / "c", OX.replace("풀이입니다", "풀이예요"), CHOICE, NUMBER)).readable
    assert all(before.revision(name) == same.revision(name) for name in before.items)
    assert before.revision("demo-ox-01") != changed.revision("demo-ox-01")
    assert len(before.revision("demo-ox-01")) == 64


def test_how_a_key_is_established_makes_no_revision(tmp_path: Path) -> None:
    before = read(write(tmp_path / "a", OX)).readable
    after = read(write(tmp_path / "b", OX + "  check: {run: lora.frozen, answers: {same: O, moved: X}}\n")).readable
    assert after.items["demo-ox-01"].check is not None
    assert before.revision("demo-ox-01") == after.revision("demo-ox-01")
    assert before.prompt_revision("demo-ox-01") == after.prompt_revision("demo-ox-01")


@pytest.mark.parametrize(
    ("check", "column", "told"),
    [
        ("lora", 10, "wrong-form: ‘lora’은(는) 꼴이 맞지 않습니다. ‘모듈.함수’ 꼴로 적어 주세요"),
        ("{ruun: lora.frozen}", 11, "unknown-field: ‘ruun’은(는) 없는 칸입니다. ‘run’을(를) 뜻했나요?"),
        ("{run: lora.frozen, answers: [O]}", 38, "wrong-type: ‘answers’: ‘이름: 값’ 꼴로 적어 주세요."),
        ("{run: lora.frozen, answers: {same: {}}}", 45, "wrong-type: "),
        ("3", 10, "wrong-type: ‘check’: ‘이름: 값’ 꼴로 적어 주세요."),
    ],
)
def test_a_mistake_in_a_check_is_told_with_its_place(tmp_path: Path, check: str, column: int, told: str) -> None:
    loaded = read(write(tmp_path, OX + f"  check: {check}\n"))
    assert any(f"quiz.yaml:12:{column}: {told}" in str(problem) for problem in loaded.problems), loaded.problems


@pytest.mark.parametrize(
    ("old", "new", "asks_anew"),
    [
        ("answer: O", "answer: X", False),
        ("가중치를 고정한다", "가중치를 바꾼다", True),
        ("text: BitFit", "text: 비트핏", True),
        ("편향만 학습합니다", "편향만 배웁니다", False),
        ("r: [4, 8]", "r: [4, 16]", True),
        ("formula: 2 * d * r", "formula: 2*d*r", False),
        ("unit: 개", "unit: 벌", True),
        ("{text: BitFit, to: d", "{text: 편향만, to: d", True),
        ("text: 저랭크 행렬}", "text: 얇은 행렬}", True),
        ("text: 손실을 구한다", "text: 손실을 잰다", True),
        ("why: 편향만 학습합니다.}\n  - {text: 프롬프트", "why: 편향입니다.}\n  - {text: 프롬프트", False),
        ("{key: t, text: 손실을 구한다, why: 견줄", "{key: t, text: 손실을 구한다, why: 잴", False),
    ],
)
def test_only_what_is_shown_before_the_answer_makes_a_prompt_revision(
    tmp_path: Path, old: str, new: str, asks_anew: bool
) -> None:
    items = (OX, CHOICE, NUMBER, MATCH, ORDER)
    before = read(write(tmp_path / "a", *items)).readable
    after = read(write(tmp_path / "b", *(item.replace(old, new) for item in items))).readable
    assert any(before.revision(name) != after.revision(name) for name in before.items)
    assert any(before.prompt_revision(name) != after.prompt_revision(name) for name in before.items) is asks_anew


def test_a_problem_leaves_no_bank_but_what_could_be_read(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, OX, CHOICE.replace("kind: choice", "kind: choise")))
    assert loaded.bank is None
    assert list(loaded.readable.items) == ["demo-ox-01"]
    assert [found.code for found in loaded.problems] == ["unknown-kind"]


@pytest.mark.parametrize("name", ["terms", "references"])
def test_a_word_where_a_list_is_to_stand_is_told(tmp_path: Path, name: str) -> None:
    """It is no empty list: all entries would be gone without a word."""
    folder = write(tmp_path)
    (folder / f"{name}.yaml").write_text(f"{name}: x\n", encoding="utf-8")
    (told,) = (found for found in read(folder).problems if found.file.endswith(f"{name}.yaml"))
    assert (told.code, told.line, told.column) == ("wrong-type", 1, len(name) + 3)


def test_a_unit_may_have_a_lecture_alone_and_other_folders_are_none(tmp_path: Path) -> None:
    write(tmp_path)
    for name in ("later", ".git", "figures"):
        (tmp_path / name).mkdir()
    (tmp_path / "later" / "lecture.md").write_text("", encoding="utf-8")
    assert {slug: len(unit.items) for slug, unit in read(tmp_path).readable.units.items()} == {"demo": 3, "later": 0}


def test_a_source_without_arxiv_links_to_its_own_address() -> None:
    source = {"cite": "c", "basis": "verified"}
    assert Reference.model_validate({**source, "url": "https://example.org"}).link == "https://example.org"
    assert Reference.model_validate(source).link is None


def test_the_right_order_is_no_part_of_what_is_shown(tmp_path: Path) -> None:
    """Steps that change places are regraded, not asked anew; so is a pair that finds another match."""
    first, second = ORDER.split("\n")[4:6]
    turned = ORDER.replace(f"{first}\n{second}", f"{second}\n{first}")
    other = MATCH.replace("to: d", "to: v")
    before = read(write(tmp_path / "a", MATCH, ORDER)).readable
    after = read(write(tmp_path / "b", other, turned)).readable
    for name in before.items:
        assert before.revision(name) != after.revision(name)
        assert before.prompt_revision(name) == after.prompt_revision(name)
