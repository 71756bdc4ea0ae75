"""A small ELECTRA of the library's two halves: whose gradient reaches the generator, what is called replaced, what
each half can be used for."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import ElectraConfig, ElectraForMaskedLM, ElectraForPreTraining

from models.checks import tiny
from models.checks.check import check

MASK = 4
TEXT = torch.tensor([[7, 11, 3, 9, 15, 8, 6, 20]])
HIDDEN = torch.tensor([[False, True, False, False, True, False, True, False]])


def _halves() -> tuple[nn.Module, nn.Module]:
    """Generator and discriminator, which share nothing here, so that only the path through the samples is seen."""
    config = ElectraConfig(**tiny.SHAPE, embedding_size=tiny.WIDTH)
    return tiny.built(ElectraForMaskedLM, config), tiny.built(ElectraForPreTraining, config)


def _drawn(logits: Tensor) -> Tensor:
    """A token for each place, from the generator's distribution.  # (B, T, V) -> (B, T, V), one-hot"""
    with tiny.seeded():
        tokens = torch.multinomial(logits[0].softmax(dim=-1), 1)[None, :, 0]  # (B, T)
    return nn.functional.one_hot(tokens, logits.shape[-1]).float()


def labels(text: Tensor, filled: Tensor) -> Tensor:
    """What the discriminator is to say: replaced (1) where a token is not the one of the text (§2).  # (B, T)"""
    return (filled != text).long()


@check(
    "생성기가 뽑은 토큰을 판별기에 잇고 두 손실을 더해 역전파하여, 생성기에 닿은 기울기가 MLM 손실만의 것과 같은지 "
    "봅니다. 두 신경망은 임베딩을 함께 쓰지 않습니다."
)
def generator_learns_from_its_own_loss_alone() -> bool:
    alone, together = (_gradients(weight) for weight in (0.0, 50.0))
    return all(torch.equal(own, joint) for own, joint in zip(alone, together, strict=True))


def _gradients(weight: float) -> list[Tensor]:
    """Of the generator, when the discriminator's loss counts this much beside its own."""
    generator, discriminator = _halves()
    said = generator(input_ids=TEXT.where(~HIDDEN, MASK)).logits
    kept = nn.functional.one_hot(TEXT, tiny.WORDS).float()
    tokens = torch.where(HIDDEN[..., None], _drawn(said), kept)  # (B, T, V)
    table = discriminator.get_parameter("electra.embeddings.word_embeddings.weight")
    truth = labels(TEXT, tokens.argmax(dim=-1))
    judged = discriminator(inputs_embeds=tokens @ table, labels=truth).loss
    own = nn.functional.cross_entropy(said[HIDDEN], TEXT[HIDDEN])
    torch.autograd.backward(own + weight * judged)
    return [tensor.grad for tensor in generator.parameters() if tensor.grad is not None]


@check("이 길이의 글에서 15 %를 가리고 채우되 이만큼의 자리에는 원래 토큰이 뽑히게 하여, 원문과 달라진 토큰을 셉니다.")
def called_replaced(n: int, h: int) -> int:
    draw = torch.Generator().manual_seed(0)
    text = torch.randint(tiny.WORDS, (1, n), generator=draw)
    places = torch.randperm(n, generator=draw)[: n * 15 // 100]
    filled = text.clone()
    filled[0, places[h:]] = (text[0, places[h:]] + 1) % tiny.WORDS  # surely another token
    return int(labels(text, filled).sum())


@check(
    "작은 ELECTRA의 두 신경망에 같은 글을 주어, 손실의 기울기가 모든 자리에 닿는 쪽과 자리마다 어휘 전체에 점수를 "
    "매기는 쪽을 찾습니다."
)
def what_each_half_is_for() -> str:
    """Who learns from every place, then who has words to propose."""
    generator, discriminator = _halves()
    read = TEXT.where(~HIDDEN, MASK)
    asked = {"generator": (generator, TEXT.where(HIDDEN, -100)), "discriminator": (discriminator, labels(TEXT, read))}
    found = {name: _used(half, read, truth) for name, (half, truth) in asked.items()}
    return " ".join("+".join(name for name in found if found[name][use]) or "neither" for use in (0, 1))


def _used(half: nn.Module, read: Tensor, truth: Tensor) -> tuple[bool, bool]:
    """Whether its loss reaches what it says at every place, and whether it says something of every word there."""
    given = half(input_ids=read, labels=truth)
    (slope,) = torch.autograd.grad(given.loss, given.logits)
    places = slope.reshape(read.shape[1], -1).abs().sum(dim=-1) > 0  # (T,)
    return bool(places.all()), given.logits.numel() == read.numel() * tiny.WORDS
