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


def _given_up(folder: Path, item: str) -> None:
    (folder / "demo/retired.yaml").write_text(f"unit: demo\nitems:\n{item}", encoding="utf-8")


def test_an_item_that_is_given_up_is_read_asked_no_more_and_listed_as_such(tmp_path: Path) -> None:
    folder = write(tmp_path, OX, ids="demo-ox-01")
    _given_up(folder, NUMBER)
    assert [each.code for each in checking.check(read(folder))] == ["id-unlisted"]
    assert ids.add(read(folder)) == ["demo-number-01"]
    assert (folder / "ids.txt").read_text(encoding="utf-8") == "demo-ox-01\ndemo-number-01 retired\n"
    assert checking.check(read(folder)) == []
    bank = read(folder).readable
    assert (list(bank.items), list(bank.retired)) == (["demo-ox-01"], ["demo-number-01"])


def test_an_item_is_either_asked_or_given_up(tmp_path: Path) -> None:
    folder = write(tmp_path, OX, ids="demo-ox-01")
    _given_up(folder, OX)
    (found,) = checking.check(read(folder))
    assert (found.code, Path(found.file).name) == ("duplicate-id", "retired.yaml")


def test_one_that_is_given_up_still_cites_what_there_is(tmp_path: Path) -> None:
    """Old answers are shown with their sources."""
    folder = write(tmp_path, OX, ids="demo-ox-01\ndemo-number-01 retired")
    _given_up(folder, NUMBER.replace("hu2022lora", "hu2022"))
    (found,) = checking.check(read(folder))
    assert (found.code, Path(found.file).name) == ("source-unknown", "retired.yaml")
