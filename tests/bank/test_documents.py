import datetime
import io
import math
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from app.bank.documents import MAX_BYTES, read
from app.content import QUIZZES

SCALARS = """[O, o, X, no, No, off, on, yes, Y, n, true, True, FALSE, null, Null, ~, 1, -2, +3, 017, 0o17, 0x1F,
  1.5, 1e3, .5, 2., -1E-2, .inf, -.Inf, 12:30, 1.2.3, '1', "on", v2, 한글]"""


def value(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    document = read(path)
    assert document.problems == ()
    return document.value


def by_ruamel(text: str) -> Any:
    return plain(YAML(typ="safe", pure=True).load(io.StringIO(text)))


def plain(found: Any) -> Any:
    """ruamel keeps one scalar of YAML 1.1: a date."""
    if isinstance(found, dict):
        return {str(key): plain(item) for key, item in found.items()}
    if isinstance(found, list):
        return [plain(item) for item in found]
    return found.isoformat() if isinstance(found, datetime.date) else found


def test_scalars_are_those_of_yaml_1_2_as_another_reader_has_them(tmp_path: Path) -> None:
    assert value(tmp_path, SCALARS) == by_ruamel(SCALARS)


def test_what_yaml_1_1_would_twist_stays_text(tmp_path: Path) -> None:
    text = "[O, no, on, yes, 2026-11-21, 1_000, 1:30, <<, =]"
    assert value(tmp_path, text) == ["O", "no", "on", "yes", "2026-11-21", "1_000", "1:30", "<<", "="]
    assert math.isnan(value(tmp_path, ".nan"))


@pytest.mark.parametrize("path", sorted(QUIZZES.rglob("*.yaml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_both_readers_read_our_own_files_alike(path: Path) -> None:
    assert read(path).value == by_ruamel(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "line", "column", "code", "mend"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate-key", "하나를 지워"),
        ("a:\n  b: {c: 1, c: 2}\n", 2, 13, "duplicate-key", "하나를 지워"),
        ("a: &x [1]\nb: *x\n", 2, 4, "yaml-alias", "그대로 적어"),
        ("a: " + "[" * 60 + "]" * 60, 1, 43, "yaml-alias", "그대로 적어"),
        ("가: !!python/object/apply:os.system [x]\n", 1, 4, "yaml-tag", "지워"),
        ("a: !!int abc\n", 1, 4, "yaml-tag", "지워"),
        ("a: 1\n\tb: 2\n", 2, 1, "yaml", "탭"),
        ("a: b: c\n", 1, 5, "yaml", "따옴표로 감싸"),
        ("a: 'x\n", 2, 1, "yaml", "짝을 맞추어"),
        ("a: [1, 2\nb: 3\n", 2, 2, "yaml", "쉼표와 괄호"),
        ("a:\n  - 1\n - 2\n", 3, 2, "yaml", "칸을 맞추어"),
        ("a: @x\n", 1, 4, "yaml", "따옴표로 감싸"),
        ("a: x\n--- \nb: y\n", 2, 1, "yaml", "하나만"),
        ("a: x\n가나: \x07\n", 2, 5, "yaml", "제어 문자"),
        ("? [1]\n: 2\n", 1, 3, "yaml", "낱말만"),
    ],
)
def test_a_mistake_of_form_has_its_place_and_says_what_to_mend(
    tmp_path: Path, text: str, line: int, column: int, code: str, mend: str
) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(text, encoding="utf-8")
    (found,) = read(path).problems[:1]
    assert (found.line, found.column, found.code) == (line, column, code)
    assert mend in found.message
    assert found.file.endswith("file.yaml")


def test_a_billion_laughs_are_refused_at_once(tmp_path: Path) -> None:
    rows = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    path = tmp_path / "bomb.yaml"
    path.write_text("\n".join(rows), encoding="utf-8")
    assert [found.code for found in read(path).problems] == ["yaml-alias"]


def test_files_that_are_too_large_or_no_text_are_refused(tmp_path: Path) -> None:
    large, binary = tmp_path / "large.yaml", tmp_path / "binary.yaml"
    large.write_bytes(b"#" * (MAX_BYTES + 1))
    binary.write_bytes("a: 1\nb: 가".encode("cp949"))
    assert [(found.code, found.line) for found in read(large).problems] == [("too-large", 1)]
    assert [(found.code, found.line) for found in read(binary).problems] == [("not-utf8", 2)]
    assert [found.code for found in read(tmp_path).problems] == ["unreadable"]


def test_places_are_found_by_path_and_by_value(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    path.write_text("\ufeffitems:\n- {id: 가, name: 나}\n- id: 다\n  name: 라\n", encoding="utf-8")
    document = read(path)
    places = [
        document.place(["items", 0, "name"]),
        document.place(["items", 1, "name"], key=True),
        document.place(["items", 1, "missing"]),
        document.find("라", ["items"]),
        document.find("없음", ["items", 1]),
    ]
    assert [(place.line, place.column) for place in places] == [(2, 17), (4, 3), (3, 3), (4, 9), (3, 3)]
