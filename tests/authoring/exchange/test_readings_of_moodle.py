"""Where a file says less than it means: GIFT and Moodle XML are read as Moodle's own reader takes them."""

from __future__ import annotations

import pytest

from app.authoring.exchange import aiken, gift, moodle_xml, qti
from app.authoring.exchange.drafting import Draft, Lost
from app.bank.kinds import KINDS
from tests.authoring.exchange.making import SOURCES


def lesson(text: str) -> Draft:
    """The one question of a GIFT file."""
    (draft,), lost = gift.read(text.encode())
    assert lost == ()
    return draft


def asked(kind: str, body: str, text: str = "<text>물음</text>") -> Draft:
    """The one question of a Moodle XML file. Its text names no format unless `text` does."""
    said = text if text.startswith("<questiontext") else f"<questiontext>{text}</questiontext>"
    data = f'<quiz><question type="{kind}"><name><text>q</text></name>{said}{body}</question></quiz>'
    (draft,), lost = moodle_xml.read(data.encode())
    assert lost == ()
    return draft


def told(draft: Draft) -> str:
    return " ".join(f"{each.field}: {each.why}" for each in draft.lost)


@pytest.mark.parametrize(("word", "key"), [("true", "O"), ("True", "O"), ("t", "O"), ("false", "X"), ("f", "X")])
def test_small_letters_of_gift_say_true_and_false_too(word: str, key: str) -> None:
    assert lesson(f"해는 동쪽에서 뜬다. {{{word}}}").fields["answer"] == key


def test_a_pair_without_its_arrow_is_refused_and_not_half_read() -> None:
    drafts, lost = gift.read(b"::p:: Pairs {=a -> b =c}\n\n::s:: Short {=a =b#see x -> y}")
    assert drafts == ()
    assert [each.item for each in lost] == ["p", "s"]
    assert all("->" in each.why for each in lost)


def test_an_arrow_in_a_hint_makes_no_pairs_of_a_short_answer() -> None:
    body = {"id": "mini-short-10", "concept": "a", "difficulty": 1, "skill": "recall", "kind": "short"}
    miss = {"answers": ["나"], "feedback": "앞 -> 뒤"}
    body |= {"prompt": "물음", "explanation": "-", "sources": SOURCES, "answer": "가", "near_misses": [miss]}
    written, lost = gift.write([KINDS["short"].Question.model_validate(body)])
    assert Lost("mini-short-10", "near_misses", "GIFT에서는 ‘->’가 짝을 뜻하므로 ‘→’로 바꾸어 적었습니다.") in lost
    again = lesson(written.decode()).fields
    assert (again["kind"], again["answer"]) == ("short", "가")
    assert again["near_misses"] == [{"answers": ["나"], "feedback": "앞 → 뒤"}]


@pytest.mark.parametrize(
    "draft",
    [
        lesson("물음 {=가 ~%-25%나}"),
        asked(
            "multichoice",
            '<answer fraction="100"><text>가</text></answer><answer fraction="-25"><text>나</text></answer>',
        ),
    ],
)
def test_what_a_wrong_option_takes_away_is_told(draft: Draft) -> None:
    assert "‘나’의 감점(-25%)" in told(draft)


def test_true_and_false_in_the_words_of_a_language_stand_in_their_order() -> None:
    """Old exports name them as the page did; Moodle takes the first for true."""
    first = '<answer fraction="100"><text>참</text></answer><answer fraction="0"><text>거짓</text></answer>'
    other = '<answer fraction="0"><text>Verdadero</text></answer><answer fraction="100"><text>Falso</text></answer>'
    assert asked("truefalse", first).fields["answer"] == "O"
    assert asked("truefalse", other).fields["answer"] == "X"
    assert "‘참’" in told(asked("truefalse", first))


def test_a_question_called_match_is_one_of_pairs() -> None:
    pairs = "".join(f"<subquestion><text>{at}</text><answer><text>{at}가</text></answer></subquestion>" for at in "12")
    draft = asked("match", pairs)
    assert (draft.fields["kind"], len(draft.fields["left"])) == ("match", 2)


def test_the_picture_of_old_files_is_told() -> None:
    draft = asked("essay", "<image>old.png</image><image_base64>aGk=</image_base64>")
    assert "‘old.png’" in told(draft)


def test_texts_without_a_format_have_that_of_the_question() -> None:
    text = '<questiontext format="markdown"><text>**굵게**</text></questiontext>'
    draft = asked(
        "multichoice", '<answer fraction="100"><text>*가*</text></answer><answer><text>나</text></answer>', text
    )
    assert draft.fields["prompt"] == "**굵게**"
    assert draft.fields["options"][0]["text"] == "*가*"


