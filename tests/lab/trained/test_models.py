"""The page's words and drawing for real models of three families, not for what the stage makes up."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.lab.trained.drawing import draw
from app.lab.trained.findings import kinds, sentences
from models.base import load
from models.methods import configure
from models.serving.dissecting import dissect
from tests.models.tiny import LAYERS, tiny_folder

ATTENTION = {"opt": ["q", "k", "v", "o"], "llama": ["q", "k", "v", "o"], "gpt2": ["q k v", "o"]}
INNER = {"opt": ["fc1", "fc2"], "llama": ["gate_proj", "up_proj", "down_proj"], "gpt2": ["c_fc", "c_proj"]}
UPDATED = {"opt": ["LoRA", "", "LoRA", ""], "llama": ["LoRA", "", "LoRA", ""], "gpt2": ["LoRA(q·v)", ""]}


@pytest.mark.parametrize("kind", ["opt", "llama", "gpt2"])
def test_a_real_model_is_drawn_with_the_names_and_the_order_of_its_family(kind: str, tmp_path: Path) -> None:
    told = dissect(load(str(tiny_folder(kind, tmp_path))), "lora", configure("lora", {"rank": 2}))
    drawing = draw(told)
    (blocks,) = drawing.blocks
    norm = "정규화(RMSNorm)" if kind == "llama" else "레이어 정규화"
    assert blocks.number == LAYERS
    assert [line.name or line.pieces[0].name for line in blocks.lines] == [norm, "어텐션", norm, "피드포워드"]
    assert [piece.name for piece in blocks.lines[1].pieces] == ATTENTION[kind]
    assert [piece.new for piece in blocks.lines[1].pieces] == UPDATED[kind]
    assert [piece.name for piece in blocks.lines[3].pieces] == INNER[kind]
    assert [line.pieces[0].name for line in drawing.after] == [norm, "출력층"]
    assert "A에 오는 기울기가 0" in " ".join(sentences(told, kinds(told, None)))
