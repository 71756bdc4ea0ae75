"""Cells of a spreadsheet, CSV or XLSX: none is a formula, whatever somebody typed or calls themselves."""

from __future__ import annotations

import re

_BEGINS = (
    r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"  # full-width signs begin a formula, too, where a spreadsheet speaks Korean
)
_DANGER, _GUARDED = re.compile(f"'*{_BEGINS}"), re.compile(f"'+{_BEGINS}")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, without the signs that no file of theirs may hold."""
    plain = _ILLEGAL.sub("", cell)
    return f"'{plain}" if _DANGER.match(plain) else plain


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if _GUARDED.match(cell) else cell
