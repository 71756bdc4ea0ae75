"""Transformers' models see what the matrices say: a token is changed, and only the rows that see it notice.

Tiny models with random weights and two layers: whatever one layer passes on, the masks here let nothing through that a
matrix forbids.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from transformers import (
    BartConfig,
    BartModel,
    BertConfig,
    BertModel,
    GPT2Config,
    GPT2Model,
    T5Config,
    T5Model,
    XLNetConfig,
    XLNetModel,
)

from app.figures.attending.asking import Asked
from app.figures.attending.kinds import KINDS

ASKED = Asked(tuple("가나다라마바"), tuple("사아자차"), 3, (2, 5, 1, 0, 4, 3))
N, M, D, V, PAD = len(ASKED.tokens), len(ASKED.second), 16, 40, 0
TEXT, SECOND = torch.arange(3, 3 + N), torch.arange(20, 20 + M)
Notices = list[list[bool]]  # [i][j]: does the output at i notice that token j was changed


def matrices(slug: str) -> dict[str, Notices]:
    return {one.name: [[cell.open for cell in cells] for cells in one.cells] for one in KINDS[slug].make(ASKED)}


def changed(ids: torch.Tensor) -> torch.Tensor:
    """The text, and below it the text with its first, second, ... token changed."""  # (n,) -> (n + 1, n)
    return torch.cat([ids[None], torch.where(torch.eye(len(ids), dtype=torch.bool), 38, ids[None])])


def noticed(outputs: torch.Tensor) -> Notices:
    """outputs: (n + 1, rows, d) for the rows of `changed`. A difference is either none at all or plain."""
    moved = (outputs[1:] - outputs[:1]).abs().amax(-1).T  # (rows, n)
    assert ((moved < 1e-5) | (moved > 1e-3)).all(), moved
    found: Notices = (moved > 1e-3).tolist()
    return found


def tiny(model: type[Any], config: Any) -> Any:
    """Weights large enough that what is seen is plain in the output."""
    torch.manual_seed(0)
    made = model(config).eval()
    with torch.no_grad():
        for weight in made.parameters():
            if weight.dim() > 1:
                weight.normal_(0, 0.5)
    return made


@pytest.fixture(autouse=True)
def _no_gradients() -> Any:
    with torch.no_grad():
        yield


def bert() -> Any:
    sizes = {"hidden_size": D, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    return tiny(BertModel, BertConfig(vocab_size=V, **sizes))


def test_bert_sees_both_ways() -> None:
    assert noticed(bert()(changed(TEXT)).last_hidden_state) == matrices("bidirectional")["see"]


def test_bert_does_not_see_what_is_padding() -> None:
    """Of the filling itself only the row is left out of the comparison: its token reaches its own place anyhow."""
    ids = torch.cat([SECOND, torch.full((N - M,), PAD)])
    out = bert()(changed(ids), attention_mask=(torch.arange(N) < M).long().expand(N + 1, N)).last_hidden_state
    assert noticed(out)[:M] == matrices("padding")["second"][:M]


def test_bert_with_the_mask_of_a_prefix_is_a_prefix_language_model() -> None:
    """As UniLM does it: one encoder, and a mask for every pair of places."""
    mask = torch.tensor(matrices("prefix")["see"]).expand(N + 1, 1, N, N)
    out = bert()(changed(TEXT), attention_mask=torch.where(mask, 0.0, torch.finfo(torch.float).min)).last_hidden_state
    assert noticed(out) == matrices("prefix")["see"]


def test_gpt_2_sees_itself_and_what_stands_before() -> None:
    model = tiny(GPT2Model, GPT2Config(vocab_size=V, n_embd=D, n_layer=2, n_head=2, n_positions=N))
    assert noticed(model(changed(TEXT)).last_hidden_state) == matrices("causal")["see"]


def bart() -> Any:
    sizes = {
        f"{side}_{what}": size for side in ("encoder", "decoder") for what, size in (("layers", 2), ("ffn_dim", 32))
    }
    heads = {"encoder_attention_heads": 2, "decoder_attention_heads": 2}
    return tiny(BartModel, BartConfig(vocab_size=V, d_model=D, max_position_embeddings=N, **sizes, **heads))


def t5() -> Any:
    return tiny(T5Model, T5Config(vocab_size=V, d_model=D, d_kv=8, d_ff=32, num_layers=2, num_heads=2))


@pytest.mark.parametrize("made", [bart, t5])
def test_encoder_and_decoder_see_what_their_three_matrices_say(made: Any) -> None:
    model, expected = made(), matrices("encoder-decoder")
    reads = model(input_ids=changed(TEXT), decoder_input_ids=SECOND.expand(N + 1, M))
    writes = model(input_ids=TEXT.expand(M + 1, N), decoder_input_ids=changed(SECOND))
    assert noticed(reads.encoder_last_hidden_state) == expected["encoder"]
    assert noticed(reads.last_hidden_state) == expected["cross"]
    assert noticed(writes.last_hidden_state) == expected["decoder"]


def test_both_streams_of_xlnet_see_what_the_order_lets_them() -> None:
    """The model is told of ranks alone (`perm_mask`: 1 where a later rank or the same stands); that the content stream
    sees itself, and the query stream does not, is its own doing. A memory stands before the text, as in the paper: the
    query of the first rank sees nothing else, and a softmax over nothing at all would let everything through."""
    sizes = {"d_model": D, "n_layer": 2, "n_head": 2, "d_inner": 32}
    model, expected = tiny(XLNetModel, XLNetConfig(vocab_size=V, **sizes)), matrices("permutation")
    ranks = np.argsort(ASKED.order)
    later = torch.from_numpy(ranks[None] >= ranks[:, None]).float().expand(N + 1, N, N)
    memory = [torch.randn(1, 1, D).expand(1, N + 1, D)] * 2  # (1, n + 1, d), a layer each
    given = {"input_ids": changed(TEXT), "perm_mask": later, "mems": memory}
    assert noticed(model(**given).last_hidden_state) == expected["content"]
    asks = torch.eye(N).expand(N + 1, N, N)
    assert noticed(model(**given, target_mapping=asks).last_hidden_state) == expected["query"]
