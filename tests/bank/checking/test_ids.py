from pathlib import Path

from app.bank import checking
from app.bank.checking import ids
from app.bank.loading import read
from tests.bank.sample import NUMBER, OX, write


def test_new_ids_are_added_below_what_stands_there(tmp_path: Path) -> None:
    folder = write(tmp_path, OX, NUMBER, ids="# mine\ndemo-old-01 retired\ndemo-ox-01")
    assert ids.add(read(folder)) == ["demo-number-01"]
    listed = (folder / "ids.txt").read_text(encoding="utf-8")
    assert listed == "# mine\ndemo-old-01 retired\ndemo-ox-01\ndemo-number-01\n"
    assert ids.add(read(folder)) == []
    assert checking.check(read(folder)) == []


def test_a_first_list_says_what_it_is(tmp_path: Path) -> None:
    folder = write(tmp_path, OX)
    (folder / "ids.txt").unlink()
    assert ids.add(read(folder)) == ["demo-ox-01"]
    assert (folder / "ids.txt").read_text(encoding="utf-8").splitlines() == [ids.HEAD, "demo-ox-01"]


def test_an_item_that_cannot_be_read_has_not_vanished(tmp_path: Path) -> None:
    folder = write(tmp_path, OX.replace("answer: O", "answer: maybe"), ids="demo-ox-01")
    assert [each.code for each in checking.check(read(folder))] == ["wrong-value"]


def test_a_list_that_is_not_utf8_is_told_and_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, OX, NUMBER)
    spoilt = "demo-ox-01\n# 번호\n".encode("cp949")
    (folder / "ids.txt").write_bytes(spoilt)
    assert ids.add(read(folder)) == []
    assert (folder / "ids.txt").read_bytes() == spoilt
    found = checking.check(read(folder))
    assert [(each.code, each.line) for each in found] == [("not-utf8", 2)]
    assert found[0].file.endswith("ids.txt")
