"""What an editor's form carries: the text, however it was edited, and what it was made of. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from app.authoring.editing import forms
from app.authoring.items import ItemError
from app.errors import keep_typed

RAW, FORM = "raw", "form"
LONGEST_REASON = 500
ODD = {
    0: "",
    0xFEFF: "",
    0x85: " ",
    0x2028: " ",
    0x2029: " ",
}  # the last three end a line in one YAML and not in another


@dataclass(frozen=True)
class Sent:
    """`text` is whole, changes of the form included; `to` is the shape in which the editor goes on. `broken` says why
    the form's changes could not be put into the text."""

    text: str
    base: str
    mode: str
    to: str
    reason: str = ""
    answer: str = ""
    mark: str = ""
    broken: str = ""


async def sent(request: Request) -> Sent:
    """`async` because only so can a form of any boxes be read."""
    form = await request.form(max_files=0)
    text, mode = _text(form, "text"), FORM if form.get("mode") == FORM else RAW
    keep_typed(request, [text])
    broken = ""
    if mode == FORM:
        try:
            text = forms.applied(text, {name: _all(form, name) for name in form})
        except ItemError as error:
            broken = str(error)
    to = form.get("to") if form.get("to") in (RAW, FORM) else mode
    reason = " ".join(_text(form, "reason").split())[:LONGEST_REASON]
    answer = _text(form, "answer_tried").strip()
    return Sent(text, _text(form, "base"), mode, str(to), reason, answer, _text(form, "mark"), broken)


TheSent = Annotated[Sent, Depends(sent)]


async def written(sent: TheSent) -> Sent:
    """What has no form, only its text."""
    return replace(sent, mode=RAW, to=RAW)


TheText = Annotated[Sent, Depends(written)]


async def boxes_sent(request: Request) -> dict[str, str]:
    """The boxes of a small form, by name."""
    form = await request.form(max_files=0)
    found = {name: _text(form, name) for name in form}
    keep_typed(request, list(found.values()))
    return found


def _text(form: FormData, name: str) -> str:
    return next(iter(_all(form, name)), "")


def _all(form: FormData, name: str) -> list[str]:
    return [plain(value) for value in form.getlist(name) if isinstance(value, str)]


def plain(text: str) -> str:
    """Lines end as in our files; what no file can hold is left out."""
    found = text.replace("\r\n", "\n").replace("\r", "\n").translate(ODD)
    return found.encode("utf-8", "replace").decode()
