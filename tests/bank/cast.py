"""A small vocabulary and a handful of questions for the tests of grading. Knows no test."""

from __future__ import annotations

from typing import Any

from app.bank import kinds
from app.bank.kinds import blank, essay, short
from app.bank.question import Question, Raw, Verdict
from app.bank.terms import Term, Terms

_ROWS = [
    ("adapter", "어댑터", "adapter", "아답터, 어댑터 모듈", "layer-norm, lora, adapter-fusion"),
    ("adapter-fusion", "어댑터 퓨전", "AdapterFusion", "어댑터 융합", "adapter"),
    ("layer-norm", "레이어 정규화", "layer normalization", "LN, LayerNorm, 층 정규화", "adapter"),
    ("lora", "로라", "LoRA", "저랭크 적응", "qlora, dora"),
    ("qlora", "큐로라", "QLoRA", "양자화 로라", "lora, dora"),
    ("dora", "도라", "DoRA", "가중치 분해 저랭크 적응", "lora, qlora"),
    ("bert", "버트", "BERT", "", "bart"),
    ("bart", "바트", "BART", "", "bert"),
    ("gpt-2", "지피티 2", "GPT-2", "", "gpt-3"),
    ("gpt-3", "지피티 3", "GPT-3", "", "gpt-2"),
    ("encoder", "인코더", "encoder", "부호화기", "decoder"),
    ("decoder", "디코더", "decoder", "복호화기", "encoder"),
    ("supervised", "지도 학습", "supervised learning", "supervised", "unsupervised, self-supervised"),
    ("unsupervised", "비지도 학습", "unsupervised learning", "unsupervised, 비지도", "supervised"),
    ("self-supervised", "자기지도 학습", "self-supervised learning", "self-supervised, 자기지도", "supervised"),
    ("pretext-task", "프리텍스트 과제", "pretext task", "pretext, 프리텍스트", "context"),
    ("context", "문맥", "context", "컨텍스트", "pretext-task"),
    ("soft-prompt", "소프트 프롬프트", "soft prompt", "연속 프롬프트", "hard-prompt"),
    ("hard-prompt", "하드 프롬프트", "hard prompt", "이산 프롬프트", "soft-prompt"),
    ("p-tuning", "피튜닝", "P-tuning", "", ""),
    ("fine-tuning", "미세 조정", "fine-tuning", "파인튜닝, fine-tune", "pre-training"),
    ("pre-training", "사전 학습", "pre-training", "사전 훈련", "fine-tuning, training"),
    ("training", "학습", "training", "훈련", "pre-training, freezing"),
    ("freezing", "동결", "freezing", "고정, freeze", "training"),
    ("parameter", "파라미터", "parameter", "매개변수", ""),
    ("inference-latency", "추론 지연", "inference latency", "latency", "sequence-length"),
    ("sequence-length", "시퀀스 길이", "sequence length", "입력 길이", "inference-latency"),
    ("transformer", "트랜스포머", "Transformer", "", ""),
    ("quantization", "양자화", "quantization", "", ""),
]
REST: dict[str, Any] = {
    "concept": "fact",
    "difficulty": 1,
    "explanation": "풀이입니다.",
    "sources": [{"ref": "paper", "locus": "§1"}],
}


def _term(name: str, ko: str, en: str, variants: str, confused: str) -> Term:
    return Term(
        id=name,
        ko=ko,
        en=en,
        variants=tuple(filter(None, variants.split(", "))),
        definition="뜻",
        confused_with=tuple(filter(None, confused.split(", "))),
        units=("demo",),
    )


TERMS = Terms(_term(*row) for row in _ROWS)

ADAPTER = short.Question(
    id="demo-short-01",
    kind="short",
    prompt="Houlsby 방식은 사전 학습된 가중치를 고정한 채 주로 무엇을 훈련하나요?",
    answer="어댑터 파라미터",
    accept=("어댑터",),
    says=((("추가한 모듈", "새로 넣은 모듈"),),),
    near_misses=({"answers": ["레이어 정규화"], "feedback": "그것은 함께 학습하는 작은 부분입니다."},),
    **REST,
)
DEFINITION = short.Question(
    id="demo-short-02",
    kind="short",
    prompt="이 계열의 방법은 무엇을 학습하나요?",
    answer="모델의 대부분을 고정하고 소수의 파라미터만 학습한다",
    says=((("소수의 파라미터", "일부 파라미터"), ("학습", "갱신", "훈련")),),
    **REST,
)
LIMITS = short.Question(
    id="demo-short-03",
    kind="short",
    prompt="약점 두 가지를 쓰세요.",
    answer="추론이 느려지고 쓸 수 있는 길이가 줄어든다",
    parts=({"answer": "추론 지연"}, {"answer": "시퀀스 길이 감소", "accept": ["시퀀스 길이가 줄어든다"]}),
    **REST,
)
GUARANTEE = short.Question(
    id="demo-short-04",
    kind="short",
    prompt="한계를 쓰세요.",
    answer="최적의 성능을 보장하지 않는다",
    says=((("최적", "최고"), ("보장하지 않", "보장하지 못")),),
    **REST,
)
STABLE = blank.Question(
    id="demo-blank-01",
    kind="blank",
    prompt="P-tuning은 이산 프롬프트에 비해 더 ____ 성능을 낸다.",
    blanks=({"answer": "안정적인", "accept": ["안정적", "stable"]},),
    **REST,
)
SMALL = blank.Question(
    id="demo-blank-02",
    kind="blank",
    prompt="그보다 ____ 모델에서도 잘 통한다.",
    blanks=({"answer": "작은", "accept": ["소형"], "near_misses": [{"answers": ["큰"], "feedback": "반대입니다."}]},),
    **REST,
)
QUERY_VALUE = blank.Question(
    id="demo-blank-03",
    kind="blank",
    prompt="____ 투영과 ____ 투영에 적용한다.",
    blanks=({"answer": "쿼리", "accept": ["query"]}, {"answer": "밸류", "accept": ["value"]}),
    ordered=False,
    **REST,
)
COMPARE = essay.Question(
    id="demo-essay-01",
    kind="essay",
    prompt="미세 조정과 어댑터를 견주어 설명하세요.",
    answer="미세 조정은 모든 파라미터를 갱신한다. 어댑터는 원래 가중치를 고정하고 작은 모듈만 학습한다.",
    rubric=(
        {
            "point": "미세 조정은 모든 파라미터를 갱신한다",
            "weight": 0.5,
            "says": [[["모든", "전체"], ["파라미터", "가중치"], ["갱신", "업데이트", "학습"]]],
            "denies": ["모든 파라미터를 고정"],
        },
        {
            "point": "어댑터는 가중치를 고정하고 작은 모듈만 학습한다",
            "weight": 0.5,
            "says": [[["가중치", "모델"], ["고정", "동결", "얼리"]]],
        },
    ),
    misconceptions=({"says": [[["어댑터"], ["안정"]]], "feedback": "안정성은 근거가 없습니다."},),
    **REST,
)


def naming(prompt: str, answer: str, *accept: str) -> short.Question:
    """A short question whose key is one name."""
    return short.Question(id="demo-short-09", kind="short", prompt=prompt, answer=answer, accept=accept, **REST)


def grade(question: Question, raw: Raw) -> Verdict:
    kind = kinds.of(question)
    return kind.grade(question, {}, kind.parse(question, raw), TERMS)
