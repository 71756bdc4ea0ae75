"""The likeliest next tokens, held against the model alone: raw, and after temperature and top-p."""

from __future__ import annotations

import math

import pytest
import torch

from models.generation import Engine
from models.refusals import Refused
from models.sampling import Sampling
from models.serving.peeking import SHOWN, peek
from tests.models.alone import Alone, alone, engine_of
from tests.models.tiny import BEGIN, CONTEXT, KINDS, PAD

IDS = [1, 40, 81, 122, 163]
PLAIN = Sampling(temperature=1.0)
CASES = [(kind, name) for kind in KINDS for name in (None, "lora", "prefix", "prompt")]


def expected(model: Alone) -> torch.Tensor:
    """Next-token probabilities of the model alone.  # (V,)"""
    ids = torch.tensor([IDS])
    with torch.no_grad():
        logits = (model.model(input_ids=ids).logits if model.tuned is None else model.tuned(ids))[0, -1].double()
    logits[[PAD, BEGIN]] = -torch.inf
    return logits.softmax(0)


@pytest.mark.parametrize(("kind", "name"), CASES)
def test_the_probabilities_are_those_of_the_model_alone(kind: str, name: str | None) -> None:
    made, model = engine_of(kind, name)
    told = peek(made, name, IDS, PLAIN, None)
    wanted = expected(model).sort(descending=True).values[:SHOWN].tolist()
    assert [one.raw for one in told.tokens] == pytest.approx(wanted, abs=1e-5)
    assert [one.drawn for one in told.tokens] == pytest.approx(wanted, abs=1e-5)
    assert told.cut == pytest.approx(0, abs=1e-9)
    assert told.entropy == pytest.approx(told.entropy_drawn)


def test_temperature_sharpens_and_flattens_and_keeps_the_order() -> None:
    made, model = engine_of("opt", None)
    raw = expected(model)
    for heat in (0.5, 2.0):
        wanted = raw.pow(1 / heat) / raw.pow(1 / heat).sum()
        told = peek(made, None, IDS, Sampling(temperature=heat), None)
        assert [one.drawn for one in told.tokens] == pytest.approx(
            wanted.sort(descending=True).values[:SHOWN].tolist(), abs=1e-5
        )
        assert (told.entropy_drawn < told.entropy) == (heat < 1)


def test_top_p_keeps_the_fewest_that_reach_it_and_shares_out_the_rest() -> None:
    made, model = engine_of("opt", None)
    sums = expected(model).sort(descending=True).values.cumsum(0)
    share = float(sums[2] + sums[3]) / 2  # reached by the fourth
    told = peek(made, None, IDS, Sampling(temperature=1.0, top_p=share), None)
    assert told.left == 4
    assert [one.drawn > 0 for one in told.tokens] == [True] * 4 + [False] * 6
    assert sum(one.drawn for one in told.tokens) == pytest.approx(1)
    assert told.cut == pytest.approx(1 - float(sums[3]), abs=1e-5)


def test_at_temperature_zero_the_likeliest_takes_all() -> None:
    made, _ = engine_of("opt", None)
    told = peek(made, None, IDS, Sampling(temperature=0.0), None)
    assert [one.drawn for one in told.tokens] == [1] + [0] * 9
    assert (told.left, told.entropy_drawn) == (1, 0)


def test_the_entropy_is_in_bits() -> None:
    made, model = engine_of("opt", None)
    raw = expected(model)
    wanted = -sum(p * math.log2(p) for p in raw.tolist() if p)
    assert peek(made, None, IDS, PLAIN, None).entropy == pytest.approx(wanted, abs=1e-4)


def test_a_vetoed_token_is_not_shown() -> None:
    made, _ = engine_of("opt", None)
    whole = peek(made, None, IDS, PLAIN, None)
    first = int(expected(alone("opt", None)).argmax())
    told = peek(made, None, IDS, PLAIN, lambda _, token: token != first)
    assert [one.raw for one in told.tokens[:9]] == [one.raw for one in whole.tokens[1:]]
    assert len(told.tokens) == SHOWN


def test_a_token_that_begins_a_character_is_told_with_what_the_model_makes_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, _ = engine_of("opt", None)
    whole = made.base.tokenizer.encode("뷁", add_special_tokens=False)
    ways = {len(IDS) + step: token for step, token in enumerate(whole)}

    def says(_: Engine, __: str | None, ids: list[int]) -> torch.Tensor:
        return torch.full((320,), -50.0, dtype=torch.float64).index_fill(0, torch.tensor(ways[len(ids)]), 0)

    monkeypatch.setattr("models.serving.peeking._next", says)
    first, *others = peek(made, None, IDS, PLAIN, None).tokens
    assert (first.piece.form, first.piece.text, first.piece.note) == ("bytes", "EB", "뷁")
    assert {one.piece.note for one in others} == {""}


def test_where_there_is_no_room_for_the_rest_the_bytes_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    made, _ = engine_of("opt", None)
    first = made.base.tokenizer.encode("뷁", add_special_tokens=False)[0]

    def says(_: Engine, __: str | None, ids: list[int]) -> torch.Tensor:
        made.must_fit(len(ids), None)
        return torch.full((320,), -50.0, dtype=torch.float64).index_fill(0, torch.tensor(first), 0)

    monkeypatch.setattr("models.serving.peeking._next", says)
    told = peek(made, None, [3] * CONTEXT, PLAIN, None).tokens[0]
    assert (told.piece.form, told.piece.note) == ("bytes", "")
    assert told.raw > 0.9


def test_rows_that_run_are_left_as_they_are() -> None:
    made, _ = engine_of("opt", "lora")
    told = []
    for disturbed in (False, True):
        made.join(1, IDS, "lora", Sampling(length=6))
        row = [token.id for token in made.step()]
        while made.rows:
            if disturbed:
                peek(made, None, IDS, PLAIN, None)
            row += [token.id for token in made.step()]
        told.append(row)
    assert told[0] == told[1]


def test_too_long_a_prompt_and_values_that_are_no_numbers_are_refused() -> None:
    made, _ = engine_of("opt", "prefix")
    with pytest.raises(Refused, match="줄여"):
        peek(made, "prefix", [3] * CONTEXT, PLAIN, None)
    with torch.no_grad():
        made.base.model.get_output_embeddings().weight.fill_(torch.nan)  # type: ignore[operator]
    with pytest.raises(Refused, match="수가 아닌 값"):
        peek(made, None, IDS, PLAIN, None)
