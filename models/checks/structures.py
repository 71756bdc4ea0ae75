"""BERT, GPT-2 and T5 as transformers builds them: who sees whom, what cross-attention weighs, where tokens pass."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from models.checks import small
from models.checks.check import check

READ, WRITTEN = 5, 4  # tokens


@check(
    "난수로 채운 작은 BERT, GPT-2, T5에서 토큰을 하나씩 바꾸어 어느 위치의 출력이 달라지는지 보고, 세 관찰에 하나씩 "
    "맞춥니다."
)
def models_by_what_they_see() -> str:
    """The names in the order: left only, all, two groups."""
    models = {"gpt2": small.gpt2(), "bert": small.bert(), "t5": small.t5()}
    found = {name: _pattern(model) for name, model in models.items()}
    fitting = ([name for name in found if found[name] == each] for each in ("left", "all", "two_groups"))
    return " ".join("+".join(names) or "nobody" for names in fitting)


def _pattern(model: Any) -> str:
    if model.config.is_encoder_decoder:
        return "two_groups" if _reads_all_and_writes_on(model) else "none"
    seen = small.reach(lambda ids: small.rows(model(input_ids=ids)[0]), READ)
    return {READ * (READ + 1) // 2: "left", READ * READ: "all"}.get(_many(seen), "none") if _itself(seen) else "none"


def _reads_all_and_writes_on(model: Any) -> bool:
    own, text = small.sentence(WRITTEN), small.sentence(READ)
    encoder = small.reach(lambda ids: small.rows(model.encoder(input_ids=ids)[0]), READ)
    across = small.reach(lambda ids: small.rows(model(input_ids=ids, decoder_input_ids=own)[0]), READ)
    decoder = small.reach(lambda ids: small.rows(model(input_ids=text, decoder_input_ids=ids)[0]), WRITTEN)
    everything = all(seen == set(range(READ)) for seen in (*encoder.values(), *across.values()))
    return everything and _itself(decoder) and _many(decoder) == WRITTEN * (WRITTEN + 1) // 2


def _itself(seen: dict[int, set[int]]) -> bool:
    """Whether every place is reached by all that stand before it and by itself."""
    return all(set(range(place + 1)) <= places for place, places in seen.items())


def _many(seen: dict[int, set[int]]) -> int:
    return sum(map(len, seen.values()))


@check(
    "작은 T5로 이 길이의 글을 읽고 이 길이의 요약을 쓰게 하여, 디코더 한 층 한 헤드의 크로스 어텐션 가중치를 셉니다."
)
@torch.no_grad()
def cross_attention_weights(s: int, t: int) -> int:
    model = small.t5(attn_implementation="eager")
    text, own = torch.ones(1, s, dtype=torch.long), torch.ones(1, t, dtype=torch.long)
    found = model(input_ids=text, decoder_input_ids=own, output_attentions=True)
    weights: Tensor = found.cross_attentions[0]  # (1, heads, t, s)
    return weights[0, 0].numel()


@check("이 층수의 작은 T5를 돌리면서, 인코더와 디코더의 층마다 들어온 토큰을 세어 모두 더합니다.")
@torch.no_grad()
def layers_that_tokens_pass(L: int, a: int, b: int) -> int:  # noqa: N803 -- as the item calls it
    model, passed = small.t5(num_layers=L, num_decoder_layers=L, d_model=4, d_kv=4, d_ff=4, num_heads=1), 0

    def count(_: object, given: tuple[Tensor, ...]) -> None:
        nonlocal passed
        passed += given[0].shape[1]

    for layer in (*model.encoder.block, *model.decoder.block):
        layer.register_forward_pre_hook(count)
    text, own = torch.ones(1, a, dtype=torch.long), torch.ones(1, b, dtype=torch.long)
    model(input_ids=text, decoder_input_ids=own)
    return passed
