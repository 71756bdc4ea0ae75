"""Item ids: they name their unit and kind, and once published they stay. Knows nothing of what an item asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from app.bank.kinds import KINDS
from app.bank.loading import Loaded
from app.bank.problems import Place, Problem, problem, shown

LIST = "ids.txt"
RETIRED = "retired"
HEAD = (
    "# Every item id ever published, one a line; `seodang check --add-ids` adds new ones. Add `retired` to give one up."
)


def check(loaded: Loaded) -> Iterator[Problem]:
    yield from _names(loaded)
    yield from _published(loaded)


def _names(loaded: Loaded) -> Iterator[Problem]:
    for slug, unit in loaded.readable.units.items():
        for item in unit.items:
            origin = loaded.origins[item.id]  # places cost time, and are asked for where something is wrong
            if not item.id.startswith(f"{slug}-"):
                yield problem(
                    origin.place("id"), "id-unit", f"번호가 단원 이름으로 시작해야 합니다: ‘{slug}-…’.", item.id
                )
            named = set(item.id.removeprefix(f"{slug}-").split("-")[:-1]) & KINDS.keys()
            if named and item.kind not in named:
                message = f"번호에는 ‘{min(named)}’이, kind에는 ‘{item.kind}’이 적혀 있습니다. 하나로 맞추어 주세요."
                yield problem(origin.place("id"), "id-kind", message, item.id)


def _published(loaded: Loaded) -> Iterator[Problem]:
    path = loaded.folder / LIST
    try:
        listed = _read(path)
    except UnicodeDecodeError as error:
        yield _not_utf8(path, error)
        return
    for name, (line, retired) in listed.items():
        if retired and name in loaded.origins:
            message = f"‘{name}’은(는) 물러난 번호입니다. 새 번호를 붙여 주세요."
            yield problem(loaded.origins[name].place("id"), "id-retired", message, name)
        elif not retired and name not in loaded.origins and not _unreadable(loaded, name):
            message = (
                f"‘{name}’이(가) 사라졌습니다. 되살리거나, 영영 쓰지 않으려면 이 줄 끝에 ‘{RETIRED}’라고 적어 주세요."
            )
            yield problem(Place(shown(path), line), "id-vanished", message, name)
    if new := [name for name in (*loaded.origins, *loaded.retired) if name not in listed]:
        some = ", ".join(new[:3]) + (" …" if len(new) > 3 else "")
        message = f"목록에 없는 번호가 {len(new)}개 있습니다({some}). ‘seodang check --add-ids’로 더해 주세요."
        yield problem(Place(shown(path)), "id-unlisted", message)


def _not_utf8(path: Path, error: UnicodeDecodeError) -> Problem:
    line = error.object.count(b"\n", 0, error.start) + 1
    return problem(Place(shown(path), line), "not-utf8", "UTF-8이 아닌 글자가 있습니다. 파일을 UTF-8로 저장해 주세요.")


def _unreadable(loaded: Loaded, name: str) -> bool:
    """Is the item missing only because its unit's file, or the item itself, could not be read?"""
    broken = {Path(each.file).parent.name for each in loaded.problems}
    return any(name.startswith(f"{slug}-") for slug in broken)


def _read(path: Path) -> dict[str, tuple[int, bool]]:
    """Each id of the list with its line, and whether it was given up."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    words = [(number, line.split("#")[0].split()) for number, line in enumerate(lines, 1)]
    return {word[0]: (number, RETIRED in word[1:]) for number, word in words if word}


def add(loaded: Loaded) -> list[str]:
    """Writes the new ids into the list and returns them. What stands there stays, word for word; a list that cannot
    be read is left alone, for `check` to tell.
    """
    path = loaded.folder / LIST
    try:
        listed = _read(path)
    except UnicodeDecodeError:
        return []
    new = sorted(name for name in (*loaded.origins, *loaded.retired) if name not in listed)
    if new:
        rows = [f"{name} {RETIRED}" if name in loaded.retired else name for name in new]
        before = path.read_text(encoding="utf-8").rstrip("\n") if path.is_file() else HEAD
        draft = path.with_suffix(".new")
        draft.write_text("\n".join([before, *rows]) + "\n", encoding="utf-8")
        draft.replace(path)
    return new
