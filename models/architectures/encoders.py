"""BERT and its relatives as shapes: encoders with a classifier for two labels. Imports no torch.

Defaults for what a configuration leaves out are those of transformers.
"""

from __future__ import annotations

from dataclasses import replace

from models.architectures.body import LABELS, Body, Values, attention, dense, feed_forward
from models.architectures.shapes import Biases, Norms


def bert(c: Values) -> Body:
    """Embeddings of words, positions and segments; a pooler under the classifier."""
    d = c("hidden_size")
    rows = c("vocab_size") + c("max_position_embeddings", 512) + c("type_vocab_size", 2)
    return _encoder(c, rows * d + dense(d, d), dense(d, LABELS))


def roberta(c: Values) -> Body:
    """No pooler, but a dense layer in the head; two rows of the position table serve padding."""
    d = c("hidden_size")
    rows = c("vocab_size") + c("max_position_embeddings", 512) + c("type_vocab_size", 2)
    body = _encoder(c, rows * d, dense(d, d) + dense(d, LABELS))
    return replace(body, context=body.context - 2)


def distilbert(c: Values) -> Body:
    """No segments and no pooler; the head has a layer of its own before the classifier."""
    d, layers = c("dim"), c("n_layers")
    head = dense(d, d) + dense(d, LABELS)
    return Body(
        width=d,
        embedding=d,
        context=c("max_position_embeddings", 512),
        tables=(c("vocab_size") + c("max_position_embeddings", 512)) * d,
        linears=attention(layers, d) + feed_forward(layers, d, c("hidden_dim")),
        norms=(Norms(d, 2 * layers + 1),),
        blocks=layers,
        prefix_layers=layers,
        prefix_width=d,
        head=head,
        output=head,
    )


def albert(c: Values) -> Body:
    """Narrow embeddings widened by one matrix; the layers share the weights of `num_hidden_groups` groups."""
    d, e, layers = c("hidden_size"), c("embedding_size", 128), c("num_hidden_layers")
    own = c("num_hidden_groups", 1) * c("inner_group_num", 1)
    rows = c("vocab_size") + c("max_position_embeddings", 512) + c("type_vocab_size", 2)
    return Body(
        width=d,
        embedding=e,
        context=c("max_position_embeddings", 512),
        tables=rows * e + e * d + dense(d, d),
        linears=attention(own, d) + feed_forward(own, d, c("intermediate_size")),
        norms=(Norms(e, 1), Norms(d, 2 * own)),
        blocks=own,
        prefix_layers=layers * c("inner_group_num", 1),
        prefix_width=d,
        head=dense(d, LABELS),
        output=dense(d, LABELS),
        more_biases=(Biases("임베딩을 넓히는 층", d, 1),),
    )


def deberta_v2(c: Values) -> Body:
    """Relative positions in one table for all layers; in the large ones a convolution beside the first layer."""
    d, kernel = c("hidden_size"), c("conv_kernel_size", 0)
    rows = c("vocab_size") + c("type_vocab_size", 0)
    rows += c("max_position_embeddings", 512) if c.get("position_biased_input", True) else 0
    rows += 2 * _reach(c) if c.get("relative_attention", False) else 0
    body = _encoder(c, rows * d + kernel * d * d + dense(d, d), dense(d, LABELS))
    more = ("layer_norm" in c.get("norm_rel_ebd", "none")) + (kernel > 0)
    return replace(
        body,
        norms=(Norms(d, body.norms[0].number + more),),
        more_biases=(Biases("합성곱", d, 1),) if kernel else (),
    )


def _reach(c: Values) -> int:
    """How many relative positions to one side have an embedding."""
    if c("position_buckets", -1) > 0:
        return c("position_buckets")
    told = c("max_relative_positions", -1)
    return told if told > 0 else c("max_position_embeddings", 512)


def _encoder(c: Values, tables: int, head: int) -> Body:
    d, layers = c("hidden_size"), c("num_hidden_layers")
    return Body(
        width=d,
        embedding=d,
        context=c("max_position_embeddings", 512),
        tables=tables,
        linears=attention(layers, d) + feed_forward(layers, d, c("intermediate_size")),
        norms=(Norms(d, 2 * layers + 1),),
        blocks=layers,
        prefix_layers=layers,
        prefix_width=d,
        head=head,
        output=head,
    )
