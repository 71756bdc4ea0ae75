"""Tiny random models of three shapes and their folders, for every test of models/. Knows no tuning method.

`opt`: biases everywhere, separate projections; `llama`: no biases, two queries share a key; `gpt2`: a fused Conv1D.
"""

from __future__ import annotations

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer
from transformers import (
    GPT2Config,
    GPT2LMHeadModel,
    LlamaConfig,
    LlamaForCausalLM,
    OPTConfig,
    OPTForCausalLM,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)

KINDS = ("opt", "llama", "gpt2")
VOCABULARY, WIDTH, LAYERS, CONTEXT = 320, 16, 2, 64
PAD, BEGIN, END = 0, 1, 2
SPECIAL = {"pad_token_id": PAD, "bos_token_id": BEGIN, "eos_token_id": END}
TEXT = ["이 영화는 정말 좋은 영화였습니다.", "배우들의 연기가 좋았어요.", "오늘 너무 피곤해요. 푹 쉬세요."]

torch.set_num_threads(1)


def tiny(kind: str, seed: int = 0) -> PreTrainedModel:
    """A model in evaluation mode whose biases and normalisations are no zeros and ones, so that losing one shows."""
    torch.manual_seed(seed)
    model = _models[kind]().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.ndim == 1:
                parameter += 0.1 * torch.randn_like(parameter)
    return model


def opt(embedding: int = WIDTH) -> PreTrainedModel:
    return OPTForCausalLM(
        OPTConfig(
            vocab_size=VOCABULARY,
            hidden_size=WIDTH,
            word_embed_proj_dim=embedding,
            num_hidden_layers=LAYERS,
            num_attention_heads=2,
            ffn_dim=32,
            max_position_embeddings=CONTEXT,
            activation_function="gelu",
            dropout=0.0,
            attention_dropout=0.0,
            init_std=0.2,
            **SPECIAL,
        )
    )


def llama() -> PreTrainedModel:
    return LlamaForCausalLM(
        LlamaConfig(
            vocab_size=VOCABULARY,
            hidden_size=WIDTH,
            num_hidden_layers=LAYERS,
            num_attention_heads=4,
            num_key_value_heads=2,
            intermediate_size=32,
            max_position_embeddings=CONTEXT,
            initializer_range=0.2,
            **SPECIAL,
        )
    )


def gpt2() -> PreTrainedModel:
    return GPT2LMHeadModel(
        GPT2Config(
            vocab_size=VOCABULARY,
            n_embd=WIDTH,
            n_layer=LAYERS,
            n_head=2,
            n_positions=CONTEXT,
            attn_pdrop=0.0,
            resid_pdrop=0.0,
            embd_pdrop=0.0,
            initializer_range=0.2,
            **SPECIAL,
        )
    )


_models = {"opt": opt, "llama": llama, "gpt2": gpt2}


def tiny_folder(kind: str, path: Path) -> Path:
    """The model as the library saves it: config.json, model.safetensors, and a tokenizer that AutoTokenizer reads."""
    tiny(kind).save_pretrained(path)
    tokenizer().save_pretrained(path)
    return path


def tokenizer() -> PreTrainedTokenizerFast:
    """Byte-level BPE of VOCABULARY types, trained on three sentences, with the marks of the bundled model."""
    inner = Tokenizer(BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    inner.train_from_iterator(
        TEXT,
        BpeTrainer(
            vocab_size=VOCABULARY,
            special_tokens=["<pad>", "<s>", "</s>"],
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        ),
    )
    return PreTrainedTokenizerFast(tokenizer_object=inner, pad_token="<pad>", bos_token="<s>", eos_token="</s>")  # noqa: S106 -- names of marks
