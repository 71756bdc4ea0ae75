"""The formats by name: how each is called, what its files end with, who writes and who reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.authoring.exchange import aiken, anki, archives, gift, moodle_xml, qti, tables, yaml_file
from app.authoring.exchange.drafting import Draft, Holds, Lost, UnreadableError, fields_of
from app.bank.kinds import KINDS
from app.bank.question import Question

Write = Callable[[Iterable[Question]], tuple[bytes, tuple[Lost, ...]]]
Read = Callable[[bytes], tuple[tuple[Draft, ...], tuple[Lost, ...]]]


@dataclass(frozen=True)
class Format:
    """One way to write items down. `read` is None where nothing comes back."""

    name: str
    label: str
    suffix: str
    media: str
    note: str
    holds: Holds
    write: Write
    read: Read | None


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT, _WHOLE = "text/plain; charset=utf-8", "이 강의의 모든 칸을 담습니다."
_ALL = (
    Format("gift", "GIFT", ".gift.txt", _TEXT, "Moodle이 읽는 글", gift.HOLDS, gift.write, gift.read),
    Format(
        "moodle-xml",
        "Moodle XML",
        ".xml",
        "application/xml",
        "Moodle 문제은행",
        moodle_xml.HOLDS,
        moodle_xml.write,
        moodle_xml.read,
    ),
    Format("aiken", "Aiken", ".txt", _TEXT, "보기 하나를 고르는 문항만", aiken.HOLDS, aiken.write, aiken.read),
    Format("qti", "QTI 2.1", ".zip", "application/zip", "학습 관리 시스템의 꾸러미", qti.HOLDS, qti.write, qti.read),
    Format("csv", "CSV", ".csv", "text/csv; charset=utf-8", f"표. {_WHOLE}", tables.HOLDS, tables.write, tables.read),
    Format("xlsx", "XLSX", ".xlsx", _XLSX, f"표. {_WHOLE}", tables.HOLDS, tables.write_xlsx, tables.read_xlsx),
    Format("yaml", "YAML", ".yaml", "application/yaml", _WHOLE, yaml_file.HOLDS, yaml_file.write, yaml_file.read),
    Format(
        "anki", "Anki", ".apkg", "application/octet-stream", "외우는 카드(내보내기만)", anki.HOLDS, anki.write, None
    ),
)
FORMATS = {each.name: each for each in _ALL}
READABLE = tuple(each.name for each in _ALL if each.read)


def recognised(name: str, data: bytes) -> Format:
    """The format of a file, by its name and how it begins. Raises UnreadableError."""
    ending, head = name.lower(), data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending.endswith(".apkg"):
        raise UnreadableError("Anki의 묶음은 내보내기만 합니다. 들여올 수 있는 형식으로 바꾸어 주세요.")
    if archives.is_archive(data):
        return FORMATS["xlsx" if ending.endswith((".xlsx", ".xlsm")) else "qti"]
    if head.startswith(b"<"):
        return FORMATS["qti" if b"assessmentItem" in head else "moodle-xml"]
    for suffix in (".csv", ".yaml", ".yml", ".gift"):
        if ending.endswith(suffix):
            return FORMATS[{".yml": "yaml"}.get(suffix, suffix[1:])]
    if ending.endswith(".txt"):
        return FORMATS["aiken" if b"\nANSWER:" in data and b"{" not in data else "gift"]
    raise UnreadableError("파일의 형식을 알 수 없습니다. 형식을 골라서 다시 올려 주세요.")


def holding() -> list[tuple[str, str, tuple[bool, ...]]]:
    """Every field of every kind, and which format holds it: the table of docs/exchange.md."""
    return [
        (kind, field, tuple(field in each.holds.get(kind, frozenset()) for each in _ALL))
        for kind in KINDS
        for field in fields_of(kind)
    ]
