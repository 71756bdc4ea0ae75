"""Claims about what tuned models say, how well they do, how fast, and how a training begins."""

from __future__ import annotations

from app.lab.presets.preset import RESULTS, TRAIN, Preset, address, comparison

PRESETS = (
    Preset(
        "lora-zero-init",
        "LoRA를 붙인 직후의 모델은 원래 모델과 같은가요?",
        address(TRAIN, method="lora", task="negative"),
        "학습을 시작해 첫 손실과 그다음 손실을 보세요. B가 0이라서 바탕 모델의 손실에서 출발합니다.",
    ),
    Preset(
        "adapter-start",
        "갓 끼워 넣은 어댑터는 출력을 바꾸나요?",
        address(TRAIN, method="pfeiffer", task="negative"),
        "학습의 첫 손실이 바탕 모델의 손실과 얼마나 가까운지 보세요.",
    ),
    Preset(
        "compare-four",
        "같은 글에 네 방법은 어떻게 이어 쓰나요?",
        comparison("negative", ("lora-8", "pfeiffer", "prefix", "prompt"), "이 영화는"),
        "출력과 학습 파라미터와 한 토큰의 시간을 함께 읽어 보세요.",
    ),
    Preset(
        "transfer",
        "사전 학습만 한 모델은 감상평을 가를 줄 아나요?",
        comparison("label", ("lora-8", "houlsby", "bitfit"), "졸려서 중간에 나왔습니다. 돈이 아까워요."),
        "바탕 모델의 확률과 조정한 모델의 확률을 견주어 보세요.",
    ),
    Preset(
        "mixed-batch",
        "방법이 다른 요청을 한 배치에서 함께 처리할 수 있나요?",
        comparison("chat", ("lora-8", "lora-2", "houlsby", "prefix"), "오늘 너무 피곤해"),
        "모든 열은 바탕 모델 한 벌이 한 배치로 씁니다. 병합하지 않고 행마다 제 텐서를 골라 쓰기 때문입니다.",
    ),
    Preset(
        "no-guarantee",
        "학습하는 파라미터가 많으면 언제나 더 잘하나요?",
        address(RESULTS, task="label") + "#quality",
        "점의 순서가 파라미터의 순서와 다른 곳을 찾아보세요. 작은 차이는 결과로 읽지 마세요.",
    ),
    Preset(
        "small-model-prompt",
        "작은 모델에서 프롬프트 튜닝은 얼마나 하나요?",
        address(RESULTS, task="positive") + "#quality",
        "690만 개짜리 모델에서 프롬프트 튜닝과 프리픽스 튜닝이 전체 미세 조정에 얼마나 못 미치는지 보세요.",
    ),
    Preset(
        "latency",
        "배치가 작을 때와 클 때 어댑터는 얼마나 느린가요?",
        address(RESULTS, task="negative") + "#latency-title",
        "표의 괄호에서 바탕 모델보다 몇 % 더 걸리는지를 배치 1과 64에서 견주어 보세요. 서당의 모델에서 잰 수입니다.",
    ),
    Preset(
        "merged",
        "병합한 LoRA는 바탕 모델만큼 빠른가요?",
        address(RESULTS, task="chat") + "#latency-title",
        "병합하지 않은 LoRA와 병합한 LoRA의 시간을 바탕 모델과 견주어 보세요.",
    ),
)
