"""`:::image name`: a picture of the unit's folder with what it shows in words. Draws nothing; knows no lecture."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, UnidentifiedImageError

FOLDER = "images"
TYPES = {".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg"}
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ALT = re.compile(r"\s*alt:[ \t]*([^\n]*)(?:\n|$)")


class PictureError(ValueError):
    """A picture that cannot be shown; the message (Korean) says what to mend."""


@dataclass(frozen=True)
class Picture:
    """Ready for a page. `alt` says what it shows to those who do not see it."""

    address: str
    width: int
    height: int
    alt: str


def find(unit: Path, name: str, text: str) -> Picture:
    """The picture that a directive names. Raises PictureError."""
    alt, caption = words(text)
    if not alt:
        raise PictureError("그림을 볼 수 없는 사람을 위한 말이 없습니다. 첫 줄에 ‘alt: 무엇이 보이는지’를 적어 주세요.")
    if not caption:
        raise PictureError("그림 설명이 없습니다. ‘alt:’ 아래에 한 줄 적어 주세요.")
    found = [unit / FOLDER / f"{name}{suffix}" for suffix in TYPES]
    path = next((path for path in found if path.is_file()), None)
    if not NAME.fullmatch(name) or path is None:
        raise PictureError(f"images에 ‘{name}’이 없습니다. 이름을 고치거나 그림을 올려 주세요.")
    return _picture(unit.name, path, alt)


def words(text: str) -> tuple[str, str]:
    """What the picture shows, and its caption (Markdown)."""
    found = _ALT.match(text)
    return (found[1].strip(), text[found.end() :].strip()) if found else ("", text.strip())


def _picture(unit: str, path: Path, alt: str) -> Picture:
    data = path.read_bytes()
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as opened:
            width, height = opened.size
    except (UnidentifiedImageError, OSError):
        raise PictureError(f"{path.name}을 그림으로 읽을 수 없습니다. 다시 올려 주세요.") from None
    version = hashlib.sha256(data).hexdigest()[:12]
    return Picture(f"/lectures/{unit}/{FOLDER}/{path.name}?v={version}", width, height, alt)
