"""Claims about shapes, parameters and compute, on the figure of shapes and sizes."""

from __future__ import annotations

from app.lab.presets.preset import SHAPES, Preset, address

PRESETS = (
    Preset(
        "shapes-batch-first",
        "batch_first=True이면 h_n도 배치가 앞에 오나요?",
        address(SHAPES, view="gru", num_layers=3, batch_first="True"),
        "batch_first를 바꾸며 어느 텐서의 축이 바뀌고 어느 텐서는 그대로인지 보세요.",
    ),
    Preset(
        "shapes-batch-second",
        "batch_first를 빠뜨리면 문장은 무엇으로 읽히나요?",
        address(SHAPES, view="gru", num_layers=1, batch_first="False", batch=5, length=8),
        "input의 첫 축이 길이입니다. (8, 5, 10)은 문장 여덟 개가 아니라 시점 여덟 개로 읽힙니다.",
    ),
    Preset(
        "shapes-call",
        "nn.GRU의 인자는 어떻게 적나요?",
        address(SHAPES, view="gru", input_size=10, hidden_size=32, num_layers=1, batch_first="True"),
        "맨 아래의 코드를 베껴 돌려 보고, 인자의 이름과 값을 하나씩 바꾸어 보세요.",
    ),
    Preset(
        "shapes-both-ways",
        "양방향 GRU의 output과 h_n은 어디에서 만나나요?",
        address(SHAPES, view="gru", num_layers=2, bidirectional="True"),
        "거꾸로 읽는 방향의 h_n이 어느 시점에 있는지, output의 어디와 같은지 표에서 확인해 보세요.",
    ),
    Preset(
        "shapes-factorised",
        "임베딩만 나누면 모델은 얼마나 작아지나요?",
        address(SHAPES, view="albert", hidden=768, embedding=128, layers=12, ffn=3072, sharing="none"),
        "낱말 임베딩의 막대와 ‘모두’의 막대를 견준 다음, 공유를 ‘모두’로 바꾸어 보세요.",
    ),
    Preset(
        "shapes-xxlarge",
        "파라미터가 적으면 계산도 적은가요?",
        address(SHAPES, view="albert", hidden=4096, embedding=128, layers=12, ffn=16384, sharing="all"),
        "‘줄지 않는 것’의 곱셈을 적어 두고, BERT large를 눌러 파라미터와 곱셈을 함께 견주어 보세요.",
    ),
    Preset(
        "shapes-four-times",
        "계산량이 네 배가 되면 모델과 토큰은 몇 배가 되나요?",
        address(SHAPES, view="budget", compute="1e23"),
        "계산량을 4e23으로 바꾸고, 두 논문의 줄에서 N과 D가 몇 배가 되는지 견주어 보세요.",
    ),
    Preset(
        "shapes-two-laws",
        "Kaplan과 Chinchilla는 예산이 커질 때 어디에서 갈라지나요?",
        address(SHAPES, view="budget", compute="1e22"),
        "계산량을 열 배씩 키우며 두 직선 위의 점이 어느 쪽으로 움직이는지 보세요.",
    ),
    Preset(
        "shapes-twenty",
        "토큰을 파라미터의 20배로 두면 모델은 얼마나 커지나요?",
        address(SHAPES, view="budget", compute="3e21"),
        "‘20배 어림’의 줄을 논문이 맞춘 세 방법의 줄과 견주어 보세요.",
    ),
)
