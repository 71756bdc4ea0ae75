"""Multiplications of BERT and ALBERT in their published sizes, counted as they run on tensors without memory."""

from __future__ import annotations

from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode
from transformers import AlbertConfig, AlbertForPreTraining, BertConfig, BertForPreTraining

from models.checks import tiny
from models.checks.check import check

LARGE: dict[str, Any] = {
    "hidden_size": 1024,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "intermediate_size": 4096,
}
XXLARGE: dict[str, Any] = {
    "hidden_size": 4096,
    "num_hidden_layers": 12,
    "num_attention_heads": 64,
    "intermediate_size": 16384,
}
LENGTH = 128


def _work(kind: Any, config: Any) -> dict[str, int]:
    """Floating-point operations of one reading: in the layers, in widening the embedding, in judging two segments."""
    model = tiny.built(kind, config, "meta")
    with FlopCounterMode(display=False, depth=4) as counter, torch.no_grad():
        model(input_ids=torch.ones(1, LENGTH, dtype=torch.long, device="meta"))
    work = {name.rpartition(".")[2]: sum(found.values()) for name, found in counter.get_flop_counts().items()}
    widening = work.get("embedding_hidden_mapping_in", 0)
    judging = work.get("sop_classifier", 0) + work.get("seq_relationship", 0)
    return {"layers": work["encoder"] - widening, "embedding": widening, "sentences": judging}


def _albert(**shape: Any) -> dict[str, int]:
    return _work(AlbertForPreTraining, AlbertConfig(embedding_size=128, **shape))


@check(
    "BERT-large와 ALBERT-xxlarge 크기의 모델이 토큰 128개를 읽는 연산을 세어 늘어난 부분을 찾고, 층을 공유하지 않는 "
    "ALBERT와도 견줍니다."
)
def where_the_work_is_more() -> str:
    bert, albert = _work(BertForPreTraining, BertConfig(**LARGE)), _albert(**XXLARGE)
    more = {part: albert[part] - bert[part] for part in bert}
    most = max(more, key=lambda part: more[part])
    unshared = _albert(**XXLARGE | {"num_hidden_layers": 3, "num_hidden_groups": 3})
    shared = _albert(**XXLARGE | {"num_hidden_layers": 3})
    return "sharing_saves_work" if unshared != shared else most
