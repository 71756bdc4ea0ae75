"""What an architecture is as a Shape: the totals that its publishers and engine of the library give."""

import pytest

from models import architectures
from models.architectures.shapes import Linear, Norms, Shape

TOTALS = {
    "bert-base": (109_482_240, 1_538),
    "bert-large": (335_141_888, 2_050),
    "roberta-base": (124_055_040, 592_130),
    "roberta-large": (354_310_144, 1_051_650),
    "distilbert": (66_362_880, 592_130),
    "albert-base": (11_683_584, 1_538),
    "deberta-v2-xxlarge": (1_566_913_538 - 3_074, 3_074),
    "gpt2": (124_439_808, 0),
    "gpt2-medium": (354_823_168, 0),
    "gpt2-large": (774_030_080, 0),
    "gpt2-xl": (1_557_611_200, 0),
    "gpt3-175b": (174_604_259_328, 0),
    "t5-base": (222_903_552, 0),
    "bart-large": (406_291_456, 0),
    "opt-125m": (125_239_296, 0),
    "llama-7b": (6_738_415_616, 0),
    "bundled": (6_902_272, 0),
}


@pytest.mark.parametrize("name", TOTALS)
def test_totals_of_body_and_head_are_the_known_ones(name: str) -> None:
    shape = architectures.shape(name)
    assert (shape.parameters, shape.head) == TOTALS[name]


def test_layers_that_share_their_weights_count_once_but_each_sees_a_prefix_of_its_own() -> None:
    albert = architectures.shape("albert-base")
    assert (albert.width, albert.embedding) == (768, 128)
    assert (albert.attention_sites, albert.prefix_layers) == (1, 12)
    assert Norms(128, 1) in albert.norms


def test_cross_attention_has_projections_but_no_site_of_its_own() -> None:
    t5 = architectures.shape("t5-base")
    assert Linear("q", 768, 768, 36) in t5.linears
    assert (t5.attention_sites, t5.prefix_layers) == (24, 24)
    assert t5.biases == ()


def test_positions_that_serve_padding_are_no_context() -> None:
    assert architectures.shape("roberta-base").context == 512


def test_a_shape_can_be_compared_and_kept() -> None:
    first, again = architectures.shape("gpt2"), architectures.shape("gpt2")
    assert isinstance(first, Shape)
    assert {first: 1}[again] == 1
