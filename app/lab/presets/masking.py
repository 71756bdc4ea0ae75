"""Claims about what a pre-training method reads and writes, on the masking bench among the figures."""

from __future__ import annotations

from app.lab.presets.preset import MASKING, Preset, address

PRESETS = (
    Preset(
        "masking-bench",
        "BERT는 토큰의 몇 %를 [MASK]로 바꾸나요?",
        address(MASKING, method="bert"),
        "아래의 표에서 맞힐 자리로 고른 비율과 실제로 [MASK]가 된 비율을 견주고, 시드를 바꾸어 보세요.",
    ),
    Preset(
        "masking-epochs",
        "에폭이 바뀌면 가리는 자리도 바뀌나요?",
        address(MASKING, method="roberta"),
        "에폭마다 [MASK]가 놓인 자리를 견주고, 첫 에폭에 고른 자리를 또 고른 비율을 표에서 읽어 보세요.",
    ),
    Preset(
        "masking-spans",
        "SpanBERT는 무엇을 한 덩어리로 가리나요?",
        address(MASKING, method="spanbert"),
        "시드를 바꾸며 한 스팬의 토큰들이 언제나 같은 방식으로 바뀌는지 보세요.",
    ),
    Preset(
        "masking-replaced",
        "생성기가 원래 낱말을 되살리면 판별기의 정답은 무엇인가요?",
        address(MASKING, method="electra"),
        "시드를 바꾸어, 가렸던 자리인데 정답이 ‘원래’인 곳을 찾아보세요.",
    ),
    Preset(
        "masking-order",
        "XLNet은 한 토큰을 예측할 때 무엇을 보나요?",
        address(MASKING, method="xlnet"),
        "예측할 자리의 순서보다 앞선 토큰만 보이는지 하나씩 확인해 보세요.",
    ),
    Preset(
        "masking-pairs",
        "TLM의 학습 예제에는 무엇이 필요한가요?",
        address(MASKING, method="xlm"),
        "두 문장의 위치와 언어가 어떻게 적히는지, 어느 쪽이 가려지는지 보세요.",
    ),
    Preset(
        "masking-infilling",
        "텍스트 인필링에서 길이가 0인 구간은 어떻게 되나요?",
        address(MASKING, method="bart-infilling", text="어제 본 영화의 마지막 장면이 오래 기억에 남았다", seed=53),
        "뽑은 길이 가운데 0인 것이 어느 [MASK]인지 찾아보세요. 바로 앞뒤의 낱말은 모두 남아 있습니다.",
    ),
    Preset(
        "masking-deletion",
        "표시를 남기지 않고 지우면 글은 얼마나 짧아지나요?",
        address(MASKING, method="bart-deletion"),
        "표에서 읽는 글의 길이를 보고, 방법을 토큰 마스킹으로 바꾸어 두 글을 견주어 보세요.",
    ),
    Preset(
        "masking-rotation",
        "문서 회전은 글의 어디를 자르나요?",
        address(MASKING, method="bart-rotation", text="비가 왔다. 우산을 폈다. 길이 젖었다.", seed=1),
        "시드를 바꾸며 맨 앞에 온 토큰과 맨 뒤에 온 토큰을 보세요.",
    ),
    Preset(
        "masking-half",
        "MASS의 디코더는 무엇을 읽고 무엇을 쓰나요?",
        address(MASKING, method="mass", text="아침 시장에 가서 싱싱한 생선을 두 마리 샀다", seed=4),
        "인코더와 디코더의 칸을 위아래로 견주어, 같은 토큰이 양쪽에 보이는지 확인해 보세요.",
    ),
    Preset(
        "masking-sentinels",
        "T5의 목표에는 표지가 몇 개 들어가나요?",
        address(MASKING, method="t5"),
        "입력의 표지와 목표의 표지를 세어 보세요. 목표에는 끝을 알리는 것이 하나 더 있습니다.",
    ),
)
