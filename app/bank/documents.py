"""Reads one YAML 1.2 file and remembers where everything stood. Knows nothing of what the file means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from app.bank import yaml_mistakes
from app.bank.problems import Place, Problem, problem, shown
from app.bank.yaml_values import CORE, place_of, value_of

MAX_BYTES = 4_000_000
MAX_DEPTH = 40
BOMB = "별칭(&, *)이나 지나친 겹침은 쓸 수 없습니다. 값을 그대로 적어 주세요."


class Loader(yaml.CSafeLoader):
    """The fast reader with the scalars of YAML 1.2: `O`, `no`, `on`, `yes`, dates and `1_000` stay text."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 - PyYAML reads it so


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("float", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", list("-+.")),
):
    Loader.add_implicit_resolver(CORE + _tag, re.compile(f"(?:{_pattern})$"), _first)


@dataclass(frozen=True)
class Document:
    """A file's `value`, its mistakes of form, and its text, from which lines and columns are told."""

    file: str
    value: Any = None
    problems: tuple[Problem, ...] = ()
    text: str = field(default="", repr=False)

    @cached_property
    def root(self) -> yaml.Node | None:
        """The tree that knows lines and columns. It is ten times as large as the text, so it is made when a place is
        asked for, which is when something is wrong."""
        return yaml.compose(self.text, Loader=Loader)

    def place(self, path: Sequence[str | int] = (), *, key: bool = False) -> Place:
        """Where the value at `path` begins (with `key`, its name), or the nearest thing above it that exists."""
        node, name = self.root, self.root
        for step in path:
            found = _child(node, step)
            if found is None:
                key = False
                continue  # pydantic puts the tags of unions among the names
            name, node = found
        return place_of(self.file, name if key else node)

    def find(self, text: str, path: Sequence[str | int] = ()) -> Place:
        """Where `text` stands as a value below `path`; where `path` begins when it stands nowhere."""
        node = self.root
        for step in path:
            found = _child(node, step)
            node = found[1] if found else node
        return place_of(self.file, _scalar(node, text) or node)


@dataclass(frozen=True)
class Unread(Document):
    """A file in which nothing was wrong when it was last read. It is read again if a place in it is asked for."""

    path: Path = Path()

    @cached_property
    def root(self) -> yaml.Node | None:
        return read(self.path).root


def unread(path: Path) -> Document:
    return Unread(shown(path), path=path)


def read(path: Path) -> Document:
    file = shown(path)
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _broken(file, Place(file), "unreadable", f"파일을 열 수 없습니다({error.strerror}). 권한을 살펴보세요.")
    if len(raw) > MAX_BYTES:
        return _broken(file, Place(file), "too-large", f"파일이 {MAX_BYTES:,}바이트를 넘습니다. 단원을 나누어 주세요.")
    try:
        return parsed(file, raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _broken(
            file, Place(file, line), "not-utf8", "UTF-8이 아닌 글자가 있습니다. 파일을 UTF-8로 저장해 주세요."
        )


def parsed(file: str, text: str) -> Document:
    """The document that a text is; `file` is what its problems call it."""
    try:
        if place := bomb(file, text):
            return _broken(file, place, "yaml-alias", BOMB)
        root = yaml.compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        return _broken(file, yaml_mistakes.place(file, text, error), "yaml", yaml_mistakes.sentence(error))
    problems: list[Problem] = []
    value = value_of(root, file, problems) if root is not None else None
    return Document(file, value, tuple(problems), text)


def _broken(file: str, place: Place, code: str, message: str) -> Document:
    return Document(file, None, (problem(place, code, message),))


def bomb(file: str, text: str) -> Place | None:
    """Where an alias, or nesting too deep, begins. Events are cheap; a tree of them could be endless."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent) or depth > MAX_DEPTH:
            return place_of(file, event)
    return None


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The name and the value at `step` below `node`."""
    if isinstance(node, yaml.MappingNode):
        return next(((name, item) for name, item in node.value if name.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _scalar(node: yaml.Node | None, text: str) -> yaml.Node | None:
    if isinstance(node, yaml.ScalarNode):
        return node if node.value == text else None
    children = [item for pair in node.value for item in (pair if isinstance(pair, tuple) else (pair,))] if node else []
    return next((found for child in children if (found := _scalar(child, text))), None)
