"""A tiny base model and made-up texts that hold what every task needs."""

from __future__ import annotations

import lzma
from pathlib import Path

import torch
from transformers import OPTConfig, OPTForCausalLM

from tests.models.tiny import SPECIAL, VOCABULARY, tokenizer

GOOD = ["정말 좋은 영화였습니다", "배우들의 연기가 좋았어요", "다시 봐도 좋은 영화예요"]
BAD = ["정말 나쁜 영화였습니다", "배우들의 연기가 나빴어요", "다시는 안 볼 영화예요"]


def tiny_base(folder: Path) -> Path:
    """An OPT-shaped model whose context has room for a review beside any prefix."""
    torch.manual_seed(0)
    sizes = {
        "hidden_size": 16,
        "word_embed_proj_dim": 16,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "ffn_dim": 32,
    }
    config = OPTConfig(vocab_size=VOCABULARY, max_position_embeddings=192, dropout=0.0, **sizes, **SPECIAL)
    OPTForCausalLM(config).save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    return folder


def write_texts(folder: Path) -> None:
    """Reviews enough that every split has some of either mood, and a few exchanges."""
    folder.mkdir()
    with lzma.open(folder / "nsmc_raw_678k.tsv.xz", "wt", encoding="utf-8") as file:
        for number in range(700):
            file.write(f"10\t1\t{GOOD[number % 3]} {number}번 봤네요\n1\t2\t{BAD[number % 3]} {number}번 졸았네요\n")
    rows = [f"오늘 너무 피곤해 {number},{number}시간 푹 쉬세요,0" for number in range(120)]
    (folder / "ChatbotData.csv").write_text("\n".join(["Q,A,label", *rows]), encoding="utf-8")
