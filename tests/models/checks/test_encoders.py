"""Counts against published sizes, and of models that are built otherwise."""

import pytest
from transformers import BertConfig, BertModel

from models.checks import encoders, tiny


def test_two_narrow_tables_are_those_of_the_paper() -> None:
    assert encoders.two_tables(V=30000, E=128, H=768) == 3_938_304
    assert encoders.two_tables(V=30000, E=256, H=1024) == 256 * (30000 + 1024)


def test_a_table_that_is_not_split_is_counted_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = encoders._bert(30000, 768)
    monkeypatch.setattr(encoders, "_albert", lambda *_: whole)
    monkeypatch.setattr(encoders, "ALBERT", encoders.ALBERT[:1])
    assert encoders.two_tables(V=30000, E=128, H=768) == 23_040_000
    assert encoders.share_that_is_saved(E=128) == 0.0


@pytest.mark.parametrize(("H", "widest"), [(768, 748), (1024, 990), (4096, 3603)])
def test_the_widest_that_saves_does_and_the_next_does_not(H: int, widest: int) -> None:  # noqa: N803
    assert encoders.widest_that_saves(H) == widest
    assert encoders.two_tables(30000, widest, H) < 30000 * H <= encoders.two_tables(30000, widest + 1, H)


def test_the_saving_stays_below_the_share_of_the_table() -> None:
    saved = [encoders.share_that_is_saved(E) for E in (64, 128, 256)]
    assert saved == [19.5, 17.7, 14.0]
    assert max(saved) < 100 * 30000 * 768 / 108_000_000


def test_twenty_thousand_words_more_are_rows_and_a_bias(monkeypatch: pytest.MonkeyPatch) -> None:
    assert encoders.larger_vocabulary(H=768) == 20000 * 768 + 20000
    ours = encoders._roberta
    monkeypatch.setattr(encoders, "_roberta", lambda words, width: ours(words, width).get_submodule("roberta.encoder"))
    assert encoders.larger_vocabulary(H=768) == 0


def test_half_the_layers_leave_more_than_half_the_weights() -> None:
    assert encoders.student(n=6) == 66_362_880
    teacher = tiny.built(BertModel, BertConfig(), "meta")
    layer = tiny.elements(teacher.get_submodule("encoder.layer.0").parameters())
    assert encoders.student(n=6) - encoders.student(n=3) == 3 * layer
    assert not any("token_type" in name for name, _ in encoders._distilled(6).named_parameters())
