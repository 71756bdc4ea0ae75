"""Images of a lecture: what an author drops is read by its content, made small and plain, and written anew."""

from __future__ import annotations

import io
import itertools
import re
import struct
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from app.authoring.staging import IMAGES, PICTURES
from app.security import MAX_IMAGE

MOST = MAX_IMAGE  # bytes that may come in
WIDEST = 1600  # pixels that are kept
LARGEST = 40_000_000  # pixels of what comes in: a small file may hold an endless picture
FORMATS = {"PNG": ".png", "JPEG": ".jpg", "WEBP": ".webp"}
KINDS = {name: name for name in FORMATS} | {"MPO": "JPEG"}  # telephones write a JPEG and a smaller one behind it
SVG = "SVG는 올릴 수 없습니다. 안에 프로그램이 들어갈 수 있기 때문입니다. PNG, JPEG, WebP로 바꾸어 올려 주세요."


class ImageError(ValueError):
    """An upload that is not taken; the message says what to do."""


def remade(data: bytes, name: str) -> tuple[str, bytes]:
    """The file's name below `images/`, and its bytes without anything but the picture. Raises ImageError."""
    if len(data) > MOST:
        raise ImageError(f"그림이 {MOST // 1024**2} MB를 넘습니다. 줄여서 올려 주세요.")
    if b"<svg" in data[:1000].lower():
        raise ImageError(SVG)
    picture = _read(data)
    kind = KINDS[str(picture.format)]
    plain = _plain(picture)
    out = io.BytesIO()
    plain.save(out, kind, **({"quality": 85} if kind != "PNG" else {"optimize": True}))
    return f"{_slug(name)}{FORMATS[kind]}", out.getvalue()


def free(folder: Path, unit: str, name: str, data: bytes) -> str:
    """The name, with a number where the unit has another picture of it: none takes the place of another, and a lecture
    names pictures without their endings. The same picture once more keeps its name."""
    stem, _, ending = name.rpartition(".")
    known = {path.stem: path for path in (folder / unit / IMAGES).glob("*") if path.suffix in PICTURES}
    numbered = (stem if number == 1 else f"{stem}-{number}" for number in itertools.count(1))
    return next(
        f"{called}.{ending}"
        for called in numbered
        if called not in known or (known[called].suffix == f".{ending}" and known[called].read_bytes() == data)
    )


def files(folder: Path, unit: str) -> dict[str, str]:
    """The file of each, by the name that a lecture calls it."""
    found = (folder / unit / IMAGES).glob("*")
    return {path.stem: path.name for path in sorted(found) if path.suffix in PICTURES}


def listed(folder: Path, unit: str) -> tuple[str, ...]:
    """The names, as a lecture calls them."""
    found = (folder / unit / IMAGES).glob("*")
    return tuple(sorted(path.stem for path in found if path.suffix in PICTURES))


def _read(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = Image.open(io.BytesIO(data), formats=tuple(FORMATS))
            if picture.width * picture.height > LARGEST:
                raise ImageError(f"그림이 너무 큽니다({picture.width}×{picture.height}). 줄여서 올려 주세요.")
            picture.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        if isinstance(error, ImageError):
            raise
        raise ImageError("그림으로 읽을 수 없습니다. PNG, JPEG, WebP 파일인지 살펴 주세요.") from None
    return picture


def _plain(picture: Image.Image) -> Image.Image:
    """Upright, no wider than a page, and with nothing that cameras and programs write beside it."""
    upright = _upright(picture)
    clear = KINDS[str(picture.format)] != "JPEG" and ("A" in upright.getbands() or "transparency" in upright.info)
    flat = upright.convert("RGBA" if clear else "RGB")
    if flat.width > WIDEST:
        flat = flat.resize((WIDEST, max(1, round(flat.height * WIDEST / flat.width))), Image.Resampling.LANCZOS)
    alone = Image.new(flat.mode, flat.size)
    alone.paste(flat)
    return alone


def _upright(picture: Image.Image) -> Image.Image:
    """As it lies, where what the camera says of it cannot be read."""
    try:
        with warnings.catch_warnings(action="ignore"):
            return ImageOps.exif_transpose(picture)
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error):
        return picture


def _slug(name: str) -> str:
    """A name that a directive and an address can carry."""
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name.replace("\\", "/")).stem.lower()).strip("-")[:60]
    return stem or "image"
