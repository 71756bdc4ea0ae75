"""Models that write text as shapes: GPT-2, OPT, Llama and its relatives, T5 and BART. Imports no torch.

Defaults for what a configuration leaves out are those of transformers.
"""

from __future__ import annotations

from models.architectures.body import EVERY, Body, Values, attention, feed_forward
from models.architectures.shapes import Norms, Role

QKV: frozenset[Role] = frozenset(("q", "k", "v"))


def gpt2(c: Values) -> Body:
    """q, k and v lie in one matrix; it counts as three."""
    d, layers = c("n_embd"), c("n_layer")
    return Body(
        width=d,
        embedding=d,
        context=c("n_positions", 1024),
        tables=(c("vocab_size") + c("n_positions", 1024)) * d,
        linears=attention(layers, d) + feed_forward(layers, d, c("n_inner", 4 * d)),
        norms=(Norms(d, 2 * layers + 1),),
        blocks=layers,
        prefix_layers=layers,
        prefix_width=d,
        output=c("vocab_size") * d,
    )


def opt(c: Values) -> Body:
    """Two spare rows in the position table; narrow embeddings (OPT-350m) are widened going in, narrowed going out."""
    d, layers = c("hidden_size"), c("num_hidden_layers")
    e = c("word_embed_proj_dim", d)
    last = bool(c.get("do_layer_norm_before", True)) and not c.get("_remove_final_layer_norm", False)
    return Body(
        width=d,
        embedding=e,
        context=c("max_position_embeddings", 2048),
        tables=c("vocab_size") * e + (c("max_position_embeddings", 2048) + 2) * d + (2 * e * d if e != d else 0),
        linears=attention(layers, d) + feed_forward(layers, d, c("ffn_dim")),
        norms=(Norms(d, 2 * layers + last),),
        blocks=layers,
        prefix_layers=layers,
        prefix_width=d,
        output=c("vocab_size") * e,
    )


def llama(c: Values, biased: frozenset[Role] = frozenset(), tied: bool = False) -> Body:
    """RMSNorm, a gated feed-forward layer, rotary positions (no table), keys perhaps shared among heads."""
    d, layers, heads = c("hidden_size"), c("num_hidden_layers"), c("num_attention_heads")
    head, vocabulary = c("head_dim", d // heads), c("vocab_size") * d
    keys = c("num_key_value_heads", heads) * head
    biased |= EVERY - {"ffn"} if c.get("attention_bias", False) else frozenset()
    biased |= {"ffn"} if c.get("mlp_bias", False) else frozenset()
    return Body(
        width=d,
        embedding=d,
        context=c("max_position_embeddings", 2048),
        tables=vocabulary if c.get("tie_word_embeddings", tied) else 2 * vocabulary,
        linears=attention(layers, d, heads * head, keys) + feed_forward(layers, d, c("intermediate_size"), inward=2),
        norms=(Norms(d, 2 * layers + 1),),
        blocks=layers,
        prefix_layers=layers,
        prefix_width=keys,
        output=vocabulary,
        biased=biased,
        norm="rms",
    )


def qwen2(c: Values) -> Body:
    """Llama with biases on q, k and v."""
    return llama(c, QKV)


def gemma(c: Values) -> Body:
    """Llama with tied embeddings."""
    return llama(c, tied=True)


def t5(c: Values) -> Body:
    """Encoder and decoder without biases; a table of relative positions each; attention's inner width need not be d.

    transformers 5 ties the output matrix to the embeddings always, whatever `tie_word_embeddings` says.
    """
    d, inner, encoder = c("d_model"), c("d_kv") * c("num_heads"), c("num_layers")
    decoder, vocabulary = c("num_decoder_layers", encoder), c("vocab_size") * d
    inward = 2 if str(c.get("feed_forward_proj", "relu")).startswith("gated-") else 1
    positions = 2 * c("relative_attention_num_buckets", 32) * c("num_heads")
    return Body(
        width=d,
        embedding=d,
        context=c("n_positions", 512),
        tables=vocabulary + positions,
        linears=attention(encoder + 2 * decoder, d, inner) + feed_forward(encoder + decoder, d, c("d_ff"), inward),
        norms=(Norms(d, 2 * encoder + 3 * decoder + 2),),
        blocks=encoder + decoder,
        prefix_layers=encoder + decoder,
        prefix_width=inner,
        output=vocabulary,
        biased=frozenset(),
        norm="rms",
    )


def bart(c: Values) -> Body:
    """Encoder and decoder with biases; a normalisation behind each one's embeddings, two spare rows for positions."""
    d, encoder, decoder = c("d_model"), c("encoder_layers"), c("decoder_layers")
    positions = 2 * (c("max_position_embeddings", 1024) + 2)
    return Body(
        width=d,
        embedding=d,
        context=c("max_position_embeddings", 1024),
        tables=(c("vocab_size") + positions) * d,
        linears=attention(encoder + 2 * decoder, d)
        + feed_forward(encoder, d, c("encoder_ffn_dim"))
        + feed_forward(decoder, d, c("decoder_ffn_dim")),
        norms=(Norms(d, 2 * encoder + 3 * decoder + 2),),
        blocks=encoder + decoder,
        prefix_layers=encoder + decoder,
        prefix_width=d,
        output=c("vocab_size") * d,
    )
