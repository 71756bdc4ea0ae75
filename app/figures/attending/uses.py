"""Which of the course's models uses which mask, and where that stands."""

from __future__ import annotations

from typing import NamedTuple


class Use(NamedTuple):
    models: str
    kind: str
    told: str
    papers: str


USES = (
    Use(
        "BERT, RoBERTa, SpanBERT, ALBERT, ELECTRA, DistilBERT, DeBERTa",
        "bidirectional",
        "모두 BERT처럼 양방향인 인코더입니다.",
        "Devlin et al. 2019, §3",
    ),
    Use(
        "XLM",
        "bidirectional",
        "MLM과 TLM이 양방향입니다. 또 하나의 목표인 CLM은 인과 마스크를 씁니다.",
        "Lample & Conneau 2019, §3",
    ),
    Use(
        "GPT-1, GPT-2, GPT-3",
        "causal",
        "GPT-3는 앞의 일부만 보는 층을 섞어 씁니다. 그래도 뒤를 보는 층은 없습니다.",
        "Radford et al. 2018, §3.1; Brown et al. 2020, §2.1",
    ),
    Use(
        "XLNet",
        "permutation",
        "미세 조정할 때는 쿼리 스트림을 떼고 콘텐츠 스트림만 씁니다.",
        "Yang et al. 2019, §2.3",
    ),
    Use(
        "BART, MASS, T5",
        "encoder-decoder",
        "T5의 논문은 프리픽스 LM과도 견준 끝에 이 구조를 골랐습니다.",
        "Lewis et al. 2020, §2.1; Song et al. 2019, §3.2; Raffel et al. 2020, §3.2",
    ),
)
