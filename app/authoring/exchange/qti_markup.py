"""XHTML as the schema of QTI 2.1 allows it, which has neither numbers of lists nor titles of links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.authoring.exchange.drafting import Lost
from app.authoring.exchange.marking_up import xhtml
from app.bank.question import Question

_START = re.compile(r'<ol start="\d+">')
_TITLE = re.compile(r'(<a href="[^"]*") title="[^"]*">')
_HEAD = re.compile(r"<table>\s*<thead>((?:(?!</?thead>).)*)</thead>\s*</table>", re.DOTALL)
_LEFT = (
    (_START, "목록의 번호는 1부터 다시 셉니다."),
    (_TITLE, "링크의 풍선 도움말은 적을 곳이 없습니다."),
)


def allowed(markup: str) -> str:
    """A table has a body, be it of heads alone."""
    markup = _TITLE.sub(r"\1>", _START.sub("<ol>", markup))
    return _HEAD.sub(r"<table><tbody>\1</tbody></table>", markup)


def unlike(question: Question) -> Iterator[Lost]:
    """What `allowed` takes away, field by field."""
    for field, value in question.model_dump(mode="json", exclude_defaults=True).items():
        drawn = "".join(map(xhtml, _texts(value)))
        yield from (Lost(question.id, field, why) for pattern, why in _LEFT if pattern.search(drawn))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)
