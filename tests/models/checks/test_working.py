"""Where ALBERT works more than BERT, and where it would if its parts were of other sizes."""

import pytest

from models.checks import working

SMALL = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 1, "intermediate_size": 128}


def test_wide_layers_work_whether_they_share_or_not() -> None:
    assert working.where_the_work_is_more() == "layers"


def test_the_embedding_would_where_it_is_wide_and_the_layers_are_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "LARGE", SMALL)
    monkeypatch.setattr(working, "XXLARGE", SMALL)
    assert working.where_the_work_is_more() == "embedding"


def test_a_shared_layer_that_were_run_only_once_would_save_work(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = working._albert

    def once(**shape: int) -> dict[str, int]:
        return ours(**shape if "num_hidden_groups" in shape else shape | {"num_hidden_layers": 1})

    monkeypatch.setattr(working, "LARGE", SMALL)
    monkeypatch.setattr(working, "XXLARGE", SMALL)
    monkeypatch.setattr(working, "_albert", once)
    assert working.where_the_work_is_more() == "sharing_saves_work"
