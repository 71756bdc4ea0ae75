"""Many rows, each tuned its own way, in one forward: every text is what its model says alone."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
import torch

from models.engine.rows import Token
from models.generation import Engine
from models.sampling import Sampling
from tests.models.alone import alone, base, greedy, known
from tests.models.running import Models, engine, ids, run, same, text
from tests.models.tiny import BEGIN, END, KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_all_methods_mixed_in_one_batch_say_what_each_says_alone(kind: str, models: Models) -> None:
    dice, made = random.Random(1), engine(models, kind)
    asked = {}
    for key, name in enumerate([None, *known(kind)] * 2):
        asked[key] = (name, text(dice, dice.choice([1, 4, 9, 30])))
        made.join(key, asked[key][1], name, Sampling(length=12))
    said = run(made)
    for key, (name, prompt) in asked.items():
        same(ids(said[key]), models[kind, name], prompt, 12)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(3))
def test_rows_that_join_and_leave_at_any_time_say_what_each_says_alone(kind: str, seed: int, models: Models) -> None:
    dice, made = random.Random(seed), engine(models, kind, capacity=6)
    made.padded, made.patience = dice.choice([(8, 16), (40, 64), (256, 1024)])
    asked: dict[int, tuple[str | None, list[int], int]] = {}
    said: dict[int, list[Token]] = {}
    gone, key = set(), 0
    while key < 25 or made.rows or made.waiting:
        while key < 25 and len(made.rows) + len(made.waiting) < 6 and dice.random() < 0.6:
            name = dice.choice([None, *known(kind)])
            asked[key] = (name, text(dice, dice.choice([1, 3, 8, 20, 45])), dice.randrange(1, 20))
            made.join(key, asked[key][1], name, Sampling(length=asked[key][2]))
            said[key], key = [], key + 1
        for token in made.step():
            said[token.key].append(token)
        if dice.random() < 0.15 and (running := [row.key for row in made.rows + made.waiting]):
            gone.add(leaver := dice.choice(running))
            made.leave(leaver)
    for number, (name, prompt, length) in asked.items():
        told = ids(said[number])
        assert (said[number][-1].finished is None) == (number in gone) if told else number in gone
        same(told, models[kind, name], prompt, len(told) if number in gone else length)


@pytest.mark.parametrize("kind", KINDS)
def test_many_variants_of_one_method_with_a_row_or_two_each_are_stacked_and_say_the_same(
    kind: str, models: dict
) -> None:
    dice, made = random.Random(4), engine(models, kind)
    names = [name for name in ("lora", "lora-other", "bitfit", "houlsby", "pfeiffer") if name in known(kind)] * 2
    asked = {key: (name, text(dice, dice.randrange(2, 9))) for key, name in enumerate([*names, "lora", None])}
    for key, (name, prompt) in asked.items():
        made.join(key, prompt, name, Sampling(length=8))
    first = made.step()
    made.step()
    assert any(site.stacks for site in made.dispatch.sites.values())
    said = run(made)
    for key, (name, prompt) in asked.items():
        begun = greedy(models[kind, name], prompt, 8).ids
        assert first[[token.key for token in first].index(key)].id == begun[0]
        assert [*begun[:2], *ids(said.get(key, []))] == begun


def samplings() -> Iterator[tuple[str | None, Sampling]]:
    for number, name in enumerate([None, "lora", "houlsby", "prefix", "prompt", "bitfit"]):
        yield name, Sampling(temperature=0.9, top_p=[1.0, 0.8][number % 2], seed=number, length=15)


@pytest.mark.parametrize("kind", ["opt", "gpt2"])
def test_one_seed_gives_one_text_whatever_else_runs_and_whenever_it_joined(kind: str, models: Models) -> None:
    prompt = text(random.Random(5), 5)
    lonely = []
    for name, sampling in samplings():
        made = engine(models, kind)
        made.join(0, prompt, name, sampling)
        lonely.append(ids(run(made)[0]))
    made, said = engine(models, kind), {}
    made.join(99, text(random.Random(6), 20), "pfeiffer", Sampling(temperature=2, length=40))
    for key, (name, sampling) in enumerate(samplings()):
        made.join(key, prompt, name, sampling)
        for token in made.step():
            said.setdefault(token.key, []).append(token)
    for key, tokens in run(made).items():
        said.setdefault(key, []).extend(tokens)
    assert [ids(said[key]) for key in range(len(lonely))] == lonely
    assert len({tuple(told) for told in lonely}) == len(lonely)


def test_a_veto_hears_the_whole_text_and_its_row_alone_yields(models: Models) -> None:
    made, prompt = engine(models), text(random.Random(7), 5)
    free = greedy(models["opt", None], prompt, 6).ids
    heard: list[list[int]] = []

    def allowed(so_far: list[int], token: int) -> bool:
        heard.append(list(so_far))
        return token != free[0]

    made.join(0, prompt, None, Sampling(length=6), allowed)
    made.join(1, prompt, None, Sampling(length=6))
    said = run(made)
    assert free[0] not in ids(said[0])
    assert ids(said[1]) == free
    assert heard[0] == prompt
    assert heard[-1][: len(prompt) + 3] == prompt + ids(said[0])[:3]


def test_begin_and_padding_are_never_chosen(models: Models) -> None:
    made = Engine(base("opt"))
    with torch.no_grad():
        for parameter in made.base.model.parameters():
            parameter.zero_()  # all logits are equal
    for key in range(20):
        made.join(key, [BEGIN], None, Sampling(temperature=2, seed=key, length=30))
    made.join(20, [BEGIN], None, Sampling())
    said = run(made)
    assert min(token.id for tokens in said.values() for token in tokens) == END
    assert said[20] == [Token(20, END, "end")]


def test_a_row_whose_logits_are_no_numbers_ends_and_its_slot_serves_the_next(models: Models) -> None:
    made, dice = Engine(base("opt"), capacity=2), random.Random(8)
    broken = alone("opt", "prefix").ready
    assert broken is not None
    assert broken.keys_values is not None
    with torch.no_grad():
        broken.keys_values.fill_(torch.nan)
    made.add("broken", broken)
    prompts = {key: text(dice, 6) for key in range(3)}
    made.join(0, prompts[0], "broken", Sampling(length=9))
    made.join(1, prompts[1], None, Sampling(length=9))
    first = made.step()
    assert Token(0, -1, "error") in first
    made.join(2, prompts[2], None, Sampling(length=9))
    said = run(made)
    assert ids(said[2]) == greedy(models["opt", None], prompts[2], 9).ids
    told = [token.id for token in first if token.key == 1] + ids(said[1])
    assert told == greedy(models["opt", None], prompts[1], 9).ids


def test_long_texts_are_read_a_few_at_a_time_so_that_running_rows_go_on(models: Models) -> None:
    made, dice = engine(models), random.Random(9)
    made.patience = 50
    made.join(0, [BEGIN, 9], None, Sampling(length=100))
    made.step()
    for key in range(1, 5):
        made.join(key, text(dice, 24), None, Sampling(length=2))
    assert {token.key for token in made.step()} == {0, 1, 2}
    assert {token.key for token in made.step()} == {0, 1, 2, 3, 4}


def test_a_base_in_half_precision_serves_the_same_variants(models: Models) -> None:
    half = base("opt")
    half.model.to(torch.bfloat16)
    made = Engine(half)
    for name in known("opt"):
        ready = alone("opt", name).ready
        assert ready is not None
        made.add(name, ready)
        made.join(len(made.waiting), [BEGIN, 9, 8], name, Sampling(length=4))
    assert all(token.id != -1 for tokens in run(made).values() for token in tokens)
