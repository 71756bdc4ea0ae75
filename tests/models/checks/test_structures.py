"""BERT, GPT-2 and T5 seen from outside, and the same where a model is another or loses a part."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from models.checks import small, structures

ours = small.t5


def test_each_model_is_known_by_what_it_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    assert structures.models_by_what_they_see() == "gpt2 bert t5"
    with monkeypatch.context() as blind:
        blind.setattr(small, "bert", lambda: small.gpt2())
        assert structures.models_by_what_they_see() == "gpt2+bert nobody t5"
    monkeypatch.setattr(small, "t5", lambda: small.bert())
    assert structures.models_by_what_they_see() == "gpt2 bert+t5 nobody"


def _weighs_itself(**settings: Any) -> Any:
    """A decoder whose weights over the text are taken for those over itself."""
    model = ours(**settings)
    return lambda **given: SimpleNamespace(cross_attentions=model(**given).decoder_attentions)


def test_cross_attention_weighs_every_token_read_for_every_token_written(monkeypatch: pytest.MonkeyPatch) -> None:
    assert structures.cross_attention_weights(s=12, t=5) == 60
    monkeypatch.setattr(small, "t5", _weighs_itself)
    assert structures.cross_attention_weights(s=12, t=5) == 25


def test_tokens_pass_the_layers_of_their_own_side(monkeypatch: pytest.MonkeyPatch) -> None:
    assert structures.layers_that_tokens_pass(L=3, a=7, b=2) == 27
    monkeypatch.setattr(small, "t5", lambda **settings: ours(**settings | {"num_decoder_layers": 1}))
    assert structures.layers_that_tokens_pass(L=3, a=7, b=2) == 23
