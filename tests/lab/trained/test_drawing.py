"""The drawing comes from the tensors: order, blocks that look alike, what is open and what is added where."""

from __future__ import annotations

from typing import Any

import pytest

from app.lab.trained.drawing import Drawing, Piece, draw
from app.lab.trained.glyphs import LEAST, MOST, UNIT, glyphs, side, width_of
from models.protocol import Dissected, DissectedTensor
from tests.lab.trained.stage import LAYERS, D, dissected


def of(method: str, **config: Any) -> Drawing:
    return draw(dissected(method, config))


def pieces(drawing: Drawing) -> dict[str, Piece]:
    """Of the first block, and those outside of the blocks."""
    lines = [*drawing.before, *(drawing.blocks[0].lines if drawing.blocks else ()), *drawing.after]
    return {piece.name: piece for line in lines for piece in line.pieces}


def test_blocks_alike_are_drawn_once_in_the_order_of_use_and_q_k_v_o_as_one_is_used_to() -> None:
    drawing = of("lora", rank=2)
    (blocks,) = drawing.blocks
    assert (blocks.first, blocks.last, blocks.number) == (1, LAYERS, LAYERS)
    assert [line.name or line.pieces[0].name for line in blocks.lines] == [
        "레이어 정규화", "어텐션", "레이어 정규화", "피드포워드",
    ]  # fmt: skip
    assert [piece.name for piece in blocks.lines[1].pieces] == ["q", "k", "v", "o"]
    assert [line.pieces[0].name for line in drawing.before] == ["토큰 임베딩", "위치 임베딩"]
    assert [line.pieces[0].name for line in drawing.after] == ["레이어 정규화", "출력층"]


def test_a_block_that_fared_otherwise_is_drawn_by_itself() -> None:
    told = dissected("bitfit", {})
    tensors = [t.model_copy(update={"trains": False}) if ".layers.1.fc1" in t.name else t for t in told.tensors]
    drawing = draw(told.model_copy(update={"tensors": tensors}))
    assert [(blocks.first, blocks.last) for blocks in drawing.blocks] == [(1, 1), (2, 2), (3, 3)]


@pytest.mark.parametrize(
    ("method", "config", "places"),
    [
        ("lora", {"rank": 2}, {"q": "LoRA", "v": "LoRA"}),
        ("houlsby", {"bottleneck": 4}, {"o": "어댑터", "fc2": "어댑터"}),
        ("pfeiffer", {"bottleneck": 4}, {"fc2": "어댑터"}),
        ("bitfit", {}, {}),
    ],
)
def test_what_is_added_stands_at_its_place(method: str, config: dict[str, Any], places: dict[str, str]) -> None:
    drawing = of(method, **config)
    assert {name: piece.new for name, piece in pieces(drawing).items() if piece.new} == places
    assert drawing.context is None
    assert all(piece.state == "frozen" for piece in pieces(drawing).values()) == (method != "bitfit")


def test_biases_that_train_alone_are_said_so() -> None:
    found = pieces(of("bitfit"))
    assert (found["q"].state, found["q"].told) == ("partly", f"편향만 학습 {D}")
    assert (found["토큰 임베딩"].state, found["토큰 임베딩"].told) == ("frozen", "얼어 있음")


def test_trained_norms_are_wholly_open_and_a_tied_output_is_told() -> None:
    found = pieces(of("houlsby", bottleneck=4, train_layer_norm=True))
    assert (found["레이어 정규화"].state, found["레이어 정규화"].told) == ("trains", f"학습 {2 * D}")
    assert (found["출력층"].state, found["출력층"].told) == ("frozen", "임베딩과 같은 행렬")
    assert pieces(of("full"))["출력층"].told == "임베딩과 같은 행렬, 학습"
    assert pieces(of("head"))["출력층"].state == "trains"


def test_a_prefix_stands_in_every_block_and_a_prompt_before_the_embeddings() -> None:
    prefix, prompt = of("prefix", length=4), of("prompt", length=4)
    (attention,) = [line for line in prefix.blocks[0].lines if line.name == "어텐션"]
    assert attention.before is not None
    assert (attention.before.name, attention.before.told) == ("키와 밸류 4자리씩", f"학습 {2 * 4 * D}")
    assert prefix.context is None
    assert prompt.context is not None
    assert (prompt.context.name, prompt.context.told) == ("벡터 4개", f"학습 {4 * D}")


def test_a_network_that_makes_the_prefix_stands_at_the_input() -> None:
    told = dissected("prefix", {"length": 4})
    network = [told.tensors[0].model_copy(update={"name": f"tuning.{n}", "shape": (4, 4), "count": 16}) for n in "ab"]
    drawing = draw(told.model_copy(update={"tensors": [*network, *told.tensors[1:]]}))
    assert drawing.context is not None
    assert (drawing.context.name, drawing.context.told) == ("프리픽스를 만드는 신경망", "학습 32")
    assert drawing.blocks[0].lines[1].before is not None
    assert drawing.blocks[0].lines[1].before.told == "신경망이 만듦"


def bare(names: list[str], **more: Any) -> Dissected:
    told = dissected("lora", {"rank": 2})
    given = {"shape": (4, 4), "count": 16, "part": "rest", "block": None, "source": "base", "trains": False, "moved": 0}
    return told.model_copy(update={"tensors": [DissectedTensor(name=name, **{**given, **more}) for name in names]})


def test_names_that_nobody_knows_are_drawn_as_they_are() -> None:
    drawing = draw(bare(["strange.mixer.weight", "strange.gate.weight"]))
    assert [line.pieces[0].name for line in drawing.before] == ["mixer", "gate"]
    assert (drawing.blocks, drawing.after) == ((), ())


def test_updates_of_a_fused_layer_name_their_letters() -> None:
    own = bare(["h.0.c_attn.weight"], part="qkv", block=0).tensors
    added = bare([f"h.0.c_attn.tuning.parts.{n}" for n in ("q.A", "v.A")], part="qkv", block=0, source="added").tensors
    drawing = draw(bare([]).model_copy(update={"tensors": [*own, *added]}))
    assert drawing.blocks[0].lines[0].pieces[0].new == "LoRA(q·v)"


def test_sides_follow_sizes_within_bounds() -> None:
    assert side(256, 256) == UNIT
    assert side(1, 4096) == LEAST
    assert side(50_257, 768) == MOST
    assert LEAST < side(8, 256) < side(64, 256) < UNIT
    assert width_of(dissected("lora", {"rank": 2}).tensors) == D


def test_many_tensors_or_deep_ones_have_no_rectangles() -> None:
    told = dissected("prefix", {"length": 4})
    assert glyphs(told.tensors[:1], D) is None
    assert glyphs(told.tensors[1:9], D) is None
    assert glyphs([], D) is None
    drawn = glyphs(told.tensors[3:5], D)
    assert drawn is not None
    assert [one.state for one in drawn.rectangles] == ["frozen", "frozen"]
    assert drawn.width >= sum(one.width for one in drawn.rectangles)
