"""docs/exchange.md and the code say the same of what each format holds; Anki's cards keep their names."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import pytest

from app.authoring.exchange import anki, coming, formats
from app.authoring.exchange.entries import Answer, Entry, Pair
from app.bank.kinds import order
from app.course import Course

DOCUMENT = Path(__file__).parents[3] / "docs/exchange.md"


def test_the_table_of_the_document_is_that_of_the_code() -> None:
    labels = [each.label for each in formats.FORMATS.values()]
    lines = [f"| kind | field | {' | '.join(labels)} |", "|---|---|" + ":-:|" * len(labels)]
    for kind, field, held in formats.holding():
        lines.append(f"| {kind} | `{field}` | {' | '.join('●' if holds else '' for holds in held)} |")
    assert "\n".join(lines) in DOCUMENT.read_text(encoding="utf-8")


def test_a_card_of_anki_keeps_its_guid_and_tells_the_key_on_its_back_alone(course: Course, tmp_path: Path) -> None:
    item = course.questions["mini-choice-01"]
    data, lost = anki.write([item])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        (tmp_path / "a.db").write_bytes(package.read("collection.anki2"))
    with sqlite3.connect(tmp_path / "a.db") as database:
        guid, fields = database.execute("SELECT guid, flds FROM notes").fetchone()
    database.close()
    front, back, name = fields.split("\x1f")
    assert (guid, name) == (anki.guid(item.id), item.id)
    assert "토크나이저" in front
    assert item.explanation not in front
    assert item.explanation in back
    assert {each.field for each in lost} == {"difficulty", "sources", "options.why"}


@pytest.mark.parametrize("count", range(3, 10))
def test_names_that_an_import_gives_tell_nothing_of_the_right_arrangement(count: int) -> None:
    steps = tuple(Answer(str(at), float(at)) for at in range(count))
    keys = [step["key"] for step in coming.draft(Entry("ordering", "a", "b", answers=steps)).fields["steps"]]
    assert order.share(sorted(keys), keys) <= order.DEALT_BELOW
    pairs = tuple(Pair(f"l{at}", f"r{at}") for at in range(count))
    fields = coming.draft(Entry("matching", "a", "b", pairs=pairs)).fields
    sides = sorted(each["key"] for each in fields["right"])
    assert all(each["to"] != guess for each, guess in zip(fields["left"], sides, strict=True))
