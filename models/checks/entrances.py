"""How a method enters the model: by the input alone or by its layers, and how much room the input loses."""

from __future__ import annotations

from typing import Any, cast

import torch
from torch import Tensor, nn

from models.architectures.width import context_of
from models.checks import bundled
from models.checks.check import check
from models.methods import configure
from models.tuning import Tuned

METHODS = {"prompt": "chat-prompt", "prefix": "chat-prefix", "lora": "chat-lora-8", "bitfit": "chat-bitfit"}
SHARE = 5  # the item's prompt takes about a fifth of the context: 200 of 1,024 positions


@check(
    "학습된 네 변형에서 입력 자리로 들어가는 벡터만 가져다 손대지 않은 바탕 모델에 넣어, 변형과 같은 로짓을 내고 "
    "그 벡터의 기울기도 흐르는 것을 찾습니다."
)
def methods_that_enter_by_the_input() -> str | list[str]:
    return bundled.only([method for method, name in METHODS.items() if _enters_by_the_input(bundled.trained(name))])


def _enters_by_the_input(tuned: Tuned) -> bool:
    wanted = bundled.logits(tuned, bundled.ids())[0, -1]
    closed, vectors = bundled.fresh().requires_grad_(False), entering(tuned, bundled.ids()).requires_grad_(True)
    found = closed(inputs_embeds=vectors).logits[0, -1]
    (slope,) = torch.autograd.grad(found.logsumexp(0), vectors)
    return bundled.same(found.detach(), wanted) and bool(slope.any())


def entering(tuned: Tuned, ids: Tensor) -> Tensor:
    """The vectors at the model's input: those that the method put there, then the text's.  # (1, P + T, d)"""
    seen: list[Tensor] = []

    def look(_: nn.Module, __: object, given: dict[str, Tensor | None]) -> None:
        vectors = given.get("inputs_embeds")
        seen.append(tuned.model.get_input_embeddings()(ids) if vectors is None else vectors)  # type: ignore[operator]

    handle = tuned.model.register_forward_pre_hook(look, with_kwargs=True)  # after the method's own
    try:
        bundled.logits(tuned, ids)
    finally:
        handle.remove()
    return seen[0].detach()


@check(
    "네 방법이 모델의 입구에 넣는 벡터를 단어 표에서 찾아, 모두 표에 있고 그 번호만 손대지 않은 모델에 보내도 같은 "
    "로짓이 나오는 것을 찾습니다."
)
def methods_that_text_carries() -> str | list[str]:
    told = Tuned(bundled.fresh(), "full", configure("full", {}))  # as long as nothing trained, this is the base
    learned = bundled.attached("p_tuning")
    bundled.practise(learned)
    examples = torch.cat([bundled.ids(row) for row in range(2)], dim=1)
    ways = {
        "few_shot": (told, examples),
        "prompt": (bundled.trained("chat-prompt"), bundled.ids()),
        "p_tuning": (learned, bundled.ids()),
        "bitfit": (bundled.trained("chat-bitfit"), bundled.ids()),
    }
    return bundled.only([name for name, (tuned, ids) in ways.items() if _is_text(tuned, ids)])


def _is_text(tuned: Tuned, ids: Tensor) -> bool:
    table: Tensor = cast(Any, bundled.base().model).get_input_embeddings().weight  # (V, d)
    vectors = entering(tuned, ids)[0]  # (P + T, d)
    found = torch.cdist(vectors, table).argmin(dim=1)[None]  # (1, P + T)
    plain = torch.equal(table[found[0]], vectors)
    return plain and bundled.same(bundled.logits(bundled.fresh(), found)[0, -1], bundled.logits(tuned, ids)[0, -1])


@check(
    "함께 실린 모델에 프롬프트를 붙여 네 원인을 하나씩 만들어 보고, 짧은 글은 끝까지 읽으면서 긴 글은 끝을 바꾸어도 "
    "출력이 그대로인 것을 찾습니다."
)
def what_hides_the_end_of_a_text() -> str | list[str]:
    room = bundled.attached("prompt", length=context_of(bundled.base().model) // SHARE)
    weights, start, steps = (bundled.attached("prompt", length=4) for _ in range(3))
    with torch.no_grad():
        for parameter in weights.model.parameters():
            parameter.mul_(1.01)  # as if the model had been trained along
        start.model.get_parameter("tuning.vectors").zero_()
    causes = {"room": room, "weights": weights, "zero_start": start, "few_steps": steps}
    whole = context_of(bundled.base().model)
    return bundled.only(
        [cause for cause, tuned in causes.items() if _sees_the_end(tuned, whole // 4) > _sees_the_end(tuned, whole - 6)]
    )


def _sees_the_end(tuned: Tuned, length: int) -> bool:
    """Whether another end of a text of this length, cut off where the room ends, changes what the model says."""
    letters = (bundled.ids()[0].tolist() * length)[:length]
    room = context_of(tuned.model) - tuned.length
    text, other = torch.tensor([letters]), torch.tensor([[*letters[:-5], *letters[:5]]])
    return not torch.equal(bundled.logits(tuned, text[:, :room])[0, -1], bundled.logits(tuned, other[:, :room])[0, -1])
