"""Claims about which tokens a place sees, on the attention masks among the figures."""

from __future__ import annotations

from app.lab.presets.preset import ATTENDING, Preset, address

PRESETS = (
    Preset(
        "mask-causal",
        "GPT는 입력을 바꾸지 않고 무엇을 가리나요?",
        address(ATTENDING, kind="causal", at="1-4-5"),
        "입력 토큰은 그대로이고 표의 오른쪽 위만 닫혀 있습니다. 칸을 골라 닫힌 까닭을 읽어 보세요.",
    ),
    Preset(
        "mask-see-itself",
        "마스크를 없애면 맞혀야 할 다음 토큰이 보이나요?",
        address(ATTENDING, kind="bidirectional", at="1-4-5"),
        "다음 토큰의 칸이 열려 있습니다. 마스크를 ‘인과’로 바꾸면 같은 칸이 어떻게 되는지 보세요.",
    ),
    Preset(
        "mask-last-token",
        "왼쪽만 보는 모델에서 글 전체를 보는 자리는 어디인가요?",
        address(ATTENDING, kind="causal", at="1-7"),
        "첫 줄과 마지막 줄에서 보이는 토큰의 수를 견주어 보세요.",
    ),
    Preset(
        "mask-order",
        "XLNet은 토큰을 섞지 않고 어떻게 순서를 바꾸나요?",
        address(ATTENDING, kind="permutation", text="나는 어제 책을 샀다", order="3 1 4 2", at="1-1-3"),
        "토큰은 제자리에 있고 열린 칸만 순서를 따릅니다. 순서를 바꾸어 적으며 무엇이 달라지는지 보세요.",
    ),
    Preset(
        "mask-structures",
        "인코더와 디코더는 저마다 어디를 보나요?",
        address(ATTENDING, kind="encoder-decoder", at="2-2-3"),
        "세 표를 견주고, 마스크를 ‘인과’와 ‘양방향’으로 바꾸어 어느 표와 같은지 보세요.",
    ),
    Preset(
        "mask-cross",
        "크로스 어텐션의 표는 몇 줄이고 몇 칸인가요?",
        address(ATTENDING, kind="encoder-decoder", at="3-4-1"),
        "셋째 표의 줄은 디코더의 토큰, 열은 인코더의 토큰입니다. 글의 길이를 바꾸며 칸의 수를 확인해 보세요.",
    ),
    Preset(
        "mask-prefix",
        "프리픽스 언어 모델은 입력 부분에서 무엇을 더 보나요?",
        address(ATTENDING, kind="prefix", prefix=3, at="1-1-3"),
        "프리픽스의 길이를 0에서부터 늘리며, 인과 마스크에서 새로 열리는 칸이 어디인지 보세요.",
    ),
    Preset(
        "mask-padding",
        "패딩의 자리를 못 보게 하는 것은 무엇인가요?",
        address(ATTENDING, kind="padding", at="2-1-6"),
        "둘째 글의 표에서 [PAD]의 열이 통째로 닫혀 있는지, [PAD]의 줄은 어떤지 보세요.",
    ),
)
