"""XML that comes from outside, through defusedxml: no entities, no document types, names without their namespaces."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import iterparse  # type: ignore[import-untyped]

from app.authoring.exchange.drafting import UnreadableError

DEEPEST = 100  # elements inside each other


def whole(data: bytes) -> Element:
    """Raises UnreadableError."""
    root: Element | None = None
    for root in parts(data, ()):  # noqa: B007 -- the last one is the outermost
        pass
    if root is None:
        raise UnreadableError("XML 파일이 비어 있습니다.")
    return root


def parts(data: bytes, tags: tuple[str, ...]) -> Iterator[Element]:
    """Each element of these names as soon as it has ended, and then forgotten; without names the root alone."""
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if event == "start":
                if depth > DEEPEST:
                    raise UnreadableError("XML이 지나치게 깊이 겹쳐 있습니다.")
                element.tag = str(element.tag).rpartition("}")[2]
            elif element.tag in tags or (not tags and not depth):
                yield element
                if tags:
                    element.clear()
    except DefusedXmlException:
        raise UnreadableError("XML에 DOCTYPE이나 엔티티 선언이 있습니다. 안전하지 않아 읽지 않습니다.") from None
    except (ParseError, ValueError, LookupError) as error:
        place = getattr(error, "position", (0, 0))
        raise UnreadableError(f"XML이 {place[0]}째 줄 {place[1] + 1}째 칸에서 깨졌습니다.") from None


def words(element: Element | None, path: str = "") -> str:
    """The text at `path`, "" where there is none."""
    found = element.find(path) if element is not None and path else element
    return (found.text or "") if found is not None else ""
