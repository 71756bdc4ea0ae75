"""QTI 2.1: a package of one XML file an item and a manifest. Texts are XHTML, keywords carry concept and difficulty.

IMS Question and Test Interoperability 2.1: choice, textEntry, extendedText, match and order interactions.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from app.authoring.exchange import archives, qti_reading, xml_files
from app.authoring.exchange.coming import draft
from app.authoring.exchange.drafting import Draft, Lost, UnreadableError, chosen, fit
from app.authoring.exchange.going import entry
from app.authoring.exchange.qti_items import attribute, item
from app.authoring.exchange.qti_markup import allowed, unlike
from app.bank.question import Question

NAME = "QTI 2.1"
_BASE = frozenset({"id", "concept", "difficulty", "skill", "prompt", "explanation"})
HOLDS = {
    "ox": _BASE | {"answer", "near_misses"},
    "choice": _BASE | {"options.text", "options.correct", "options.why", "multiple", "shuffle"},
    "blank": _BASE | {"blanks.answer", "blanks.accept", "blanks.near_misses", "near_misses"},
    "short": _BASE | {"answer", "accept", "near_misses"},
    "number": _BASE | {"formula", "tolerance", "near_misses"},
    "essay": _BASE | {"answer"},
    "match": _BASE | {"left.text", "left.to", "right.text", "reuse", "shuffle"},
    "order": _BASE | {"steps.text"},
}
_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:lom="http://ltsc.ieee.org/xsd/LOM"
 identifier="seodang">
<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion></metadata>
<organizations/>
<resources>
{}</resources>
</manifest>
"""
_WHEN = (1980, 1, 1, 0, 0, 0)  # the same package for the same items


def write(questions: Iterable[Question]) -> tuple[bytes, tuple[Lost, ...]]:
    going, lost = chosen(questions, HOLDS, NAME, gaps=True)
    entries = [entry(each) for each in going]
    written = [item(found) for found in entries]
    fitting = list(map(allowed, written))
    files = {f"items/{found.id}.xml": xml for found, xml in zip(entries, fitting, strict=True)}
    for question, before, after in zip(going, written, fitting, strict=True):
        lost += unlike(question) if after != before else ()
    files["imsmanifest.xml"] = _MANIFEST.format("".join(_resource(found.id, found.tags) for found in entries))
    return _packed(files), tuple(lost)


def read(data: bytes) -> tuple[tuple[Draft, ...], tuple[Lost, ...]]:
    """A package or one item's XML. Raises UnreadableError."""
    drafts: list[Draft] = []
    lost: list[Lost] = []
    for root, tags in fit(_items(data)):
        found = qti_reading.entry(root, tags)
        if isinstance(found, Lost):
            lost.append(found)
        else:
            drafts.append(draft(found))
    return tuple(drafts), tuple(lost)


def _items(data: bytes) -> Iterator[tuple[Element, tuple[str, ...]]]:
    """Each item with its keywords, in the order of the manifest."""
    if not archives.is_archive(data):
        archives.fit_size(data)
        yield _item(data, "파일"), ()
        return
    files = archives.entries(data, (".xml",))
    manifest = next((name for name in files if name.rpartition("/")[2] == "imsmanifest.xml"), None)
    if manifest is None:
        raise UnreadableError("QTI 꾸러미에 imsmanifest.xml이 없습니다. 내보낸 zip을 그대로 올려 주세요.")
    folder = manifest.removesuffix("imsmanifest.xml")
    items = 0
    for resource in xml_files.whole(files[manifest]).iter("resource"):
        if not resource.get("type", "").startswith("imsqti_item_xmlv2p"):
            continue
        items += 1
        name = folder + unquote(resource.get("href", "")).removeprefix("./")
        if name not in files:
            raise UnreadableError(f"QTI 꾸러미에 ‘{name[:80]}’ 파일이 없습니다.")
        yield _item(files.pop(name), name), tuple(_keywords(resource))
    if not items:
        raise UnreadableError("꾸러미에 QTI 2의 문항이 없습니다. QTI 1.2라면 2.1이나 2.2로 내보내서 올려 주세요.")


def _keywords(resource: Element) -> Iterator[str]:
    """As LOM writes them now, and as it did before it was a standard."""
    for keyword in resource.iter("keyword"):
        yield from (xml_files.words(each).strip() for each in keyword if each.tag in ("string", "langstring"))


def _item(data: bytes, name: str) -> Element:
    root = xml_files.whole(data)
    if root.tag != "assessmentItem":
        raise UnreadableError(f"‘{name[:80]}’의 처음이 <assessmentItem>이 아닙니다. QTI 2.1 문항을 올려 주세요.")
    return root


def _resource(name: str, tags: Iterable[str]) -> str:
    words = "".join(
        f'<lom:keyword><lom:string language="en">{attribute(tag)}</lom:string></lom:keyword>' for tag in tags
    )
    lom = f"<metadata><lom:lom><lom:general>{words}</lom:general></lom:lom></metadata>"
    href = f"items/{attribute(name)}.xml"
    return (
        f'<resource identifier="r-{attribute(name)}" type="imsqti_item_xmlv2p1" href="{href}">{lom}'
        f'<file href="{href}"/></resource>\n'
    )


def _packed(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, _WHEN), body.encode(), zipfile.ZIP_DEFLATED)
    return out.getvalue()
