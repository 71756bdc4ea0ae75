"""Figures: an .svg file -> inline SVG that holds drawing and words only, by an allow-list. Knows no lecture."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from markupsafe import Markup

NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = "svg title desc g defs marker path rect circle ellipse line polyline polygon text tspan use clipPath"
_ATTRIBUTES = """
viewBox role id class aria-labelledby aria-label aria-hidden transform d points width height href preserveAspectRatio
x y x1 y1 x2 y2 dx dy cx cy r rx ry text-anchor dominant-baseline font-size font-weight font-style opacity fill-opacity
stroke-width stroke-dasharray stroke-linecap stroke-linejoin pathLength clip-path
marker-start marker-end markerWidth markerHeight refX refY orient
"""
ELEMENTS = frozenset(_ELEMENTS.split())
ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_LOCAL = re.compile(r"url\(#([^)]+)\)")


class FigureError(ValueError):
    """A figure that cannot be shown; the message (Korean) says what to mend."""


def inline(svg: str, prefix: str) -> Markup:
    """The figure for a page. Every id is prefixed, so that two figures never share one."""
    root = _parsed(svg)
    _judge(root)
    ids = {value: f"{prefix}-{value}" for element in root.iter() if (value := element.get("id"))}
    for element in root.iter():
        element.tag = element.tag.removeprefix(NAMESPACE)
        element.attrib.update({name: _renamed(name, value, ids) for name, value in element.attrib.items()})
    root.set("role", "img")
    root.set("aria-labelledby", " ".join(_named(root, name, prefix) for name in ("title", "desc")))
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 -- only what the lists above allow is left


def _parsed(svg: str) -> ElementTree.Element:
    if "<!" in re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL):
        raise FigureError("DOCTYPE이나 CDATA는 쓸 수 없습니다. 지워 주세요.")
    try:
        return ElementTree.fromstring(svg)  # noqa: S314 -- no document type, so no entities to expand
    except ElementTree.ParseError as error:
        raise FigureError(f"SVG를 읽지 못했습니다({error.position[0]}번째 줄). 태그가 닫혔는지 살펴 주세요.") from None


def _judge(root: ElementTree.Element) -> None:
    for element in root.iter():
        name = str(element.tag).removeprefix(NAMESPACE)
        if name not in ELEMENTS:
            raise FigureError(f"‘{name}’ 요소는 쓸 수 없습니다. 선, 도형, 글자만 남겨 주세요.")
        for attribute, value in element.attrib.items():
            if attribute not in ATTRIBUTES:
                raise FigureError(f"‘{attribute}’ 속성은 쓸 수 없습니다. 색과 모양은 class로 정해 주세요.")
            if attribute == "href" and not value.startswith("#"):
                raise FigureError("href는 같은 그림 안의 #이름만 가리킬 수 있습니다.")
    if root.tag != f"{NAMESPACE}svg" or not root.get("viewBox"):
        raise FigureError('맨 바깥은 viewBox가 있는 <svg xmlns="http://www.w3.org/2000/svg">이어야 합니다.')
    for name, what in (("title", "제목"), ("desc", "설명")):
        found = root.find(f"{NAMESPACE}{name}")
        if found is None or not (found.text or "").strip():
            raise FigureError(
                f"그림을 볼 수 없는 사람을 위한 {what}(<{name}>)이 없습니다. <svg> 바로 아래에 적어 주세요."
            )


def _renamed(name: str, value: str, ids: dict[str, str]) -> str:
    if name == "id":
        return ids[value]
    if name == "href":
        return "#" + ids.get(value[1:], value[1:])
    return _LOCAL.sub(lambda found: f"url(#{ids.get(found[1], found[1])})", value)


def _named(root: ElementTree.Element, name: str, prefix: str) -> str:
    """The id of the title or description, given one where it has none."""
    element = root.find(name)
    assert element is not None  # noqa: S101 -- _judge has seen it
    if not element.get("id"):
        element.set("id", f"{prefix}-{name}")
    return element.get("id", "")
