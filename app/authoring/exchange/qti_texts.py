"""The text of a QTI item as HTML, without its interactions; a box to type into becomes a blank."""

from __future__ import annotations

import html
from xml.etree.ElementTree import Element

GAP = "\ue0ff"
SKIPPED = ("rubricBlock", "templateBlock", "stylesheet")
LATER = ("feedbackInline", "feedbackBlock", "modalFeedback")  # shown after the answer
VOID = ("br", "hr", "img")
KEPT = ("href", "start")


def inner(element: Element, skip: bool) -> str:
    """What stands inside an element, as HTML; with `skip` boxes become blanks and what is no text is left."""
    pieces = [html.escape(element.text or "", quote=False)]
    for child in element:
        tag = str(child.tag)
        if skip and (tag in SKIPPED or tag.endswith("Interaction")):
            pieces.append(GAP if tag == "textEntryInteraction" else _asked(child))
        elif tag not in LATER:
            extra = "".join(f' {name}="{html.escape(value)}"' for name, value in child.attrib.items() if name in KEPT)
            closing = "" if child.tag in VOID else f"</{child.tag}>"
            pieces.append(f"<{child.tag}{extra}>{inner(child, skip)}{closing}")
        pieces.append(html.escape(child.tail or "", quote=False))
    return "".join(pieces)


def _asked(interaction: Element) -> str:
    """An interaction's own prompt is part of the question."""
    prompt = interaction.find("prompt")
    return f"<p>{inner(prompt, skip=False)}</p>" if prompt is not None else ""
