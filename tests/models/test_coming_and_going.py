"""What an engine has room for and what it refuses; rows and variants come and go and leave the base as it was."""

from __future__ import annotations

import copy
import random

import pytest
import torch

from models.generation import Engine, Full
from models.refusals import Refused
from models.sampling import Sampling
from tests.models.alone import base, greedy, known
from tests.models.running import Models, engine, ids, run, same, text
from tests.models.tiny import BEGIN, CONTEXT, VOCABULARY, tiny


def test_a_text_may_fill_the_context_to_its_last_position(models: Models) -> None:
    made, dice = engine(models), random.Random(2)
    prompts = {0: (None, CONTEXT), 1: ("prefix", CONTEXT - 5), 2: ("prompt", CONTEXT - 4), 3: ("lora", CONTEXT - 3)}
    asked = {key: (name, text(dice, length)) for key, (name, length) in prompts.items()}
    for key, (name, prompt) in asked.items():
        made.join(key, prompt, name, Sampling(length=20))
    said = run(made)
    assert [len(said[key]) for key in range(4)] == [1, 1, 1, 4]
    assert all(said[key][-1].finished in ("length", "end") for key in range(4))
    for key, (name, prompt) in asked.items():
        same(ids(said[key]), models["opt", name], prompt, len(said[key]))


def test_a_shorter_store_ends_rows_sooner(models: Models) -> None:
    made = engine(models, longest=20)
    made.join(0, text(random.Random(0), 18), None, Sampling(length=20))
    assert len(run(made)[0]) <= 3


@pytest.mark.parametrize(("name", "room"), [(None, 64), ("prefix", 59), ("prompt", 60), ("lora", 64)])
def test_more_text_than_the_context_holds_is_refused(name: str | None, room: int, models: Models) -> None:
    made = engine(models)
    with pytest.raises(Refused, match=f"{room}토큰 이하로"):
        made.join(0, text(random.Random(0), room + 1), name, Sampling())
    assert not made.waiting


def test_no_text_and_ids_that_the_model_does_not_have_are_refused(models: Models) -> None:
    made = engine(models)
    for wrong in ([], [BEGIN, VOCABULARY], [-1]):
        with pytest.raises(Refused):
            made.join(0, wrong, None, Sampling())


def test_an_unknown_variant_is_refused_with_the_known_ones(models: Models) -> None:
    made = engine(models)
    with pytest.raises(Refused, match=r"없는것.*lora, lora-other"):
        made.join(0, [BEGIN], "없는것", Sampling())
    with pytest.raises(Refused, match="없는것"):
        made.remove("없는것")


def test_a_full_engine_says_so_until_a_row_leaves(models: Models) -> None:
    made = engine(models, capacity=2)
    made.join(0, [BEGIN, 9], None, Sampling())
    made.step()
    made.join(1, [BEGIN, 8], None, Sampling())
    with pytest.raises(Full):
        made.join(2, [BEGIN, 7], None, Sampling())
    made.leave(0)
    made.join(2, [BEGIN, 7], None, Sampling())
    assert {token.key for token in made.step()} == {1, 2}


def test_two_rows_cannot_have_one_key(models: Models) -> None:
    made = engine(models)
    made.join(0, [BEGIN], None, Sampling())
    with pytest.raises(ValueError, match="key 0"):
        made.join(0, [BEGIN], None, Sampling())


def test_who_leaves_before_its_first_step_or_after_its_last_is_forgotten(models: Models) -> None:
    made = engine(models)
    made.join(0, [BEGIN], None, Sampling(length=1))
    made.leave(0)
    assert made.step() == []
    made.join(1, [BEGIN], None, Sampling(length=1))
    assert [token.key for token in made.step()] == [1]
    made.leave(1)
    assert not made.rows


def test_variants_come_and_go_while_rows_run_but_not_under_one(models: Models) -> None:
    made = Engine(base("opt"))
    lora, adapter = models["opt", "lora"].ready, models["opt", "houlsby"].ready
    assert lora is not None
    assert adapter is not None
    prompt = text(random.Random(3), 6)
    made.add("lora", lora)
    made.join(0, prompt, "lora", Sampling(length=6))
    with pytest.raises(Refused, match="만들고 있는 글"):
        made.remove("lora")
    told = ids(made.step())
    made.add("houlsby", adapter)
    made.join(1, prompt, "houlsby", Sampling(length=6))
    with pytest.raises(Refused, match="이미 올라와"):
        made.add("lora", lora)
    said = run(made)
    assert told + ids(said[0]) == greedy(models["opt", "lora"], prompt, 6).ids
    assert ids(said[1]) == greedy(models["opt", "houlsby"], prompt, 6).ids
    made.remove("lora")
    made.remove("houlsby")
    assert made.names == []
    made.join(2, prompt, None, Sampling(length=6))
    assert ids(run(made)[2]) == greedy(models["opt", None], prompt, 6).ids


def test_a_removed_variant_leaves_no_hook_behind(models: Models) -> None:
    made = engine(models)
    for name in made.names:
        made.remove(name)
    assert not any(module._forward_hooks for module in made.base.model.modules())


def test_a_variant_whose_prefix_fills_the_context_is_refused(models: Models) -> None:
    ready = models["opt", "prefix"].ready
    assert ready is not None
    with pytest.raises(Refused, match="5토큰"):
        Engine(base("opt"), longest=5).add("prefix", ready)


def test_between_steps_and_behind_an_engine_the_model_is_the_plain_base(models: Models) -> None:
    made, asked = engine(models), torch.tensor([[1, 5, 6, 7, 8]])
    for key, name in enumerate([None, *known("opt")]):
        made.join(key, [1, 40, 41], name, Sampling(length=4))
    made.step()
    made.step()
    copied = copy.deepcopy(made.base.model)
    for model in (made.base.model, copied):
        assert torch.equal(model(input_ids=asked).logits, tiny("opt")(input_ids=asked).logits)


def test_an_arrangement_that_failed_in_the_middle_is_made_again(
    models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted, made = engine(models), engine(models)
    for one in (wanted, made):
        for key, name in enumerate(("lora", "lora-other", "pfeiffer")):
            one.join(key, [1, 40, 41], name, Sampling(length=6))
        one.step()
        one.step()
    sites = list(made.dispatch.sites.values())
    monkeypatch.setattr(sites[-1], "arrange", _out_of_memory)
    made.join(9, [1, 42], "lora", Sampling(length=6))
    with pytest.raises(MemoryError):
        made.step()
    monkeypatch.undo()
    made.leave(9)
    said, oracle = run(made), run(wanted)
    assert {key: ids(said[key]) for key in range(3)} == {key: ids(oracle[key]) for key in range(3)}


def _out_of_memory(*_: object) -> None:
    raise MemoryError


def test_a_tokenizer_may_know_more_tokens_than_the_model() -> None:
    alone = base("opt")
    alone.tokenizer.add_special_tokens({"pad_token": "<more>"})
    assert alone.tokenizer.pad_token_id >= VOCABULARY
    made = Engine(alone, capacity=1)
    made.join(1, [1, 40], None, Sampling(length=2))
    assert len(run(made)[1]) == 2


def test_the_base_is_left_as_it_was(models: Models) -> None:
    made = engine(models)
    before = {name: tensor.clone() for name, tensor in made.base.model.state_dict().items()}
    for key, name in enumerate([None, *known("opt")]):
        made.join(key, [BEGIN, 9], name, Sampling(length=3))
    run(made)
    after = made.base.model.state_dict()
    assert before.keys() == after.keys()
    assert all(torch.equal(tensor, after[name]) for name, tensor in before.items())
