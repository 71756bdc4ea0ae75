"""Files that would keep the server, and with it everybody, busy for minutes or hours: read or refused soon."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from fastapi.testclient import TestClient

from app.authoring.exchange import drafting, filling, formats, keeping
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError

SOON = 3.0  # seconds of processor time; each of these took ten at least, and four times as long at twice the length
TWO_ANSWERS = '<answer fraction="100"><text>가</text></answer><answer fraction="0"><text>나</text></answer>'


def read(name: str, text: str | bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    found = formats.FORMATS[name].read
    assert found
    return found(text.encode() if isinstance(text, str) else text)


def moodle(text: str, form: str = "html", answers: str = TWO_ANSWERS) -> str:
    asked = f'<questiontext format="{form}"><text><![CDATA[{text}]]></text></questiontext>'
    return f'<quiz><question type="multichoice">{asked}{answers}</question></quiz>'


def package(item: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", '<manifest><resource type="imsqti_item_xmlv2p1" href="a.xml"/></manifest>')
        archive.writestr("a.xml", f'<assessmentItem identifier="a">{item}</assessmentItem>')
    return out.getvalue()


def choices(count: int, feedback: str, name: str = "R") -> str:
    """One interaction, all of whose options have the same feedback."""
    value = "<correctResponse><value>same</value></correctResponse>"
    options = '<simpleChoice identifier="same">가</simpleChoice>' * count
    return (
        f'<responseDeclaration identifier="R">{value}</responseDeclaration><itemBody>'
        f'<choiceInteraction responseIdentifier="{name}">{options}</choiceInteraction></itemBody>'
        f'<modalFeedback identifier="same">{feedback}</modalFeedback>'
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("gift", "//" + "[id:a" * 400_000 + "\n물음 {=가}", id="notes"),
        pytest.param("gift", "".join(f"// [tag:t{at}]\n" for at in range(40_000)) + "물음 {=가}", id="tags"),
        pytest.param("gift", "물음 {#" + "1" * 40_000 + "x}", id="digits"),
        pytest.param("gift", "물음 {=가" + " " * 90_000 + "나}", id="spaces"),
        pytest.param("gift", "[markdown]" + "`" * 1500 + "a" * 1500 + "{=가}", id="ticks"),
        pytest.param("moodle-xml", moodle("<x " * 10_000), id="tags that do not end"),
        pytest.param("moodle-xml", moodle("<b>x" * 4000 + "</b>" * 4000), id="bold in bold"),
        pytest.param("moodle-xml", moodle("가" + "\n" * 29_000 + "나", "plain_text"), id="lines"),
        pytest.param("moodle-xml", "<quiz><!--" + "x" * 16_000_000 + "--></quiz>", id="comment"),
        pytest.param("qti", package(choices(90, "<p>가<b>나</b></p>" * 900)), id="feedback"),
    ],
)
def test_nothing_small_takes_long(name: str, text: str | bytes) -> None:
    began = time.thread_time()
    try:
        drafts, _ = read(name, text)
    except UnreadableError:
        drafts = ()
    for draft in drafts:
        filling.settled(filling.text(draft, "mini-ox-90"))
    assert time.thread_time() - began < SOON


def test_words_that_are_taken_out_again_are_found_at_once() -> None:
    began = time.thread_time()
    assert filling.settled("id: a" + " " * 60_000 + "b") == "id: a" + " " * 60_000 + "b"
    assert time.thread_time() - began < SOON


def test_the_time_that_one_file_gets_is_over_between_two_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_SECONDS", -1.0)
    with pytest.raises(UnreadableError, match=r"너무 오래 걸립니다\. 나누어서"):
        read("gift", "물음 {=가}\n\n또 {=나}")


LONG = "가나 " * 40_000


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("gift", f"{LONG}{{=가}}", id="gift"),
        pytest.param("moodle-xml", moodle(LONG), id="moodle-xml"),
        pytest.param("moodle-xml", moodle("물음", answers="<tag/>" * 6000), id="moodle-xml, elements"),
        pytest.param("aiken", f"{LONG}\nA. 가\nB. 나\nANSWER: A\n", id="aiken"),
        pytest.param("csv", f"prompt,answer\n{LONG},가\n", id="csv"),
        pytest.param("yaml", f"- prompt: {LONG}\n", id="yaml"),
        pytest.param("qti", package(f"<itemBody><p>{LONG}</p><choiceInteraction/></itemBody>"), id="qti"),
        pytest.param(
            "qti", package("<itemBody><choiceInteraction/></itemBody>" + "<responseIf/>" * 6000), id="qti, elements"
        ),
    ],
)
def test_a_question_longer_than_anybody_reads_is_listed_and_not_read(name: str, text: str | bytes) -> None:
    drafts, (lost,) = read(name, text)
    assert not drafts
    assert "너무 길어 읽지 않습니다" in lost.why
    assert len(lost.item) <= drafting.LONGEST_NAME


def test_all_of_a_draft_fits_into_a_row(monkeypatch: pytest.MonkeyPatch, teacher: TestClient) -> None:
    monkeypatch.setattr(keeping, "MOST_WORDS", 1000)
    file = {"file": ("a.gift", "\n\n".join(f"물음 {at} {{=가}}" for at in range(30)).encode())}
    answer = teacher.post("/authoring/import", data={"unit": "mini"}, files=file)
    assert answer.status_code == 422
    assert "모두 1,000자를 넘습니다" in answer.text


def test_an_exam_of_five_hundred_questions_is_nothing_unusual() -> None:
    text = "<p>다음 <b>물음</b>에 답하시오: <code>x = 1</code> 그리고 <i>까닭</i>.</p>" * 2
    began = time.thread_time()
    drafts, lost = read("moodle-xml", "<quiz>" + moodle(text)[6:-7] * 500 + "</quiz>")
    assert (len(drafts), lost) == (500, ())
    assert time.thread_time() - began < drafting.MOST_SECONDS / 4


@pytest.mark.parametrize("attribute", ['a{}="" ', "a{}='>' ", 'a{}=">>>>" '])
def test_an_element_of_endless_attributes_is_refused_before_they_fill_the_memory(attribute: str) -> None:
    endless = "".join(map(attribute.format, range(300_000)))
    with pytest.raises(UnreadableError, match="속성이 10,000개를"):
        read("moodle-xml", f"<quiz><question {endless}/></quiz>")
    assert read("moodle-xml", moodle("<p>가</p>", answers=f'<file name="{"=" * 3_000_000}"/>' + TWO_ANSWERS))[0]


def test_a_quote_in_the_name_of_an_interaction_is_no_error() -> None:
    (drafts, (lost,)) = read("qti", package(choices(2, "가", name="a']['")))
    assert not drafts
    assert "맞는 보기가 적혀 있지 않아" in lost.why
