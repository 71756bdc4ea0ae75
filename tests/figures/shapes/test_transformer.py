"""Parameters part by part, against transformers' own models on the meta device and against the paper's table."""

from __future__ import annotations

import pytest
import torch
from transformers import AlbertConfig, AlbertModel, BertConfig, BertModel

from app.figures.shapes.albert import PAPER, VIEW, of_paper, work
from app.figures.shapes.transformer import Part, Sizes, parts, products, total
from models import architectures

GRID = [Sizes(v, h, e, deep, ffn) for v, h, e, deep, ffn in ((100, 32, 8, 3, 64), (57, 16, 15, 1, 40))]


def bert(sizes: Sizes) -> BertModel:
    with torch.device("meta"):
        return BertModel(
            BertConfig(
                vocab_size=sizes.vocabulary,
                hidden_size=sizes.hidden,
                num_hidden_layers=sizes.layers,
                intermediate_size=sizes.ffn,
                num_attention_heads=4,
            )
        )


def albert(sizes: Sizes, groups: int) -> AlbertModel:
    with torch.device("meta"):
        return AlbertModel(
            AlbertConfig(
                vocab_size=sizes.vocabulary,
                embedding_size=sizes.embedding,
                hidden_size=sizes.hidden,
                num_hidden_layers=sizes.layers,
                num_hidden_groups=groups,
                intermediate_size=sizes.ffn,
                num_attention_heads=4,
            )
        )


def count(model: torch.nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())


@pytest.mark.parametrize("sizes", [*GRID, *(of_paper(*row[1:5]) for row in PAPER)], ids=str)
def test_without_savings_it_is_bert_and_with_either_sharing_albert(sizes: Sizes) -> None:
    assert total(sizes.plain()) == count(bert(sizes))
    if sizes.divided:
        shared, apart = (Sizes(**{**vars(sizes), "sharing": sharing}) for sharing in ("all", "none"))
        assert total(shared) == count(albert(sizes, groups=1))
        assert total(apart) == count(albert(sizes, groups=sizes.layers))


@pytest.mark.parametrize("sizes", GRID, ids=str)
def test_a_shared_part_is_counted_once_and_the_other_as_often_as_there_are_layers(sizes: Sizes) -> None:
    layer = albert(sizes, groups=1).encoder.albert_layer_groups[0].albert_layers[0]
    ffn = sum(count(part) for part in (layer.ffn, layer.ffn_output, layer.full_layer_layer_norm))
    for sharing, attentions, feed_forwards in (("attention", 1, sizes.layers), ("ffn", sizes.layers, 1)):
        found = {one.name: one.count for one in parts(Sizes(**{**vars(sizes), "sharing": sharing}))}
        assert found["어텐션"] == attentions * count(layer.attention)
        assert found["피드포워드"] == feed_forwards * ffn


@pytest.mark.parametrize("name", ["bert-base", "bert-large", "albert-base"])
def test_the_calculator_counts_the_same(name: str) -> None:
    given = architectures.config(name)
    hidden, layers = given["hidden_size"], given["num_hidden_layers"]
    embedding = given.get("embedding_size", hidden)
    sharing = "all" if "embedding_size" in given else "none"
    sizes = Sizes(given["vocab_size"], hidden, embedding, layers, given["intermediate_size"], sharing)
    assert total(sizes) == architectures.shape(name).parameters


@pytest.mark.parametrize("sizes", [*GRID, of_paper(4096, 128, 12, "all")], ids=str)
def test_a_formula_filled_in_makes_its_count(sizes: Sizes) -> None:
    def worked_out(part: Part) -> object:
        sum_ = part.filled.replace("×", "*").replace("²", "**2").replace(",", "")
        return eval(sum_, {"__builtins__": {}})  # noqa: S307 -- our own formula

    assert all(worked_out(part) == part.count for one in (sizes, sizes.plain()) for part in parts(one))


def test_sharing_saves_no_multiplication() -> None:
    """Counted on the way of one token through torch's own model, whose every layer is passed."""
    sizes = GRID[0]
    for sharing in ("none", "attention", "ffn", "all"):
        assert products(Sizes(**{**vars(sizes), "sharing": sharing})) == products(sizes)
    seen: list[int] = []
    model = albert(sizes, groups=1)
    for part in model.modules():
        if isinstance(part, torch.nn.Linear) and part is not model.pooler:
            part.register_forward_hook(lambda linear, *_: seen.append(linear.weight.numel()))  # type: ignore[no-any-return]
    model(torch.zeros(1, 1, dtype=torch.long, device="meta"))
    assert sum(seen) == products(sizes)


def test_where_the_paper_s_rounded_figure_is_not_ours_the_page_says_so() -> None:
    found = {one.name: one for one in work(VIEW.given({})).paper}
    assert {name: round(one.exact / 1e6) for name, one in found.items()} == {
        "BERT base": 109, "BERT large": 335, "ALBERT base": 12, "ALBERT large": 18, "ALBERT xlarge": 59,
        "ALBERT xxlarge": 223,
    }  # fmt: skip
    for name, one in found.items():
        differs = one.stated not in (round(one.exact / 1e6), round(one.without / 1e6))
        assert ("우리 셈은" in one.note) == differs == (name in ("ALBERT xlarge", "ALBERT xxlarge"))
    assert [name for name, one in found.items() if one.chosen] == ["ALBERT base"]


def test_the_bars_are_as_long_as_the_counts_or_their_logarithms() -> None:
    linear, log = (work({**VIEW.given({}), "scale": scale}) for scale in ("linear", "log"))
    words = linear.pairs[0].bars
    assert (words[0].count, words[1].count) == (23_040_000, 3_938_304)
    assert words[0].percent / words[1].percent == pytest.approx(23_040_000 / 3_938_304, rel=0.01)
    assert linear.pairs[-1].bars[0].percent == 100
    assert [told for _, told in log.ticks] == ["1만", "10만", "100만", "1,000만", "1억", "10억"]
    assert min(bar.percent for pair in log.pairs for bar in pair.bars) > 0
    assert max(bar.percent for pair in log.pairs for bar in pair.bars) <= 100
