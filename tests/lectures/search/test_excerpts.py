"""The words around what was found: marked, escaped, cut between words and never inside a formula."""

from __future__ import annotations

from app.lectures.search.asking import read
from app.lectures.search.excerpts import LENGTH, Needs, excerpt, marked
from app.lectures.search.passages import Paragraph
from app.lectures.search.plain import BEGIN, END
from tests.lectures.search.small import TERMS

FILLER = "아무 말이나 적어 둔 긴 문장을 여기에 이어 붙입니다. "


def needs(typed: str) -> Needs:
    return read(typed, TERMS).needs


def test_what_was_found_is_marked_and_nothing_else() -> None:
    assert marked("어댑터와 탐색", needs("탐색")) == "어댑터와 <mark>탐색</mark>"
    assert marked("층과 계층은", needs("층")) == "<mark>층</mark>과 계<mark>층</mark>은"
    assert marked("GPT-2와 GPT-3", needs("gpt-2")) == "<mark>GPT-2</mark>와 GPT-3"
    assert marked("LoRA, 큐로라", needs("lora")) == "<mark>LoRA</mark>, 큐<mark>로라</mark>"


def test_letters_of_the_text_are_text() -> None:
    assert marked("<b>탐색 & 탐색", needs("탐색")) == "&lt;b&gt;<mark>탐색</mark> &amp; <mark>탐색</mark>"


def test_a_long_text_is_cut_around_it_between_words() -> None:
    text = excerpt([Paragraph("", FILLER * 9 + "그래프 탐색입니다. " + FILLER * 9)], needs("탐색"))
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert "그래프 <mark>탐색</mark>입니다." in text
    assert len(text.striptags()) <= LENGTH + 4
    assert set(text.striptags().strip("… ").split()) <= set(f"{FILLER}그래프 탐색입니다.".split())


def test_a_short_text_is_shown_whole() -> None:
    assert (
        excerpt([Paragraph("", "앞 문장입니다. 탐색합니다.")], needs("탐색"))
        == "앞 문장입니다. <mark>탐색</mark>합니다."
    )


def test_a_text_that_only_the_title_led_to_is_shown_from_its_beginning() -> None:
    assert excerpt([Paragraph("", "첫 문장입니다.")], needs("탐색")) == "첫 문장입니다."


def test_the_paragraph_that_holds_most_is_shown_and_says_what_it_is() -> None:
    paragraphs = [Paragraph("", "그래프입니다."), Paragraph("자주 하는 오해", "그래프 탐색은 빠르다.")]
    found = excerpt(paragraphs, needs("그래프 탐색"))
    assert found == '<b class="of">자주 하는 오해</b> <mark>그래프</mark> <mark>탐색</mark>은 빠르다.'
    assert excerpt(paragraphs, needs("그래프")) == "<mark>그래프</mark>입니다."


def test_the_words_of_a_term_are_marked_apart_only_where_the_term_is_not() -> None:
    assert marked("학습과 사전 학습", needs("사전 학습")) == "학습과 <mark>사전 학습</mark>"
    assert marked("학습과 사전", needs("사전 학습")) == "<mark>학습</mark>과 <mark>사전</mark>"


def test_a_formula_is_shown_whole_wherever_the_cut_falls() -> None:
    formula = f"{BEGIN}{'x + ' * 20}<y{END}"
    for before in range(0, LENGTH + 20, 7):
        text = excerpt([Paragraph("", f"탐색 {'가 ' * before}{formula} {'나 ' * before}")], needs("탐색"))
        assert BEGIN not in text
        assert END not in text
        assert text.count('<span class="math">') == text.count("&lt;y</span>")
