"""Claims about what is trained, and about what happens inside a model."""

from __future__ import annotations

from app.lab.presets.preset import INSIDE, TRAINED, Preset, address

PRESETS = (
    Preset(
        "layer-norm",
        "어댑터는 레이어 정규화도 학습하나요?",
        address(TRAINED, method="houlsby", bottleneck=16, train_layer_norm=True),
        "학습되는 텐서 가운데 정규화의 것을 찾은 다음, train_layer_norm을 꺼 보세요.",
    ),
    Preset(
        "pfeiffer-layer-norm",
        "Pfeiffer 어댑터는 어디에 놓이고 무엇을 학습하나요?",
        address(TRAINED, method="pfeiffer", bottleneck=16),
        "어댑터는 층마다 하나이고, 레이어 정규화는 학습되는 텐서에 없습니다.",
    ),
    Preset(
        "frozen-weights",
        "LoRA를 학습하면 원래 가중치도 바뀌나요?",
        address(TRAINED, method="lora", rank=8, targets="q,v"),
        "학습되는 텐서는 새로 더한 A와 B뿐입니다. 원래 가중치는 하나도 없습니다.",
    ),
    Preset(
        "nothing-frozen",
        "아무것도 고정하지 않으면 무엇이 학습되나요?",
        address(TRAINED, method="full"),
        "모든 텐서가 학습됩니다. 비율이 100%로 나오면 고정하는 일을 빠뜨린 것입니다.",
    ),
    Preset(
        "prompt-outside",
        "프롬프트 튜닝은 모델 안의 무엇을 바꾸나요?",
        address(TRAINED, method="prompt", length=16),
        "입력 앞의 벡터만 학습되고, 블록 안에는 학습되는 것이 없습니다.",
    ),
    Preset(
        "p-tuning-encoder",
        "P-튜닝에서 학습되는 것은 무엇인가요?",
        address(TRAINED, method="p_tuning", length=16, encoder="lstm"),
        "프롬프트의 임베딩과, 그것을 벡터로 바꾸는 인코더(LSTM)의 텐서를 찾아보세요.",
    ),
    Preset(
        "prefix-layers",
        "프리픽스는 어느 층의 무엇 앞에 놓이나요?",
        address(TRAINED, method="prefix", length=16),
        "층마다 어텐션의 키와 밸류 앞에 있습니다. 쿼리에는 없습니다.",
    ),
    Preset(
        "prefix-attention",
        "글은 프리픽스를 얼마나 바라보나요?",
        address(INSIDE, view="attention", task="negative", variant="negative-prefix", prompt="이 영화는"),
        "층과 헤드를 바꾸며 앞의 프리픽스 자리로 가는 가중치를 보세요.",
    ),
    Preset(
        "low-rank-update",
        "미세 조정의 변화는 정말 낮은 랭크로 나타낼 수 있나요?",
        address(INSIDE, view="update", task="negative", rank=8),
        "랭크를 1에서부터 늘리며 갱신 크기의 몇 %가 남는지 보세요.",
    ),
    Preset(
        "next-token",
        "튜닝은 다음 토큰의 확률을 어떻게 바꾸나요?",
        address(INSIDE, view="next", task="negative", variant="negative-lora-8", prompt="이 영화는"),
        "바탕 모델과 LoRA의 확률을 토큰마다 견주어 보세요.",
    ),
)
