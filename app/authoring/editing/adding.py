"""One more source or term: the boxes of its small form -> an entry at the end of its file. Every other line stays as it
is. Knows neither requests nor HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import BaseModel
from ruamel.yaml.comments import CommentedMap

from app.authoring import items
from app.authoring.editing import proofing
from app.authoring.editing.codecs import CHOICE, LINES, PROSE
from app.authoring.editing.fields import A_LINE, Field
from app.authoring.editing.forms import Box
from app.authoring.editing.proofing import Told
from app.authoring.editing.subjects import Subject
from app.authoring.items import ItemError
from app.bank import documents
from app.bank.field_mistakes import validated
from app.bank.references import Reference
from app.bank.terms import Term

Values = Mapping[str, str]
KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
WRONG_KEY = "영어 소문자나 숫자로 시작해 소문자, 숫자, 밑줄, 붙임표만 60자까지 적어 주세요. 예: houlsby2019"
EMPTY = "비어 있습니다. 내용을 적어 주세요."
TAKEN = "‘{name}’은(는) 이미 있습니다. 다른 이름을 적어 주세요."
ODD_FILE = "{path}의 끝에 더할 수 없는 꼴입니다. 원문에서 더해 주세요."
BASES = (("knowledge", "원문 미확인"), ("partly verified", "일부만 원문 확인"), ("verified", "원문 확인"))
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "references": (
        Field("key", "이름", help="글에서 가리키는 이름입니다. 나중에 바꾸지 않습니다. 예: houlsby2019"),
        Field("cite", "문헌", PROSE, '저자, "제목", 학회와 연도. 예: Hu et al., "LoRA: Low-Rank …", ICLR 2022'),
        Field("arxiv", "arXiv 번호", help="없으면 비워 둡니다. 예: 2106.09685"),
        Field("url", "주소", help="arXiv에 없을 때만 적습니다."),
        Field("basis", "확인", CHOICE, "가리킬 곳을 원문에서 읽었습니까?", choices=BASES),
    ),
    "terms": (
        Field("id", "이름", help="용어집에서의 주소입니다. 나중에 바꾸지 않습니다. 예: layer-norm"),
        Field("ko", "한국어"),
        Field("en", "영어"),
        Field("abbr", "줄임말", LINES, A_LINE),
        Field("variants", "같은 뜻의 다른 표기", LINES, f"{A_LINE} 채점할 때 모두 같은 말로 칩니다."),
        Field("definition", "뜻", PROSE, "한 문장으로, Markdown으로 적습니다."),
        Field("confused_with", "헷갈리면 안 되는 용어", LINES, f"{A_LINE} 용어의 이름으로 적습니다.", offers="terms"),
        Field("units", "가르치는 단원", LINES, f"{A_LINE} 단원의 폴더 이름으로 적습니다.", offers="units"),
    ),
}
MODELS: Mapping[str, type[BaseModel]] = {"references": Reference, "terms": Term}


def boxes(shared: str, values: Values) -> tuple[Box, ...]:
    return tuple(Box(field, values.get(field.name, "")) for field in FIELDS[shared])


def name_of(shared: str, values: Values) -> str:
    """What the entry is called."""
    return values.get(FIELDS[shared][0].name, "").strip()


def problems(shared: str, values: Values) -> tuple[Told, ...]:
    """What is wrong with the entry in itself, with the box in which it stands."""
    text, model = _entry(shared, values), MODELS[shared]
    document = documents.parsed("", text)
    _, wrong = validated(model, document.value, document, ())
    found = [Told("", each.message, each.code, each.line) for each in wrong if each.code != "missing-field"]
    told = [proofing.in_form(each, text, FIELDS[shared]) for each in found]
    needed = (field for field in FIELDS[shared] if field.name in model.model_fields)
    empty = (
        field for field in needed if model.model_fields[field.name].is_required() and field.name not in document.value
    )
    odd_key = shared == "references" and not KEY.fullmatch(name_of(shared, values))
    key = [_told(FIELDS[shared][0], WRONG_KEY)] if odd_key else []
    return (*key, *(_told(field, EMPTY) for field in empty), *told)


def _told(field: Field, message: str) -> Told:
    return Told("", message, field=field.name, box=field.label, said=message)


def appended(whole: str, subject: Subject, values: Values) -> str:
    """The file with one more entry at its end. Raises ItemError."""
    name, before = name_of(subject.shared, values), _entries(whole, subject)
    if name in _names(before):
        raise ItemError(TAKEN.format(name=name))
    head = whole.rstrip().removesuffix("[]").removesuffix("{}").rstrip()
    text = f"{head}\n{_placed(subject.shared, name, _entry(subject.shared, values), _margin(before))}"
    if _names(_entries(text, subject)) != [*_names(before), name]:
        raise ItemError(ODD_FILE.format(path=subject.path))
    return text


def _entry(shared: str, values: Values) -> str:
    read = {field.name: field.codec.read(values.get(field.name, "")) for field in FIELDS[shared]}
    return items.written(
        CommentedMap((name, value) for name, value in read.items() if value is not None and name != "key")
    )


def _placed(shared: str, name: str, entry: str, margin: int | None) -> str:
    """The entry's lines as deep as those before it: below its name, or behind a dash."""
    pad = " " * (margin if margin is not None else 2 if shared == "references" else 0)
    head, first = (f"{pad}{name}:\n", f"{pad}  ") if shared == "references" else ("", f"{pad}- ")
    body = "".join(f"{pad}  {line}" if line.strip() else line for line in entry.splitlines(keepends=True))
    return head + first + body[len(pad) + 2 :]


def _entries(whole: str, subject: Subject) -> yaml.Node | None:
    """The list or the mapping that the file is."""
    try:
        root = yaml.compose(whole, Loader=documents.Loader)
    except yaml.YAMLError:
        raise ItemError(f"{subject.path}을(를) YAML로 읽을 수 없습니다. 원문에서 먼저 고쳐 주세요.") from None
    fields: list[Any] = root.value if isinstance(root, yaml.MappingNode) else []
    return next((value for name, value in fields if name.value == subject.shared), None)


def _names(entries: yaml.Node | None) -> list[str]:
    if isinstance(entries, yaml.MappingNode):
        return [str(name.value) for name, _ in entries.value]
    each = entries.value if isinstance(entries, yaml.SequenceNode) else []
    return [str(value.value) for entry in each for name, value in _fields(entry) if name.value == "id"]


def _fields(entry: yaml.Node) -> list[Any]:
    return entry.value if isinstance(entry, yaml.MappingNode) else []


def _margin(entries: yaml.Node | None) -> int | None:
    """The column in which entries begin; None where there are none yet."""
    return entries.start_mark.column if isinstance(entries, yaml.CollectionNode) and entries.value else None
