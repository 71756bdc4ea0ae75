"""Settings: defaults, sentences for bad values, the secret, and the page that lists them."""

from __future__ import annotations

import re
import stat
import threading
from pathlib import Path

import pytest

from app.settings import PREFIX, Settings, SettingsError, load_settings, make_data_folder, signing_key

GIVEN = "sixteen letters!"
DOCUMENTED = Path(__file__).parents[1] / "docs" / "settings.md"


def test_the_page_lists_every_setting_with_its_meaning_and_default() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCUMENTED.read_text(encoding="utf-8"), flags=re.M))
    assert list(rows) == [PREFIX + name.upper() for name in Settings.model_fields]
    for name, field in Settings.model_fields.items():
        default, meaning = rows[PREFIX + name.upper()].split(" | ")
        assert meaning == field.description
        if field.default is not None and name != "content":
            assert default == f"`{field.default}`"


def test_a_setting_comes_from_the_environment_and_a_given_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEODANG_PORT", "9001")
    assert load_settings(host=None).port == 9001
    assert load_settings(port=9002).port == 9002


def test_an_empty_variable_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEODANG_SECRET", "")
    assert load_settings().secret is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("DEVICE", "tpu"),
        ("CONTENT", "/no/such/folder"),
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgresql://u:p@host:port/x"),
        ("SECRET", "short"),
    ],
)
def test_a_bad_value_is_named_in_a_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError, match=f"^{PREFIX}{name}: .*니다\\.$") as told:
        load_settings()
    assert name not in ("SECRET", "DATABASE_URL") or value not in str(told.value)


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="SEODANG_DATA"):
        make_data_folder(load_settings(data=tmp_path / "file" / "data"))


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    settings = load_settings(data=tmp_path)
    first = signing_key(settings)
    assert len(first) > 40
    assert signing_key(settings) == first
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


def test_two_who_start_at_once_share_one_secret(tmp_path: Path) -> None:
    settings, keys, together = load_settings(data=tmp_path), set[str](), threading.Barrier(8)

    def start() -> None:
        together.wait()
        keys.add(signing_key(settings))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 1


def test_a_given_secret_leaves_no_file(tmp_path: Path) -> None:
    assert signing_key(load_settings(data=tmp_path, secret=GIVEN)) == GIVEN
    assert not list(tmp_path.iterdir())


def test_a_new_data_folder_is_for_its_owner_alone_and_one_that_is_there_stays_as_it_is(tmp_path: Path) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.mkdir()
    old.chmod(0o750)
    for folder in (new, old):
        make_data_folder(load_settings(data=folder))
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (new, old)] == [0o700, 0o750]
