"""What prompt tuning and P-tuning train, and what they leave alone: a few steps of training on the bundled base."""

from __future__ import annotations

from models.checks import bundled
from models.checks.check import check
from models.checks.entrances import entering
from models.training import loss_over

RATE = 1e-2


@check("함께 실린 모델에 프롬프트 튜닝을 붙여 두 단계 학습하고, 언어 모델의 텐서 가운데 바뀐 비트가 있는지 봅니다.")
def prompt_tuning_moves_the_model() -> bool:
    tuned = bundled.attached("prompt", length=8)
    before = bundled.values(bundled.base().model)
    prompt = bundled.values(tuned.model).keys() - before.keys()
    start = {name: tuned.model.get_parameter(name).detach().clone() for name in prompt}
    bundled.practise(tuned)
    return bundled.moved(tuned.model, start) != prompt or bool(bundled.moved(tuned.model, before))


@check(
    "함께 실린 언어 모델을 고정한 채 P-Tuning을 여덟 단계 학습해, 모델은 한 비트도 바뀌지 않고 따로 둔 문장의 손실이 "
    "줄어드는지 봅니다."
)
def p_tuning_needs_the_whole_model() -> bool:
    tuned = bundled.attached("p_tuning", length=8, encoder="mlp")
    before, held_out = bundled.values(bundled.base().model), bundled.reviews()[-8:]
    first = loss_over(tuned, held_out)
    bundled.practise(tuned, steps=8, rate=RATE)
    works = loss_over(tuned, held_out) < first and not bundled.moved(tuned.model, before)
    return not works


@check(
    "함께 실린 모델에서 P-Tuning을 두 단계 학습하고 모델에 들어가는 임베딩을 견주어, 끼워 넣은 벡터와 글의 단어 벡터, "
    "모델의 가중치 가운데 바뀐 것을 찾습니다."
)
def what_p_tuning_finds() -> str | list[str]:
    tuned = bundled.attached("p_tuning", length=8, encoder="mlp")
    model, before = bundled.values(bundled.base().model), entering(tuned, bundled.ids())[0]
    bundled.practise(tuned)
    differs = (entering(tuned, bundled.ids())[0] != before).any(dim=1)  # (P + T,)
    changed = {
        "prompt": bool(differs[: tuned.length].all()),
        "words": bool(differs[tuned.length :].any()),
        "model": bool(bundled.moved(tuned.model, model)),
    }
    return bundled.only([name for name, yes in changed.items() if yes])
