"""Masked language modelling counted, and counted again with other shares, losses and masks."""

from collections.abc import Iterator

import pytest
from torch import Tensor
from transformers import DataCollatorForLanguageModeling

from models.checks import masked

collator, corrupted = masked.collator, masked.corrupted


@pytest.fixture(autouse=True)
def counted_afresh() -> Iterator[None]:
    masked._share_of_masks.cache_clear()
    yield
    masked._share_of_masks.cache_clear()


@pytest.mark.parametrize(("n", "masks"), [(500, 60), (1000, 120), (2000, 240)])
def test_twelve_per_cent_of_a_text_become_masks(n: int, masks: int) -> None:
    assert masked.masks_in_a_text(n) == masks


def test_fifteen_per_cent_would_if_everything_picked_were_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    always = masked._always()
    monkeypatch.setattr(masked, "collator", lambda: always)
    assert masked.masks_in_a_text(1000) == 150


def test_masks_alone_show_nothing_of_the_texts_to_come(monkeypatch: pytest.MonkeyPatch) -> None:
    assert masked.what_is_wrong_with_masks_alone() == "nothing_of_later_texts"
    monkeypatch.setattr(masked, "_always", collator)
    assert masked.what_is_wrong_with_masks_alone() == []


@pytest.mark.parametrize(("share", "others"), [(0.15, []), (0.05, ["fewer_are_asked"])])
def test_what_stays_as_it_was_shows_the_answer(
    monkeypatch: pytest.MonkeyPatch, share: float, others: list[str]
) -> None:
    def never() -> DataCollatorForLanguageModeling:
        made = collator(share)
        made.mask_replace_prob = made.random_replace_prob = 0.0
        return made

    monkeypatch.setattr(masked, "_always", never)
    found = masked.what_is_wrong_with_masks_alone()
    assert ([found] if isinstance(found, str) else found) == ["answers_are_seen", *others]


def test_the_loss_is_wherever_was_picked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert masked.mend_of_the_loss() == "what_was_picked"
    monkeypatch.setattr(masked, "corrupted", _everything_said)
    assert masked.mend_of_the_loss() == "everywhere"
    monkeypatch.setattr(masked, "corrupted", _masks_said)
    assert masked.mend_of_the_loss() == "as_it_is"


def _everything_said(made: DataCollatorForLanguageModeling, ids: Tensor) -> tuple[Tensor, Tensor]:
    return corrupted(made, ids)[0], ids


def _masks_said(made: DataCollatorForLanguageModeling, ids: Tensor) -> tuple[Tensor, Tensor]:
    inputs, _ = corrupted(made, ids)
    return inputs, ids.where(inputs == masked.MASK, masked.LEFT_OUT)


@pytest.mark.parametrize(("c", "e", "times"), [(10, 40, 4), (5, 20, 4), (5, 80, 16)])
def test_a_static_mask_comes_again(c: int, e: int, times: int) -> None:
    assert masked.times_a_mask_is_seen(c, e) == times


def test_a_dynamic_mask_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def anew(_: int) -> Iterator[Tensor]:
        made = collator()
        while True:
            yield corrupted(made, masked._text(200))[0]

    monkeypatch.setattr(masked, "_as_it_is_seen", anew)
    assert masked.times_a_mask_is_seen(c=10, e=40) == 1
