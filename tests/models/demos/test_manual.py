"""docs/training-the-demos.md tells of every option, task and recipe."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.commands.train_demos import arguments
from models.demos.recipes import RECIPES
from models.tasks import TASKS

MANUAL = (Path(__file__).parents[3] / "docs" / "training-the-demos.md").read_text(encoding="utf-8")


def test_every_option_stands_in_the_table() -> None:
    parser = argparse.ArgumentParser(add_help=False)
    arguments(parser)
    options = [option for action in parser._actions for option in action.option_strings]
    heads = [line.split("|")[1] for line in MANUAL.splitlines() if line.startswith("| `--")]
    assert [
        option for option in options if not any(f"`{option}`" in head or f"`{option} " in head for head in heads)
    ] == []


def test_every_task_and_recipe_is_named() -> None:
    rows = {line.split("`")[1]: line for line in MANUAL.splitlines() if line.startswith("| `--")}
    assert [slug for slug in TASKS if f"`{slug}`" not in rows["--task"]] == []
    assert [name for name in RECIPES if f"`{name}`" not in rows["--recipe"]] == []
