"""What is kept on disk, for how long and how much of it."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from app.lab.training.folders import DAY, Folders
from models.serving.cards import cards


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path)


def lay(folder: Path, days: float, size: int = 1_000_000) -> Path:
    """A folder that was last written so many days ago."""
    folder.mkdir(parents=True)
    (folder / "adapter_model.safetensors").write_bytes(bytes(size))
    label = '{"method": "lora", "config": {}, "task": "chat", "base": "0123"}'
    (folder / "variant.json").write_text(label)
    moment = time.time() - days * DAY
    os.utime(folder, (moment, moment))
    return folder


def test_what_is_too_old_goes_be_it_a_variant_or_a_checkpoint(folders: Folders) -> None:
    lay(folders.variant("old"), 31)
    lay(folders.job("stopped"), 40)
    young = lay(folders.variant("young"), 29)
    assert folders.evict(30, 1024, ()) == {"old", "stopped"}
    assert young.exists()
    assert not folders.variant("old").exists()
    assert not folders.job("stopped").exists()


def test_beyond_the_room_the_oldest_go_first(folders: Folders) -> None:
    for days, name in enumerate("abcd"):
        lay(folders.variant(name), days)
    assert folders.evict(30, 2.5, ()) == {"c", "d"}
    assert folders.evict(30, 2.5, ()) == set()


def test_what_runs_never_goes(folders: Folders) -> None:
    running = lay(folders.job("running"), 100)
    assert folders.evict(30, 0.1, {"running"}) == set()
    assert running.exists()


def test_nothing_to_evict_where_nothing_was_ever_trained(folders: Folders) -> None:
    assert folders.evict(30, 1024, ()) == set()


def test_a_finished_job_moves_and_moving_it_twice_is_as_good_as_once(folders: Folders) -> None:
    lay(folders.job("a") / "variant", 0)
    folders.finish("a")
    folders.finish("a")
    assert [card.name for card in cards([folders.own])] == ["a"]
    assert not folders.job("a").exists()


def test_a_job_whose_variant_is_gone_is_an_error(folders: Folders) -> None:
    folders.job("a").mkdir(parents=True)
    with pytest.raises(FileNotFoundError):
        folders.finish("a")


def test_removing_takes_variant_and_checkpoint_and_may_find_nothing(folders: Folders) -> None:
    lay(folders.variant("a"), 0)
    lay(folders.job("a"), 0)
    folders.remove("a")
    folders.remove("a")
    assert list(folders.own.iterdir()) == list(folders.jobs.iterdir()) == []


def test_a_folder_that_goes_while_it_is_looked_at_is_no_error(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its learner may delete it in this moment."""
    lay(folders.variant("old"), 31)
    folders.jobs.mkdir()
    monkeypatch.setattr(Path, "is_dir", lambda path: True)
    (folders.own / "going").symlink_to(folders.own / "nowhere")
    assert folders.evict(30, 1024, ()) == {"old"}
