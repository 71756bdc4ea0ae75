"""A path that cannot be walked is told with the place of the name that breaks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.lectures.path.problems import check

# unit -> its order and `after`; then the unit, code and column that are told, and a word of what to mend
MISTAKES: dict[str, tuple[dict[str, tuple[int, str]], str, str, int, str]] = {
    "unknown": ({"plm": (1, ""), "lora": (2, "plmm")}, "lora", "after-unknown", 9, "‘plm’을(를) 뜻했나요"),
    "itself": ({"plm": (1, "plm")}, "plm", "after-circle", 9, "자기 자신"),
    "order": ({"plm": (3, ""), "lora": (2, "plm")}, "lora", "after-order", 9, "order(3)"),
    "same order": ({"plm": (2, ""), "lora": (2, "plm")}, "lora", "after-order", 9, "order(2)"),
    "twice": ({"plm": (1, ""), "lora": (2, "plm, plm")}, "lora", "after-twice", 9, "두 번"),
    "implied": ({"a": (1, ""), "b": (2, "a"), "c": (3, "b, a")}, "c", "after-implied", 12, "이미 앞섭니다"),
}


def write(folder: Path, units: dict[str, tuple[int, str]]) -> list[Path]:
    for unit, (order, after) in units.items():
        (folder / unit).mkdir(parents=True)
        text = f"---\ntitle: 단원\norder: {order}\nafter: [{after}]\n---\n"
        (folder / unit / "lecture.md").write_text(text, encoding="utf-8")
    return [folder / unit for unit in units]


@pytest.mark.parametrize(("units", "unit", "code", "column", "says"), MISTAKES.values(), ids=list(MISTAKES))
def test_a_mistake_is_told_at_its_name(
    units: dict[str, tuple[int, str]], unit: str, code: str, column: int, says: str, tmp_path: Path
) -> None:
    (told,) = check(write(tmp_path, units))
    assert (Path(told.file).parent.name, told.line, told.column, told.code) == (unit, 4, column, code)
    assert says in told.message


def test_every_unit_of_a_circle_is_told(tmp_path: Path) -> None:
    found = check(write(tmp_path, {"a": (1, "c"), "b": (2, "a"), "c": (3, "b")}))
    assert [(Path(told.file).parent.name, told.code) for told in found] == [
        (unit, "after-circle") for unit in ("a", "b", "c")
    ]


def test_a_name_on_a_line_of_its_own_is_told_there(tmp_path: Path) -> None:
    (folder,) = write(tmp_path, {"lora": (1, "")})
    text = (folder / "lecture.md").read_text(encoding="utf-8").replace("after: []", "after:\n- pefd")
    (folder / "lecture.md").write_text(text, encoding="utf-8")
    assert [(told.line, told.column) for told in check([folder])] == [(5, 3)]


def test_a_sound_path_and_a_file_that_cannot_be_read_are_not_told(tmp_path: Path) -> None:
    folders = write(tmp_path, {"a": (1, ""), "b": (2, "a"), "c": (3, "a"), "d": (4, "b, c")})
    (tmp_path / "bare").mkdir()
    assert check([*folders, tmp_path / "bare"]) == []
