"""What a tuned model pays for examples: mean nats per target token. Knows no optimiser and no method by name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, cast

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 -- the field's name for it

from models.architectures.width import context_of
from models.examples import Example
from models.learning.batches import Batch, all_rows
from models.refusals import Refused
from models.tuning import Tuned

Precision = Literal["fp32", "bf16"]


def check(tuned: Tuned, examples: Sequence[Example]) -> None:
    """Every row must fit the context beside what the method puts before it, and have something to predict."""
    before = tuned.length
    room = context_of(tuned.model) - before
    for number, example in enumerate(examples, start=1):
        if len(example.ids) > room:
            taken = f" 앞에 두는 {before}자리를 뺀" if before else ""
            raise Refused(
                f"{number}번째 예문이 {len(example.ids)}토큰입니다.{taken} 문맥은 {room}토큰이니 줄여 주세요.", "lines"
            )
        if not 1 <= example.start < len(example.ids):
            raise Refused(f"{number}번째 예문에는 모델이 맞힐 토큰이 없습니다. 글을 더 적어 주세요.", "lines")


def loss_over(tuned: Tuned, examples: Sequence[Example], batch: int = 64, precise: Precision = "fp32") -> float:
    """Mean nats per target token over all examples, in evaluation mode and without gradients."""
    check(tuned, examples)
    device = next(tuned.model.parameters()).device
    nats, targets = 0.0, 0
    with torch.no_grad(), mode(tuned.model, training=False), precision(device, precise):
        for rows in all_rows(examples, batch, device):
            nats += float(F.cross_entropy(logits_at(tuned, rows).float(), rows.targets, reduction="sum"))
            targets += len(rows.targets)
    return nats / targets


def logits_at(tuned: Tuned, batch: Batch) -> Tensor:
    """Logits where a target follows, and only there: the vocabulary is wide, and answers are short.  # (N, V)"""

    def pick(_: nn.Module, given: tuple[Tensor, ...]) -> Tensor:
        hidden = given[0]  # (B, P + T, d), P > 0 where trained vectors stand before the text
        before = hidden.shape[1] - batch.ids.shape[1]
        text = hidden[:, before:].flatten(0, 1)  # (B T, d)
        wanted = torch.cat([hidden[0, :before], text[batch.where]])  # (P + N, d); Tuned takes the first P off again
        return wanted[None]  # (1, P + N, d)

    head = cast(nn.Module, tuned.model.get_output_embeddings())  # type: ignore[operator]
    handle = head.register_forward_pre_hook(pick)
    try:
        return tuned(batch.ids, batch.mask)[0]  # (N, V)
    finally:
        handle.remove()


@contextmanager
def mode(model: nn.Module, *, training: bool) -> Iterator[None]:
    """Training or evaluation mode inside, what it was before outside."""
    before = model.training
    model.train(training)
    try:
        yield
    finally:
        model.train(before)


@contextmanager
def precision(device: torch.device, wanted: Precision) -> Iterator[None]:
    """bf16: matrix products in half precision, parameters and their updates in fp32."""
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=wanted == "bf16"):
        yield
