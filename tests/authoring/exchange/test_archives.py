"""Archives from outside: every refusal says why, and what an archive says of its own size is not believed."""

from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from app.authoring.exchange import archives, formats, tables
from app.authoring.exchange.drafting import UnreadableError


def packed(*names: str, body: bytes = b"x", mode: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            info = zipfile.ZipInfo(name)
            info.external_attr = mode << 16
            archive.writestr(info, body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def test_plain_files_are_read() -> None:
    assert archives.entries(packed("a/b.xml", "c.txt"), (".xml",)) == {"a/b.xml": b"x"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (packed("../up.xml"), r"‘\.\.’"),
        (packed("a/../../up.xml"), "‘..’"),
        (packed("a\\..\\up.xml"), "‘..’"),
        (packed("/etc/passwd"), "절대 경로"),
        (packed("C:/windows"), "절대 경로"),
        (packed("a.xml", mode=stat.S_IFLNK | 0o777), "링크"),
        (packed("aXb.xml").replace(b"aXb.xml", b"a\0b.xml"), "NUL"),
        (packed("a.xml")[:30], "깨졌"),
        (b"PK\x03\x04" + b"\0" * 40, "깨졌"),
    ],
)
def test_an_entry_that_could_do_harm_is_refused_with_its_reason(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        archives.entries(data)


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    with pytest.raises(UnreadableError, match="3개를 넘습니다"):
        archives.entries(packed("a", "b", "c", "d"))


def test_what_is_expanded_is_counted_whatever_the_archive_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bomb that says it holds ten bytes: the sizes in both of its headers are overwritten."""
    monkeypatch.setattr(archives, "MOST_EXPANDED", 1_000_000)
    body = bytes(5_000_000)
    true, lie = struct.pack("<L", len(body)), struct.pack("<L", 10)
    for data in (packed("a.xml", body=body), packed("a.xml", body=body).replace(true, lie)):
        with pytest.raises(UnreadableError):
            archives.entries(data)


def test_a_file_that_is_too_long_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_BYTES", 10)
    monkeypatch.setattr(archives, "MOST_TEXT", 10)
    for name in formats.READABLE:
        read = formats.FORMATS[name].read
        assert read
        with pytest.raises(UnreadableError, match="넘습니다"):
            read(packed("a") if name == "xlsx" else b"x" * 11)


def test_a_workbook_is_looked_at_as_an_archive_first() -> None:
    with pytest.raises(UnreadableError, match=r"‘\.\.’"):
        tables.read_xlsx(packed("../xl/workbook.xml"))
    with pytest.raises(UnreadableError, match="XLSX로 읽을 수 없는"):
        tables.read_xlsx(packed("xl/workbook.xml"))


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz><question type="essay"><name>&a;</name></question></quiz>',
        b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1/x.dtd"><quiz/>',
    ],
)
def test_xml_with_entities_or_document_types_is_not_read(data: bytes) -> None:
    for name in ("moodle-xml", "qti"):
        read = formats.FORMATS[name].read
        assert read
        with pytest.raises(UnreadableError, match="DOCTYPE"):
            read(data)
