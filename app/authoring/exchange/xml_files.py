"""XML that comes from outside, through defusedxml: no entities, no document types, names without their namespaces."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from app.authoring.exchange.drafting import UnreadableError

DEEPEST = 100  # elements inside each other
MOST = 1_000_000  # elements of a file
PIECE = 1024 * 1024  # bytes handed over at once: what does not end, as a comment, is looked through anew for each
# An element with more than ten thousand attributes, which are all read before anybody is told of it; a piece may begin
# amid a value.
_ENDLESS = re.compile(
    rb"""(?:\A(?:[^"<]*"|[^'<]*')?|<[^\s<>])(?:[^<>"']*(?:"[^"<]*"|'[^'<]*')){10000}""",
)
LARGEST = 4 * 1024 * 1024  # bytes of a file that is read as a whole


class _Pieces(io.BytesIO):
    """Bytes that are read in large pieces, however small a one is asked for."""

    def read(self, size: int | None = -1, /) -> bytes:
        piece = super().read(PIECE)
        if _ENDLESS.search(piece):
            raise UnreadableError("XML의 한 요소에 속성이 10,000개를 넘습니다. 다시 내보내서 올려 주세요.")
        return piece


def whole(data: bytes) -> Element:
    """Raises UnreadableError."""
    if len(data) > LARGEST:
        raise UnreadableError(f"문항 하나의 XML이 {LARGEST >> 20} MiB를 넘습니다. 나누어서 올려 주세요.")
    root: Element | None = None
    for root in parts(data, ()):  # noqa: B007 -- the last one is the outermost
        pass
    if root is None:
        raise UnreadableError("XML 파일이 비어 있습니다.")
    return root


def parts(data: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """Each element of these names as soon as it has ended, and then forgotten; without names the root alone."""
    around: list[Element] = []
    for at, (event, element) in enumerate(_events(data)):
        if event == "start":
            element.tag = str(element.tag).rpartition("}")[2]
            around.append(element)
            if len(around) > DEEPEST:
                raise UnreadableError("XML이 지나치게 깊이 겹쳐 있습니다.")
            if at > 2 * MOST:  # each begins and ends
                raise UnreadableError(f"XML에 든 것이 {MOST:,}개를 넘습니다. 나누어서 올려 주세요.")
            continue
        around.pop()
        if element.tag in tags or (not tags and not around):
            yield element
        if tags and len(around) == 1:  # whatever stood there, the outermost forgets it
            around[0].clear()


def _events(data: bytes) -> Iterator[tuple[str, Element]]:
    try:
        yield from iterparse(_Pieces(data), events=("start", "end"), forbid_dtd=True)
    except UnreadableError:
        raise
    except DefusedXmlException:
        raise UnreadableError("XML에 DOCTYPE이나 엔티티 선언이 있습니다. 안전하지 않아 읽지 않습니다.") from None
    except ParseError as error:
        line, column = error.position
        raise UnreadableError(f"XML이 {line}째 줄 {column + 1}째 칸에서 깨졌습니다.") from None
    except (ValueError, LookupError):
        raise UnreadableError("XML의 글자 표(encoding)를 읽을 수 없습니다. UTF-8로 저장해서 올려 주세요.") from None


def words(element: Element | None, path: str = "") -> str:
    """The text at `path`, "" where there is none."""
    found = element.find(path) if element is not None and path else element
    return (found.text or "") if found is not None else ""
