"""Span corruption as the paper has it, and the same with other spans or without sentinels of their own."""

from __future__ import annotations

import pytest
import torch

from models.checks import spans


def test_fifteen_percent_in_spans_of_three_are_corrupted() -> None:
    noise = spans._noise(6000, torch.Generator().manual_seed(3))
    starts = sum(hidden and not before for hidden, before in zip(noise, [False, *noise], strict=False))
    assert (len(noise), sum(noise), starts) == (6000, 900, 300)


def test_the_target_holds_what_is_hidden_and_its_sentinels(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spans.tokens_of_the_target(n=400) == 81
    with monkeypatch.context() as single:
        single.setattr(spans, "MEAN", 1.0)
        assert spans.tokens_of_the_target(n=400) == 121
    corrupted = spans._corrupted

    def unmarked(text: list[str], noise: list[bool]) -> tuple[list[str], list[str]]:
        read, target = corrupted(text, noise)
        return read, [token for token in target if not token.startswith("<")]

    monkeypatch.setattr(spans, "_corrupted", unmarked)
    assert spans.tokens_of_the_target(n=400) == "lost"


def test_only_the_hidden_tokens_by_their_sentinels_restore_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spans.target_that_restores_the_text() == "hidden_by_sentinels"
    monkeypatch.setattr(spans, "READ", "<X> 어제 저녁 <Y> 두꺼운 소설책을 <Z>")
    assert spans.target_that_restores_the_text() == "what_is_left"
