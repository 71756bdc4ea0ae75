"""The dataset class of two items, and the same once it was mended or breaks in another place."""

from __future__ import annotations

from typing import Any

import pytest

from models.checks import batching


def test_the_class_needs_its_import_and_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert batching.what_the_class_needs() == ["import_line", "same_name"]
    monkeypatch.setattr(batching, "CODE", batching.CODE.replace(*batching.MENDS["same_name"]))
    assert batching.what_the_class_needs() == ["import_line"]


def test_the_axis_comes_from_a_batch_of_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert batching.where_the_axis_comes_from() == "batch_of_its_own"
    sample = batching._Samples.__getitem__

    def deeper(self: batching._Samples, i: int) -> dict[str, Any]:
        """The axis stays whatever is taken away, except where there is no label."""
        found = sample(self, i)
        return found if "labels" in found else {**found, "input_ids": found["input_ids"][0]}

    monkeypatch.setattr(batching._Samples, "__getitem__", deeper)
    assert batching.where_the_axis_comes_from() == ["batch_of_its_own", "label"]
