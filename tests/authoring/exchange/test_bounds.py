"""Files from outside that are small and would never end: told within a moment, in little memory."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from app.authoring.exchange import archives, drafting, formats, gift_reading, marking_down, tables, xml_files
from app.authoring.exchange.archives import MOST_TEXT
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError

FEW = 20


def read(name: str, data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    found = formats.FORMATS[name].read
    assert found
    return found(data)


def book(**parts: str) -> bytes:
    """Our own workbook with other parts in it."""
    plain, out = tables.write_xlsx([])[0], io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name.rpartition("/")[2].partition(".")[0], old.read(name)))
        new.writestr("xl/sharedStrings.xml", parts.get("sharedStrings", ""))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("gift", "::{at}::물음 {at} {{=가 ~나}}\n\n"),
        ("aiken", "물음 {at}\nA. 가\nB. 나\nANSWER: A\n\n"),
        ("csv", "물음 {at},가\n"),
        ("yaml", "- {{prompt: 물음 {at}}}\n"),
        ("moodle-xml", "<question type='essay'/>"),
    ],
)
def test_more_questions_than_anybody_reviews_are_refused(name: str, one: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "MOST_ITEMS", FEW)
    head, tail = {"csv": ("prompt,answer\n", ""), "moodle-xml": ("<quiz>", "</quiz>")}.get(name, ("", ""))
    bodies = ["".join(one.format(at=at) for at in range(count)) for count in (FEW, FEW + 1)]
    fits, too_many = (f"{head}{body}{tail}".encode() for body in bodies)
    assert sum(map(len, read(name, fits))) == FEW
    with pytest.raises(UnreadableError, match="20개를 넘습니다"):
        read(name, too_many)


@pytest.mark.parametrize("name", ["gift", "aiken", "csv", "yaml"])
def test_a_file_of_text_alone_is_no_larger_than_text_is(name: str) -> None:
    with pytest.raises(UnreadableError, match="4 MiB를 넘습니다"):
        read(name, b"\n" * (MOST_TEXT + 1))


def test_a_table_of_nothing_is_not_endless() -> None:
    with pytest.raises(UnreadableError, match="20,000개를 넘습니다"):
        read("csv", b"prompt\n" + b"\n" * 30_000)


def test_values_without_end_are_not_read() -> None:
    with pytest.raises(UnreadableError, match="칸이 너무 많습니다"):
        read("yaml", b"items:\n" + b"- a\n" * 300_000)


def test_an_item_of_a_thousand_answers_is_listed_and_not_read() -> None:
    answers = "".join(f"<answer fraction='0'><text>{at}</text></answer>" for at in range(1000))
    moodle = f"<quiz><question type='multichoice'>{answers}</question></quiz>"
    for name, text in (("gift", "물음 {" + "~가" * 1000 + "}"), ("moodle-xml", moodle)):
        drafts, (lost,) = read(name, text.encode())
        assert not drafts
        assert "100개를 넘어" in lost.why


def test_the_list_of_an_archive_is_counted_before_it_is_read() -> None:
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *([0] * 7), 1, *([0] * 6)) + b"a"
    listed = entry * (10 * archives.MOST_ENTRIES + 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), 30, 0)
    with pytest.raises(UnreadableError, match="10,000개를 넘습니다"):
        archives.entries(b"PK\x03\x04" + b"\0" * 26 + listed + end)


def test_a_workbook_of_endless_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="20 MiB를 넘습니다"):
        tables.read_xlsx(book(sharedStrings="<sst>" + "<si/>" * 4_500_000 + "</sst>"))


def test_xml_of_endless_elements_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_files, "MOST", 50)
    with pytest.raises(UnreadableError, match="50개를 넘습니다"):
        read("moodle-xml", b"<quiz>" + b"<x/>" * 60 + b"</quiz>")


def test_what_stops_the_reading_of_xml_is_told_as_what_it_is() -> None:
    with pytest.raises(UnreadableError, match="지나치게 깊이"):
        read("moodle-xml", b"<quiz>" * 200)
    with pytest.raises(UnreadableError, match="글자 표"):
        read("moodle-xml", '<?xml version="1.0" encoding="euc-kr"?><quiz>가</quiz>'.encode("euc-kr"))


def test_a_package_names_each_of_its_files_once() -> None:
    """A small package could otherwise ask for the same long file again and again."""
    out = io.BytesIO()
    resource = '<resource type="imsqti_item_xmlv2p1" href="a.xml"/>'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("imsmanifest.xml", f"<manifest>{resource * 2}</manifest>")
        archive.writestr("a.xml", "<assessmentItem/>")
    with pytest.raises(UnreadableError, match=r"a\.xml"):
        read("qti", out.getvalue())


def test_a_tag_that_says_a_difficulty_of_five_thousand_digits_is_no_number() -> None:
    ((draft,), _) = read("gift", ("// [tag:difficulty:" + "1" * 5000 + "]\n물음 {=가}").encode())
    assert draft.fields["difficulty"] == "1" * 5000


def test_html_without_end_is_read_up_to_there() -> None:
    text, gone = marking_down.from_html("<p>먼저</p>" + "가" * 31_000)
    assert text.startswith("먼저")
    assert gone == ("30,000자 뒤의 글",)
    assert marking_down.from_html("앞<!-- 안 -->뒤" + "<!--" * 50_000) == ("앞뒤", ())
    picture = "data:image/png;base64," + "iVBOR" * 100_000
    assert marking_down.from_html(f'<p>앞<img src="{picture}"/>뒤</p>') == ("앞뒤", ("그림",))


def test_no_sign_that_only_opens_is_looked_after_to_the_end() -> None:
    """Thousands of them would take hours, and nobody else could do anything meanwhile."""
    short, long = (f"\\({'x' * count}\\)" for count in (1000, 1001))
    assert marking_down.from_plain(short) == f"${'x' * 1000}$"
    assert "$" not in marking_down.from_plain(long)
    for pattern in (marking_down.MARKED, gift_reading._HTML):
        assert pattern.search("<a" * 1000) is None
        assert pattern.search("<a <b>x") is not None
