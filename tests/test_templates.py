"""Every state of every kind of question renders, keeps its secrets, and escapes what the learner typed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import escape

from app.bank.kinds import KINDS
from app.bank.question import Evidence, Key, Option, Row, Step
from app.content import TEMPLATES
from app.pages import templates
from app.study.cards import Card, Cited, Result

EVIL = '<img src=x onerror="alert(1)">'
CARD = Card(
    id="mini-ox-01",
    unit="mini",
    kind="ox",
    concept="c",
    difficulty=2,
    skill="apply",
    prompt="어댑터는 ____ 뒤에 놓인다.",
    options=(("a", "LoRA"), ("b", "$W_q$")),
    multiple=False,
    blanks=1,
    unit_label="개",
    deal=3,
    place="lecture",
    typed="",
    problem=None,
    result=None,
    rows=(("1", "왼쪽 둘"), ("0", "왼쪽 하나")),
)
DONE = Result(
    response_id=7,
    outcome="incorrect",
    score=0.4,
    feedback="힌트입니다.",
    trace=(Step("spacing", "가 나", "가나", "공백을 정리했습니다"),),
    near_miss=False,
    spelling=False,
    evidence=(Evidence("고정한다", 0.4, True, ((0, 2),)), Evidence("학습한다", 0.6, False, (), "없습니다.")),
    is_retry=False,
    self_score=None,
    key=Key("비밀 정답", ("비밀 정답", "다른 꼴"), "비밀 해설"),
    options=(Option("a", "LoRA", True, "비밀 까닭"), Option("b", "$W_q$", False, "틀린 까닭")),
    sources=(Cited("A Book", "§1", "https://example.org", "verified"),),
    corrected=True,
    rows=(Row("1", "왼쪽 둘", "b", "비밀 까닭 둘"), Row("0", "왼쪽 하나", "a", "비밀 까닭 하나")),
)
KIND = pytest.mark.parametrize("kind", sorted(KINDS))


def show(card: Card) -> str:
    return templates().get_template("study/_question.html").render(card=card)


@KIND
def test_an_open_question_is_a_form_that_needs_no_script(kind: str) -> None:
    html = show(replace(CARD, kind=kind))
    assert '<form method="post" action="/study/items/mini-ox-01/answer"' in html
    assert 'name="answer"' in html
    assert 'type="submit"' in html
    assert "비밀" not in html


@KIND
def test_a_near_miss_shows_its_hint_and_keeps_the_key(kind: str) -> None:
    html = show(replace(CARD, kind=kind, typed="적은 답", result=replace(DONE, key=None, near_miss=True, options=())))
    assert "다시 생각해 보세요" in html
    assert "힌트입니다." in html
    assert 'formaction="/study/items/mini-ox-01/reveal"' in html
    assert "비밀" not in html


@KIND
def test_an_answered_question_tells_everything(kind: str) -> None:
    html = show(replace(CARD, kind=kind, typed="가나다", result=DONE))
    for told in ("비밀 해설", "A Book", "§1", 'href="/errata#mini-ox-01"', "/again"):
        assert told in html
    assert ("비밀 까닭" if kind in ("choice", "match", "order") else "비밀 정답") in html
    assert re.search(r"<h3[^>]*data-focus>.*✕", html)


@KIND
@pytest.mark.parametrize("result", [None, replace(DONE, key=None, near_miss=True), DONE], ids=["open", "near", "done"])
def test_what_a_learner_typed_is_text_and_never_markup(kind: str, result: Result | None) -> None:
    html = show(replace(CARD, kind=kind, typed=EVIL, problem=EVIL, result=result))
    assert EVIL not in html
    assert "<img" not in html


@KIND
def test_a_format_error_keeps_the_text_and_says_what_to_mend(kind: str) -> None:
    html = show(replace(CARD, kind=kind, typed="잘못 쓴 답", problem="고쳐 주세요."))
    assert 'id="q-mini-ox-01-problem"' in html
    assert "고쳐 주세요." in html
    if kind not in ("ox", "choice", "match", "order"):
        assert "잘못 쓴 답" in html


def test_every_blank_becomes_an_input_in_its_sentence() -> None:
    html = show(replace(CARD, kind="blank", blanks=2, prompt="____와 (____)을 **더한다**.", typed=["가", EVIL]))
    assert html.count('name="answer"') == 2
    assert 'aria-label="빈칸 2"' in html
    assert f'value="{escape(EVIL)}"' in html
    assert "<strong>더한다</strong>" in html


def test_a_row_keeps_what_was_chosen_for_it_and_an_empty_one_is_to_blame() -> None:
    html = show(replace(CARD, kind="match", typed=["b", ""], problem="짝도 골라 주세요."))
    first, second = re.findall(r"<select.*?</select>", html, re.DOTALL)
    assert '<option value="0:b" selected>' in second
    assert "selected" not in first
    assert ('aria-invalid="true"' in first, 'aria-invalid="true"' in second) == (True, False)


@pytest.mark.parametrize(
    ("typed", "shown", "chosen"),
    [
        ("", ["a", "b"], set()),
        (["b", "a"], ["b", "a"], {"0:b", "1:a"}),
        (["", "a"], ["a", "b"], {"1:a"}),
        (["1:a", "1:b"], ["a", "b"], {"1:a", "1:b"}),
    ],
)
def test_steps_are_laid_out_as_they_were_placed(typed: str | list[str], shown: list[str], chosen: set[str]) -> None:
    html = show(replace(CARD, kind="order", typed=typed))
    assert re.findall(r'data-key="(\w)"', html) == shown
    assert set(re.findall(r'value="(\d:\w)" selected', html)) == chosen


def test_both_orders_stand_beside_each_other_with_why() -> None:
    html = show(replace(CARD, kind="order", typed=["b", "a"], result=DONE))
    for told in ("맞는 순서", "내 순서", "비밀 까닭 하나", "2번째"):
        assert told in html
    assert "내 순서" not in show(replace(CARD, kind="order", typed=["a", "b"], result=replace(DONE, outcome="correct")))


def test_each_pair_tells_what_was_chosen_what_is_right_and_why() -> None:
    html = show(replace(CARD, kind="match", typed=["a", "a"], result=DONE))
    first, second = re.findall(r'<li class="option (?:right|wrong mine)">.*?</li>', html, re.DOTALL)
    for told in ("틀린 짝", "내 답: LoRA", "비밀 까닭 둘"):
        assert told in first
        assert told not in second
    assert "짝이 없음" in html


@pytest.mark.parametrize(
    ("spans", "marked"),
    [
        ([((0, 2),)], "<mark>가나<sup>1</sup></mark>다라"),
        ([((0, 3),), ((1, 4),)], "<mark>가</mark><mark>나다<sup>1</sup></mark><mark>라<sup>2</sup></mark>"),
        ([((0, 1), (3, 4))], "<mark>가<sup>1</sup></mark>나다<mark>라<sup>1</sup></mark>"),
        ([()], "가나다라"),
    ],
)
def test_evidence_is_marked_by_code_points_even_where_it_overlaps(
    spans: list[tuple[tuple[int, int], ...]], marked: str
) -> None:
    evidence = tuple(Evidence("점", 0.5, bool(places), places) for places in spans)
    html = show(replace(CARD, kind="essay", typed="가나다라", result=replace(DONE, evidence=evidence)))
    assert marked in html


def test_evidence_offsets_count_astral_signs_as_one_and_escape_each_piece() -> None:
    evidence = (Evidence("점", 1.0, True, ((1, 4),)),)
    html = show(replace(CARD, kind="essay", typed="😀<b>가", result=replace(DONE, evidence=evidence)))
    assert "😀<mark>&lt;b&gt;<sup>1</sup></mark>가" in html


def test_a_spelling_slip_is_told_beside_the_credit() -> None:
    html = show(replace(CARD, kind="short", typed="어뎁터", result=replace(DONE, outcome="correct", spelling=True)))
    assert "철자만 확인하세요" in html


SOURCES = sorted(TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_compiles_and_holds_nothing_inline(path: Path) -> None:
    name = str(path.relative_to(TEMPLATES))
    source = path.read_text(encoding="utf-8")
    templates().get_template(name)
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"\s(?:on[a-z]+|hx-on[\w:-]*)\s*=", source)
    assert not re.search(r"<script(?![^>]*\ssrc=)", source)
    assert "<style" not in source
    assert "js:" not in source
    assert not re.search(r"""(?:src|href)=["']https?:""", source)
    assert not re.search(r"\|\s*safe\b", source)


def test_every_kind_has_its_form_and_the_registry_names_no_other() -> None:
    assert {path.stem for path in (TEMPLATES / "study" / "kinds").glob("*.html")} == set(KINDS)