@pytest.mark.parametrize("form", ["moodle_auto_format", "plain_text"])
def test_lines_of_plain_text_stay_lines(form: str) -> None:
    text = f'<questiontext format="{form}"><text>\n첫 줄\n둘째 줄\n\n새 문단\n</text></questiontext>'
    assert asked("essay", "", text).fields["prompt"] == "첫 줄\\\n둘째 줄\n\n새 문단"
    assert lesson(r"[plain]첫 줄\n둘째 줄\n\n새 문단 {}").fields["prompt"] == "첫 줄\\\n둘째 줄\n\n새 문단"


def test_lines_of_a_text_with_tags_stay_lines_where_moodle_keeps_them() -> None:
    text = '<questiontext format="moodle_auto_format"><text>&lt;b&gt;첫&lt;/b&gt; 줄\n둘째 줄</text></questiontext>'
    assert asked("essay", "", text).fields["prompt"] == "**첫** 줄\\\n둘째 줄"


def test_lines_that_a_teacher_broke_in_the_file_are_one() -> None:
    assert lesson("::이름::\n긴 물음의\n둘째 줄 {}").fields["prompt"] == "긴 물음의 둘째 줄"
    assert lesson("제목이 아닌\n===== {}").fields["prompt"] == "제목이 아닌 ====="


@pytest.mark.parametrize("form", [r"\alpha", r"C:\temp", r"a\*b", "2*3", "a\\\\b"])
def test_a_backslash_of_an_answer_is_itself(form: str) -> None:
    """Moodle's patterns know `\\*` and no other escape."""
    theirs = form.replace("*", r"\*")
    draft = asked("shortanswer", f'<answer fraction="100"><text>{theirs}</text></answer>')
    assert (draft.fields["answer"], draft.lost) == (form, ())
    body = {"id": "mini-short-10", "concept": "a", "difficulty": 1, "skill": "recall", "kind": "short"}
    body |= {"prompt": "물음", "explanation": "-", "sources": SOURCES, "answer": form}
    question = KINDS["short"].Question.model_validate(body)
    assert f"<text>{theirs}</text>" in moodle_xml.write([question])[0].decode()
    for read, write in ((gift.read, gift.write), (moodle_xml.read, moodle_xml.write), (qti.read, qti.write)):
        assert read(write([question])[0])[0][0].fields["answer"] == form


def test_right_sides_say_what_moodle_shows_of_them() -> None:
    """It names no format of theirs: tags go, entities are read."""
    right = lesson("짝 {=하나 -> R&amp;D =둘 -> <b>굵은</b> 글 =셋 -> a < b}").fields["right"]
    assert sorted(side["text"] for side in right) == ["**굵은** 글", "R&D", "a < b"]
    sides = [{"text": text, "to": key, "why": "-"} for key, text in zip("abc", ("하나", "둘", "셋"), strict=True)]
    others = [{"key": key, "text": text, "why": "-"} for key, text in zip("abc", ("<s>", "나", "다"), strict=True)]
    body = {"id": "mini-match-10", "concept": "a", "difficulty": 1, "skill": "recall", "kind": "match"}
    body |= {"prompt": "짝", "explanation": "-", "sources": SOURCES, "left": sides, "right": others}
    assert "-> &lt;s&gt;" in gift.write([KINDS["match"].Question.model_validate(body)])[0].decode()


def test_feedback_on_the_right_number_is_told() -> None:
    assert "‘잘했습니다’" in told(lesson("몇인가? {#=4:0.5#잘했습니다 =%50%4:1#가깝습니다}"))


def test_an_answer_of_no_letter_is_no_part_of_the_next_question() -> None:
    drafts, lost = aiken.read("첫째\nA) 가\nB) 나\nANSWER: 없음\n\n둘째\nA) 다\nB) 라\nANSWER: B\n".encode())
    assert [draft.fields["prompt"] for draft in drafts] == ["둘째"]
    assert [each.item for each in lost] == ["1번째"]


def test_a_mark_of_more_than_one_point_is_told() -> None:
    assert "배점(2.5점)" in told(asked("essay", "<defaultgrade>2.5000000</defaultgrade>"))
    assert told(asked("essay", "<defaultgrade>1.0000000</defaultgrade>")) == ""


def test_options_are_shuffled_only_where_the_file_says_so() -> None:
    options = '<answer fraction="100"><text>가</text></answer><answer><text>나</text></answer>'
    assert asked("multichoice", options).fields["shuffle"] is False
    assert "shuffle" not in asked("multichoice", f"<shuffleanswers>1</shuffleanswers>{options}").fields
