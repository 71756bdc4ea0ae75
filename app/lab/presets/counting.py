"""Claims about numbers of parameters, on the calculator."""

from __future__ import annotations

from app.lab.presets.preset import COUNT, Preset, address

PRESETS = (
    Preset(
        "adapter-parameters",
        "병목을 두 배로 하면 어댑터의 파라미터도 두 배가 되나요?",
        address(COUNT, architecture="bert-base", method="houlsby", bottleneck=64),
        "bottleneck을 64에서 128로 바꾸고, 식에서 m이 곱해지지 않은 항을 찾아보세요.",
    ),
    Preset(
        "adapter-budget",
        "정해진 비율을 넘지 않는 가장 큰 병목은 얼마인가요?",
        address(COUNT, architecture="bert-base", method="houlsby", bottleneck=48),
        "bottleneck을 조금씩 키우며 비율이 몇 %가 되는지 보세요.",
    ),
    Preset(
        "layer-norm-count",
        "레이어 정규화를 함께 학습하면 몇 개가 늘어나나요?",
        address(COUNT, architecture="bert-base", method="houlsby", bottleneck=64, train_layer_norm=True),
        "train_layer_norm을 ‘아니요’로 바꾸었을 때 줄어드는 수를 세어 보세요. 정규화 25개에 2d개씩입니다.",
    ),
    Preset(
        "lora-count",
        "쿼리와 밸류에 붙인 LoRA는 몇 개를 학습하나요?",
        address(COUNT, architecture="bert-base", method="lora", rank=8, targets="q,v"),
        "rank와 targets를 바꾸어 보세요. 수는 r에도, 붙인 행렬의 수에도 비례합니다.",
    ),
    Preset(
        "lora-rectangles",
        "정사각이 아닌 행렬에 붙인 LoRA는 어떻게 세나요?",
        address(COUNT, architecture="bert-base", method="lora", rank=8, targets="all-linear"),
        "식에서 768과 3,072를 더한 항이 피드포워드의 행렬입니다. 2dr이 아닙니다.",
    ),
    Preset(
        "counting-head",
        "도구가 센 수가 공식보다 큰 까닭은 무엇인가요?",
        address(COUNT, architecture="roberta-base", method="lora", rank=8, targets="q,v"),
        "‘분류층’의 592,130개를 학습하는 파라미터 294,912개에 더해 보세요.",
    ),
    Preset(
        "whole-model-stays",
        "학습하는 파라미터가 1만분의 1이면 모델도 작아지나요?",
        address(COUNT, architecture="gpt3-175b", method="lora", rank=4, targets="q,v"),
        "학습하는 파라미터와 ‘원래 모델’을 나란히 보세요. 줄어드는 것은 앞의 수뿐입니다.",
    ),
    Preset(
        "prompt-count",
        "프롬프트 튜닝은 층이 늘면 파라미터도 느나요?",
        address(COUNT, architecture="bert-base", method="prompt", length=20),
        "구조를 bert-large로 바꾸어 보세요. 식에 층의 수가 없습니다.",
    ),
    Preset(
        "prefix-count",
        "프리픽스는 왜 프롬프트보다 파라미터가 많은가요?",
        address(COUNT, architecture="bert-base", method="prefix", length=20),
        "식의 2와 L이 무엇인지 생각하며, 아래에서 프롬프트 튜닝의 막대와 견주어 보세요.",
    ),
    Preset(
        "prefix-context",
        "앞에 붙인 벡터는 글의 자리를 얼마나 가져가나요?",
        address(COUNT, architecture="gpt2", method="prefix", length=200),
        "length를 늘리며 ‘글에 남는 자리’와 학습하는 파라미터가 함께 어떻게 변하는지 보세요.",
    ),
    Preset(
        "deep-share",
        "층마다 프롬프트를 두면 학습하는 비율이 얼마나 커지나요?",
        address(COUNT, architecture="roberta-large", method="prefix", length=20),
        "아래 막대에서 입력에만 두는 프롬프트 튜닝과 모든 층에 두는 프리픽스 튜닝의 비율을 견주어 보세요.",
    ),
    Preset(
        "bitfit-count",
        "편향만 학습하면 몇 개를 학습하나요?",
        address(COUNT, architecture="bert-base", method="bitfit"),
        "식의 항이 층마다 있는 어느 편향인지 짚어 보고, 텐서를 세어 확인해 보세요.",
    ),
)
