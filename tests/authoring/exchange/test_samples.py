"""Files as other programs and people write them, and what becomes of each question."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import cells
from app.authoring.exchange import aiken, gift, marking_down, moodle_xml, tables
from app.authoring.exchange.drafting import Draft, UnreadableError

SAMPLES = Path(__file__).parent / "samples"
MOODLE = (SAMPLES / "moodle.xml").read_bytes()
GIFT = (SAMPLES / "people.gift.txt").read_bytes()


def drafts(found: tuple[Draft, ...]) -> dict[str, Draft]:
    return {draft.name: draft for draft in found}


def told(draft: Draft) -> str:
    return " ".join(f"{each.field}: {each.why}" for each in draft.lost)


def test_a_moodle_export_is_read_question_by_question() -> None:
    found, lost = moodle_xml.read(MOODLE)
    by_name = drafts(found)
    first = by_name["Adapters"].fields
    assert first["prompt"] == "What is **$W_0$** < 3 ?"
    assert [option["text"] for option in first["options"]] == ["frozen & kept", "half", "x_1 * y_1"]
    assert [option.get("correct", False) for option in first["options"]] == [True, False, False]
    assert first["explanation"] == "Because."
    for word in ("‘a.png’", "그림", "스크립트", "부분 점수(50%)", "Well done", "귀띔 1개"):
        assert word in told(by_name["Adapters"])
    assert "alert" not in str(first)
    assert by_name["Several"].fields["multiple"] is True
    assert by_name["TF"].fields["near_misses"] == [{"answers": ["O"], "feedback": "No, see above"}]
    assert by_name["Why"].fields["answer"] == "- rank"
    refused = {each.item: each.why for each in lost}
    assert "cloze" in refused["Gaps"]
    assert "formula" in refused["Calc"]
    assert "NLP" in refused[""]


def test_wildcards_tolerances_and_units_of_moodle() -> None:
    by_name = drafts(moodle_xml.read(MOODLE)[0])
    short = by_name["Short"]
    assert (short.fields["answer"], short.fields["accept"]) == ("adapter", ["adapt er"])
    assert short.fields["near_misses"] == [{"answers": ["norm"], "feedback": "Not that", "match": "contains"}]
    for word in ("별표", "대소문자", "Sorry"):
        assert word in told(short)
    number = by_name["Num"].fields
    assert (number["formula"], number["tolerance"], number["unit"], number["units"]) == ("2.5", 0.02, "m", {"cm": 0.01})
    pairs = by_name["Pairs"].fields
    names = {option["key"]: option["text"] for option in pairs["right"]}
    assert [names[each["to"]] for each in pairs["left"]] == ["1", "2", "3"]
    assert "4" in names.values()


def test_gift_as_people_write_it() -> None:
    found, lost = gift.read(GIFT)
    by_name = drafts(found)
    escapes = by_name["Escapes"]
    assert escapes.fields["prompt"] == "Which {brace} is ~ or = or # or :?"
    assert escapes.fields["options"][0] == {"key": "a", "text": "this = one", "correct": True, "why": "good # sign"}
    assert "부분 점수" in told(escapes)
    spoken = by_name["nlp-12"]
    assert (spoken.fields["prompt"], spoken.fields["answer"], spoken.fields["skill"]) == ("Is it *so*?", "X", "apply")
    assert "week3" in told(spoken)
    texts = [draft.fields["prompt"] for draft in found]
    assert "Grant is _____ in Grant's tomb." in texts
    numbers = {draft.fields["formula"]: draft.fields for draft in found if draft.fields["kind"] == "number"}
    assert (numbers["1822"]["tolerance"], numbers["4"]["tolerance"]) == (round(5 / 1822, 14), 0.25)
    assert [each.field for each in lost] == ["category"]


def test_aiken_with_either_sign_and_what_is_broken() -> None:
    found, lost = aiken.read(b"What?\nA) a*b*c\nB. two\nANSWER: B\n\nBroken\nA) one\nANSWER: C\n")
    assert [option["text"] for option in found[0].fields["options"]] == [r"a\*b\*c", "two"]
    assert found[0].fields["options"][1]["correct"] is True
    assert len(lost) == 1


def test_a_simple_sheet_of_a_teacher() -> None:
    found, _ = tables.read("문제,보기1,보기2,정답,해설\n어느 것?,하나,둘,2,까닭\n맞다,,,o,\n".encode())
    assert found[0].fields["options"][1] == {"key": "b", "text": "둘", "correct": True}
    assert (found[1].fields["kind"], found[1].fields["answer"]) == ("ox", "O")
    with pytest.raises(UnreadableError, match="prompt"):
        tables.read(b"a,b\n1,2\n")


@pytest.mark.parametrize(
    "cell", ["=1+1", "+82", "-3", "@x", "\tx", "\rx", "\n=x", "'=1", "''-x", "plain", "'quoted'", "\uff1d1", "\uff201"]
)
def test_no_cell_is_a_formula_and_each_comes_back(cell: str) -> None:
    guarded = cells.guard(cell)
    assert guarded[0] not in "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
    assert cells.unguard(guarded) == cell


@pytest.mark.parametrize("broken", ["<![x", "<![CDATA [", "<!DOCTYPE x [<!y"])
def test_html_that_breaks_off_keeps_what_came_before(broken: str) -> None:
    text, _ = marking_down.from_html(f"<p>먼저</p>{broken}]>뒤")
    assert "먼저" in text
