"""The figure of each task: what share of answers comes out as the task asks. Knows no method and no training.

negative, positive: share of sampled reviews that a judge of mood (models/texts/judge.py) takes for the wanted one;
chat: share of sampled answers that end politely; label: share of test reviews whose label is the likelier of the two.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import torch
from torch import Tensor

from models.demos.workshop import Workshop
from models.examples import Example
from models.generation import Engine
from models.learning.batches import all_rows
from models.learning.loss import logits_at
from models.sampling import Sampling
from models.tasks import Task, candidates
from models.texts.names import allowed
from models.texts.politeness import polite
from models.tuning import Tuned
from models.variants import Ready

FIGURES = {
    "negative": "뽑은 감상평 가운데 판별기가 부정으로 본 비율",
    "positive": "뽑은 감상평 가운데 판별기가 긍정으로 본 비율",
    "chat": "뽑은 답 가운데 해요체로 끝난 비율",
    "label": "시험 감상평에서 맞힌 비율",
}
SAMPLES = 4  # of every prompt
LONGEST = 512  # positions of a row: a model may have a context that no memory holds 64 times


def figure(shop: Workshop, task: Task, tuned: Tuned, ready: Ready | None) -> float:
    """The task's figure, 0 to 1. `tuned` is the model as it answers alone; `ready` what the engine needs of it, None
    where the weights themselves were tuned."""
    if task.labels:
        return accuracy(shop, task, tuned)
    texts = sampled(shop, task, ready)
    if task.slug == "chat":
        return share(polite(text) for text in texts)
    return share((chance >= 0.5) == (task.slug == "positive") for chance in shop.judge.positive(texts).tolist())


def share(found: Iterable[bool]) -> float:
    """How many of the answers are yes, 0 to 1."""
    answers = list(found)
    return sum(answers) / len(answers)


def sampled(shop: Workshop, task: Task, ready: Ready | None) -> list[str]:
    """SAMPLES answers to every prompt of the task, each from a seed of its own."""
    engine = Engine(shop.base, capacity=64, longest=LONGEST)
    if ready is not None:
        engine.add("variant", ready)
    prompts = [prompt for prompt in task.prompts for _ in range(SAMPLES)]
    waiting, written = list(enumerate(prompts)), {key: list[int]() for key in range(len(prompts))}
    veto = partial(allowed, shop.base.decode) if task.slug == "negative" else None  # as the lab does
    running = 0
    while waiting or running:
        while waiting and running < 64:
            key, prompt = waiting.pop()
            ids = shop.base.encode(task.prompt(prompt))
            how = Sampling(temperature=0.8, top_p=0.9, seed=key, length=40)
            engine.join(key, ids, "variant" if ready else None, how, allowed=veto)
            running += 1
        for token in engine.step():
            written[token.key].append(token.id)
            running -= token.finished is not None
    for name in engine.names:  # the model outlives this engine
        engine.remove(name)
    voice = not task.separator  # a review begins with its opening, an answer does not
    return [(prompt if voice else "") + shop.base.decode(written[key]) for key, prompt in enumerate(prompts)]


def accuracy(shop: Workshop, task: Task, tuned: Tuned) -> float:
    """Share of the test rows whose own label has the larger log-likelihood among the task's labels."""
    asked = shop.test_rows(task)
    scores = [
        likelihoods(tuned, [candidates(task, row.text, shop.base.encode, shop.base.end)[number] for row in asked])
        for number in range(len(task.labels))
    ]
    chosen = torch.stack(scores).argmax(0).tolist()  # (rows,)
    return share(task.labels[number] == row.answer for number, row in zip(chosen, asked, strict=True))


@torch.no_grad()
def likelihoods(tuned: Tuned, examples: list[Example]) -> Tensor:
    """The log-likelihood of each example's targets, in the order given.  # (rows,)"""
    device = next(tuned.model.parameters()).device
    order = sorted(range(len(examples)), key=lambda number: len(examples[number].ids))
    sums: list[Tensor] = []
    for batch in all_rows(examples, 64, device):
        each = logits_at(tuned, batch).float().log_softmax(-1)  # (N, V)
        nats = each.gather(1, batch.targets[:, None]).squeeze(1)  # (N,)
        row = batch.where // batch.ids.shape[1]  # (N,)
        sums.append(torch.zeros(len(batch.ids), device=device).index_add(0, row, nats))
    return torch.cat(sums)[torch.tensor(order).argsort()]
