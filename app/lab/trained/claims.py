"""Claims of the course that this page shows, each as a question to predict first. Knows no worker."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from app.lab.trained.asking import ADDRESS, PREDICT
from models.methods import METHODS, configure


@dataclass(frozen=True)
class Claim:
    question: str
    method: str
    settings: dict[str, object]

    @property
    def title(self) -> str:
        return METHODS[self.method].TITLE

    @property
    def address(self) -> str:
        given = {name: str(value).lower() for name, value in self.settings.items()}
        return f"{ADDRESS}?{urlencode({'method': self.method, **given, PREDICT: 'yes'})}"

    def here(self, method: str, settings: dict[str, str]) -> bool:
        """Whether the page shows it now."""
        return method == self.method and configure(method, dict(settings)) == configure(method, dict(self.settings))


CLAIMS = (
    Claim("어댑터를 붙이면 레이어 정규화도 학습될까요?", "houlsby", {}),
    Claim("논문처럼 train_layer_norm을 켜면 무엇이 더 학습될까요?", "houlsby", {"train_layer_norm": True}),
    Claim("어댑터를 피드포워드 뒤에만 두면 무엇이 학습될까요?", "pfeiffer", {}),
    Claim("LoRA는 바탕 모델의 가중치를 바꿀까요?", "lora", {}),
    Claim("BitFit은 편향 말고 다른 것도 학습할까요?", "bitfit", {}),
    Claim("프리픽스 튜닝은 어텐션의 가중치를 학습할까요?", "prefix", {}),
    Claim("프롬프트 튜닝은 토큰 임베딩 행렬을 학습할까요?", "prompt", {}),
    Claim("전체 미세 조정에서 얼어 있는 것이 남을까요?", "full", {}),
    Claim("출력층만 학습하면 임베딩도 함께 움직일까요?", "head", {}),
)
