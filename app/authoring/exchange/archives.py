"""Archives that come from outside, read within limits: what they really hold is counted while it is read, whatever
they say of themselves. Writes nothing to disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from app.authoring.exchange.drafting import UnreadableError
from app.security import MAX_ARCHIVE

MOST_BYTES = MAX_ARCHIVE
MOST_ENTRIES = 10_000
MOST_EXPANDED = 500 * 1024 * 1024
MOST_TEXT = 4 * 1024 * 1024  # bytes of a file that is text alone
_LISTED = b"PK\x01\x02"  # begins each entry of an archive's list
PIECE = 1024 * 1024
PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_archive(data: bytes) -> bool:
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def fit_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"파일이 {MOST_BYTES >> 20} MiB를 넘습니다. 나누어서 올려 주세요.")


def text(data: bytes, name: str) -> str:
    """What a file of text says. Raises UnreadableError."""
    if len(data) > MOST_TEXT:
        raise UnreadableError(f"{name} 파일이 {MOST_TEXT >> 20} MiB를 넘습니다. 나누어서 올려 주세요.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError(f"{name} 파일을 UTF-8로 저장해서 다시 올려 주세요.") from None


def entries(data: bytes, wanted: tuple[str, ...] = (), most: int | None = None) -> dict[str, bytes]:
    """The files of an archive by name; with `wanted` those alone whose names end so. All of it is checked, and all of
    it is expanded and counted, up to `most` bytes. Raises UnreadableError."""
    fit_size(data)
    if data.count(_LISTED) > 10 * MOST_ENTRIES:  # an archive may hold others, each with a list of its own
        raise _too_many()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _fit(infos)
            return _expanded(archive, infos, wanted, most or MOST_EXPANDED)
    except UnreadableError:
        raise
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise UnreadableError(f"압축 파일이 깨졌거나 읽을 수 없는 꼴입니다({type(error).__name__}).") from None
    except zlib.error:
        raise UnreadableError("압축 파일이 깨졌습니다. 다시 받아서 올려 주세요.") from None


def _too_many() -> UnreadableError:
    return UnreadableError(f"압축 파일에 든 것이 {MOST_ENTRIES:,}개를 넘습니다. 나누어서 올려 주세요.")


def _fit(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MOST_ENTRIES:
        raise _too_many()
    seen = set()
    for info in infos:
        if why := _unfit(info):
            raise UnreadableError(f"압축 파일 안의 ‘{info.orig_filename[:80]!a}’: {why}")
        if info.filename in seen:
            raise UnreadableError(f"압축 파일 안에 ‘{info.filename[:80]}’이(가) 두 번 있습니다.")
        seen.add(info.filename)


def _unfit(info: zipfile.ZipInfo) -> str:
    """Why an entry is refused. The name is looked at as it was written: `zipfile` cuts it at a NUL."""
    name = info.orig_filename
    path = PurePosixPath(name.replace("\\", "/"))
    if "\0" in name:
        return "이름에 NUL 글자가 있습니다."
    if path.is_absolute() or name[1:2] == ":":
        return "이름이 절대 경로입니다."
    if ".." in path.parts:
        return "이름에 ‘..’이 있습니다."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "링크입니다. 파일로 바꾸어 주세요."
    if info.flag_bits & 0x1:
        return "암호가 걸려 있습니다. 풀어서 올려 주세요."
    return "" if info.compress_type in PLAIN else "읽을 수 없는 방식으로 압축되었습니다. 보통의 zip으로 만들어 주세요."


def _expanded(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], wanted: tuple[str, ...], most: int
) -> dict[str, bytes]:
    found, total, kept = {}, 0, 0
    for info in infos:
        if info.is_dir():
            continue
        keep = not wanted or info.filename.endswith(wanted)
        pieces = []
        for piece in _pieces(archive, info):
            total += len(piece)
            if total > most:
                raise UnreadableError(f"압축을 풀면 {most >> 20} MiB를 넘습니다. 나누어서 올려 주세요.")
            kept += len(piece) if keep else 0
            if kept > MOST_BYTES:
                raise UnreadableError(f"읽어야 할 파일이 풀었을 때 {MOST_BYTES >> 20} MiB를 넘습니다. 나누어 주세요.")
            if keep:
                pieces.append(piece)
        if keep:
            found[info.filename] = b"".join(pieces)
    return found


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(info) as file:
        while piece := file.read(PIECE):
            yield piece
