"""The attention weights of one layer for a short text. The model is asked for them only within the call.

Fused attention never holds the weights, so that the plain implementation stands in for the length of one forward.
T positions of the text, P positions before it, H heads.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import torch
from torch import Tensor

from models.engine.rows import before
from models.generation import Engine
from models.protocol import Attended
from models.refusals import Refused
from models.serving.peeking import NO_NUMBERS
from models.serving.pieces import pieces
from models.serving.scoring import given

LONGEST = 48  # tokens: more cannot be told apart on a page
MOST = 300_000  # weights in one answer
TOO_LONG = "어텐션을 그리기에는 글이 깁니다({length}토큰). {most}토큰까지 그릴 수 있으니 줄여 주세요."
NO_LAYER = "이 모델의 층은 1부터 {last}까지입니다. 받은 값: {layer}."
NO_WEIGHTS = "이 바탕 모델은 어텐션 가중치를 내놓지 않습니다."
PLAIN = "eager"


def attend(engine: Engine, variant: str | None, ids: list[int], layer: int) -> Attended:
    """Weights (H, T, P + T), rounded. Raises Refused for a long prompt, an unknown layer, a model that has none."""
    if len(ids) > LONGEST:
        raise Refused(TOO_LONG.format(length=len(ids), most=LONGEST), "prompt")
    ready = None if variant is None else engine.ready[variant]
    engine.must_fit(len(ids), ready)
    found = _weights(engine, variant, ids)
    if not found or found[0] is None:
        raise Refused(NO_WEIGHTS, "view")
    if not 1 <= layer <= len(found):
        raise Refused(NO_LAYER.format(last=len(found), layer=layer), "layer")
    own = found[layer - 1][0, :, -len(ids) :]  # (H, T, P + T)
    if own.numel() > MOST:
        raise Refused(TOO_LONG.format(length=len(ids), most=MOST * len(ids) // own.numel()), "prompt")
    if not bool(own.isfinite().all()):
        raise Refused(NO_NUMBERS, "variant")
    return Attended(
        pieces=pieces(engine.base, ids),
        before=before(ready),
        layers=len(found),
        weights=[[[round(value, 3) for value in row] for row in head] for head in own.tolist()],
    )


def _weights(engine: Engine, variant: str | None, ids: list[int]) -> tuple[Tensor, ...]:
    """Of every layer.  # (1, H, P' + T, P + T), P' > 0 where a prompt's vectors are read too"""
    text = torch.tensor([ids], device=engine.base.device)  # (1, T)
    with torch.inference_mode(), _plain(engine.base.model):
        inputs, read = given(engine, variant, text, torch.ones_like(text))
        with engine.dispatch.acting([variant], len(ids) + read):
            outputs = engine.base.model(**inputs, output_attentions=True)
    return cast("tuple[Tensor, ...]", outputs.attentions)


@contextmanager
def _plain(model: Any) -> Iterator[None]:
    """The plain attention inside, what it was before outside. For the thread that runs the model."""
    usual = model.config._attn_implementation
    model.set_attn_implementation(PLAIN)
    try:
        yield
    finally:
        model.set_attn_implementation(usual)
