"""What a training example lets a model see of the text for each token it must predict: GPT-2's, masks', MASS's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from models.checks import bundled, small
from models.checks.check import check

LENGTH = 12  # tokens of the text
MASK, START = 2, 1  # ids that no text holds
Says = Callable[[Tensor], dict[int, Tensor]]
"""From the text (1, T) to a vector for each place that is predicted."""


def _gpt2() -> Says:
    model = small.gpt2()
    return lambda text: small.rows(model(input_ids=_shifted(text)).logits)


def _shifted(text: Tensor) -> Tensor:
    """At each place the token before it: what a decoder reads to predict the text."""
    return torch.cat([torch.full_like(text[:, :1], START), text[:, :-1]], dim=1)  # (1, T)


@check(
    "동료의 코드를 네 보기대로 고친 작은 모델에서 글의 토큰을 하나씩 바꾸어, 예측하는 자리마다 보이는 토큰이 GPT-2와 "
    "똑같은 것을 찾습니다."
)
def mends_that_train_like_gpt2() -> str | list[str]:
    draw = torch.randperm(LENGTH, generator=torch.Generator().manual_seed(0)).tolist()
    fifteen = max(1, round(0.15 * LENGTH))
    mends = {
        "mask_in_attention": _behind_a_causal_mask(),
        "the_end_masked": _masked(range(LENGTH - fifteen, LENGTH)),
        "half_masked": _masked(draw[: LENGTH // 2]),
        "last_masked": _masked([LENGTH - 1]),
    }
    wanted = small.reach(_gpt2(), LENGTH)
    return bundled.only([name for name, says in mends.items() if small.reach(says, LENGTH) == wanted])


def _encoder() -> Callable[..., Tensor]:
    """Attention of all to all unless a mask is given; torch's own layers, not those of the model it is held against."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        table = nn.Embedding(small.WORDS, small.WIDTH).double()
        layer = nn.TransformerEncoderLayer(small.WIDTH, 2, 32, dropout=0.0, batch_first=True, dtype=torch.float64)
        body = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
    return lambda ids, mask=None: body(table(ids), mask=mask)


def _behind_a_causal_mask() -> Says:
    encode, hidden = _encoder(), torch.ones(LENGTH, LENGTH, dtype=torch.bool).triu(1)
    return lambda text: small.rows(encode(_shifted(text), hidden))


def _masked(places: Sequence[int]) -> Says:
    """[MASK] stands at these places and they are predicted; everything sees everything."""
    encode, chosen = _encoder(), list(places)

    def says(text: Tensor) -> dict[int, Tensor]:
        read = text.clone()
        read[0, chosen] = MASK
        found = encode(read)[0]
        return {place: found[place] for place in chosen}

    return says


@dataclass(frozen=True)
class Mass:
    """Song et al. 2019, section 3: the encoder reads what the fragment leaves, the decoder predicts the fragment.
    `opened`: nothing is masked in what the decoder reads. `blind`: everything is in what the encoder reads."""

    fragment: range
    opened: bool = False
    blind: bool = False

    def read(self, text: Tensor) -> Tensor:
        return text.masked_fill(self._inside(text) | self.blind, MASK)

    def own(self, text: Tensor) -> Tensor:
        return _shifted(text if self.opened else text.masked_fill(~self._inside(text), MASK))

    def _inside(self, text: Tensor) -> Tensor:
        places = torch.arange(text.shape[1])
        return ((places >= self.fragment.start) & (places < self.fragment.stop))[None]  # (1, T)

    def seen(self) -> dict[int, set[int]]:
        """For each place that is predicted, those that its prediction depends on."""
        return small.reach(self._says(), LENGTH)

    @torch.no_grad()
    def predicted(self, length: int) -> set[int]:
        """The places of a text of this length that the decoder has a vector for."""
        return set(self._says()(small.sentence(length)))

    def _says(self) -> Says:
        model = small.bart()

        def says(text: Tensor) -> dict[int, Tensor]:
            found = model(input_ids=self.read(text), decoder_input_ids=self.own(text)).logits[0]
            return {place: found[place] for place in self.fragment}

        return says

    def encoded(self) -> set[int]:
        """The places that any state of the encoder depends on."""
        encoder = small.bart().get_encoder()
        found = small.reach(lambda text: small.rows(encoder(input_ids=self.read(text))[0]), LENGTH)
        return set().union(*found.values())


@check(
    "MASS의 예를 작은 인코더-디코더에 넣고 단어를 하나씩 바꾸어, k = m이면 예측하는 자리마다 보이는 단어가 GPT-2와 "
    "같고 k가 절반이면 다른지 봅니다."
)
def masking_everything_is_language_modelling() -> bool:
    wanted, half = small.reach(_gpt2(), LENGTH), Mass(range(LENGTH // 4, 3 * LENGTH // 4)).seen()
    return Mass(range(LENGTH)).seen() == wanted and half != {place: wanted[place] for place in half}


FRAGMENT = range(LENGTH // 3, LENGTH - 2)


@check(
    "MASS의 디코더 입력을 가린 것과 그대로 둔 것을 작은 모델에서 견주어, 보기 가운데 생기는 것을 찾습니다. 인코더에 덜 "
    "기댄다는 것은, 인코더의 글을 다 가려도 구간 밖의 단어가 예측에 닿는다는 뜻입니다."
)
def what_an_open_decoder_input_does() -> str | list[str]:
    masked, opened = Mass(FRAGMENT), Mass(FRAGMENT, opened=True)
    happens = {
        "leans_less": bool(_without_encoder(opened) - _without_encoder(masked)),
        "encoder_peeks": bool(opened.encoded() - masked.encoded()),
        "decoder_peeks": bool(_ahead(opened.seen()) - _ahead(masked.seen())),
        "more_is_predicted": len(opened.seen()) > len(masked.seen()),
    }
    return bundled.only([name for name, yes in happens.items() if yes])


def _without_encoder(example: Mass) -> set[int]:
    """Places outside the fragment that still reach a prediction."""
    seen = replace(example, blind=True).seen()
    return set().union(*seen.values()) - set(FRAGMENT)


def _ahead(seen: dict[int, set[int]]) -> set[int]:
    """Places of the fragment that a prediction sees before their turn, its own among them."""
    return {place for at, places in seen.items() for place in places & set(FRAGMENT) if place >= at}
