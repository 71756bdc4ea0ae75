"""The methods of the bench: how each makes its example, what is counted of it, where its paper says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.figures.masking import predicting, rewriting, tallying
from app.figures.masking.pieces import Example
from app.figures.masking.tallying import OURS, Make, Row

ENCODERS, NOISES, WRITERS = "인코더", "BART의 다섯 노이즈", "인코더-디코더"
DEVLIN, LIU = "Devlin et al. 2019, §3.1", "Liu et al. 2019, §4.1"
JOSHI, LAMPLE = "Joshi et al. 2020, §3.1", "Lample & Conneau 2019, §3"
LEWIS, LARGE = "Lewis et al. 2020, §2.2", "Lewis et al. 2020, §5.1"
SONG, RAFFEL = "Song et al. 2019, §3.2", "Raffel et al. 2020, §3.3.4"
RATE = "BART 논문의 §2.2는 이 노이즈의 비율을 적지 않았습니다. 그림은 BART-large가 인필링에 쓴 30 %(§5.1)를 씁니다."
Count = Callable[[Sequence[Example]], Sequence[Row]]


@dataclass(frozen=True)
class Method:
    """`rule` says in a sentence what is done; `caution` what the figure does differently from the real thing."""

    slug: str
    title: str
    group: str
    make: Make
    count: Count
    rule: str
    papers: str
    lesson: str
    caution: str = ""


def _infilled(found: Sequence[Example]) -> list[Row]:
    return [
        tallying.kept(found, "70 %", f"{LARGE}: 30 %를 가림"),
        *tallying.spans(found, "3", f"{LEWIS}: 푸아송, λ = 3"),
        tallying.empty(found),
        tallying.read(found, "약 80 %", f"{OURS}: 70 % + 30 % ÷ 3"),
        tallying.written(found, "100 %", LEWIS),
    ]


def _rewritten(kept: str, where: str, read: str) -> Count:
    return lambda found: [
        tallying.kept(found, kept, where),
        tallying.read(found, read, OURS),
        tallying.written(found, "100 %", LEWIS),
    ]


def _corrupted(found: Sequence[Example]) -> list[Row]:
    return [
        tallying.kept(found, "85 %", f"{RAFFEL}: 15 %를 지움"),
        *tallying.spans(found, "3", RAFFEL),
        tallying.read(found, "90 %", f"{OURS}: 85 % + 15 % ÷ 3"),
        tallying.written(found, "20.2 %", f"{OURS}: 15 % + 5 % + 글마다 끝 표지 하나"),
    ]


def _halved(found: Sequence[Example]) -> list[Row]:
    half = "Song et al. 2019, §4: 절반쯤"
    return [
        tallying.kept(found, "50 %", half),
        tallying.read(found, "100 %", SONG),
        tallying.written(found, "50 %", half),
    ]


ALL = (
    Method(
        "bert", "BERT", ENCODERS, predicting.bert, lambda found: list(tallying.chosen(found, DEVLIN)),
        "토큰의 15 %를 고르고, 고른 자리의 80 %는 [MASK]로, 10 %는 무작위 토큰으로 바꾸고, 10 %는 그대로 둡니다. "
        "마스크는 데이터를 준비할 때 정해 두므로(정적), 같은 글은 에폭이 바뀌어도 같은 마스크로 나옵니다.",
        f"{DEVLIN}, App. A.1; {LIU}", "plm#mlm",
        "원래 구현은 데이터를 10벌 복제해 벌마다 다른 마스크를 씌웠습니다. 그림은 그 가운데 한 벌입니다.",
    ),
    Method(
        "roberta", "RoBERTa", ENCODERS, predicting.roberta,
        lambda found: [*tallying.chosen(found, DEVLIN), tallying.again(found)],
        "고르고 바꾸는 비율은 BERT와 같지만, 글을 넣을 때마다 마스크를 새로 뽑습니다(동적).",
        f"{LIU}, Table 1", "encoders#roberta",
    ),
    Method(
        "spanbert", "SpanBERT", ENCODERS, predicting.spanbert,
        lambda found: [
            *tallying.chosen(found, JOSHI), *tallying.spans(found, "3.8", JOSHI), tallying.longest(found, JOSHI),
        ],
        "기하 분포(p = 0.2, 10까지)에서 길이를 뽑은 스팬을 15 %에 이를 때까지 고릅니다. "
        "80 %, 10 %, 10 %는 토큰마다가 아니라 스팬마다 정합니다.",
        f"{JOSHI}, §3.2", "encoders#spanbert",
        "스팬의 토큰을 바깥 경계의 두 토큰으로 맞히는 목표(SBO)는 그리지 않았습니다. 손실의 자리는 같습니다. "
        "80 %, 10 %, 10 %는 스팬마다 한 번 뽑으므로 아래의 표에서 BERT보다 크게 출렁입니다.",
    ),
    Method(
        "electra", "ELECTRA", ENCODERS, predicting.electra, lambda found: list(tallying.judged(found)),
        "생성기가 가린 자리에 낱말을 넣고, 판별기는 모든 자리에서 원래 토큰인지 교체된 것인지 가립니다. "
        "생성기가 원래 낱말을 되살린 자리의 정답은 ‘원래’입니다.",
        "Clark et al. 2020, §2", "encoders#electra",
        "여기에는 생성기가 없습니다. 작은 낱말 목록에서 뽑은 셋과 원래 낱말, 이렇게 넷 가운데 하나를 "
        "고르게 뽑아 대신합니다. 실제 생성기는 문맥에 어울리는 낱말을 냅니다.",
    ),
    Method(
        "xlnet", "XLNet", ENCODERS, predicting.xlnet, lambda found: list(tallying.predicted(found)),
        "예측하는 순서를 하나 뽑고, 그 순서의 마지막 6분의 1만 예측합니다. 순서에서 앞선 토큰만 볼 수 있습니다.",
        "Yang et al. 2019, §2.2, §2.3, §3.1", "encoders#xlnet",
        "예측하는 쿼리 스트림이 볼 수 있는 것을 그렸습니다. 자기 자리는 내용이 아니라 위치만 압니다. "
        "앞 조각의 기억은 뺐습니다.",
    ),
    Method(
        "xlm", "XLM (TLM)", ENCODERS, predicting.tlm, lambda found: list(tallying.sides(found, LAMPLE)),
        "서로 번역인 두 문장을 이어 놓고 양쪽을 가립니다. 위치는 둘째 문장에서 다시 0부터 세고, "
        "토큰마다 언어 임베딩을 더합니다.",
        LAMPLE, "encoders#xlm",
        "어느 언어인지는 글자가 한글인지로만 정했습니다. 고른 자리는 BERT처럼 80 %, 10 %, 10 %로 나눕니다.",
    ),
    Method(
        "bart-masking", "토큰 마스킹", NOISES, rewriting.token_masking, _rewritten("70 %", "이 그림의 비율", "100 %"),
        "무작위로 고른 토큰을 [MASK]로 바꿉니다.", LEWIS, "seq2seq#bart-noise", RATE,
    ),
    Method(
        "bart-deletion", "토큰 삭제", NOISES, rewriting.deletion, _rewritten("70 %", "이 그림의 비율", "70 %"),
        "무작위로 고른 토큰을 지웁니다.", LEWIS, "seq2seq#bart-noise", RATE,
    ),
    Method(
        "bart-infilling", "텍스트 인필링", NOISES, rewriting.infilling, _infilled,
        "길이를 푸아송 분포(λ = 3)에서 뽑은 구간 하나를 [MASK] 하나로 바꿉니다. 길이 0도 나옵니다.",
        f"{LEWIS}; §5.1", "seq2seq#bart-noise",
    ),
    Method(
        "bart-permutation", "문장 순열", NOISES, rewriting.sentence_permutation, _rewritten("100 %", OURS, "100 %"),
        "마침표를 기준으로 나눈 문장들의 순서를 섞습니다.", LEWIS, "seq2seq#bart-noise",
    ),
    Method(
        "bart-rotation", "문서 회전", NOISES, rewriting.rotation, _rewritten("100 %", OURS, "100 %"),
        "토큰 하나를 고르게 뽑아, 글이 그 토큰으로 시작하도록 돌립니다.", LEWIS, "seq2seq#bart-noise",
    ),
    Method(
        "mass", "MASS", WRITERS, rewriting.mass, _halved,
        "이어진 절반을 토큰마다 [M]으로 가려 인코더에 주고, 디코더는 그 구간만 씁니다. "
        "인코더가 보는 토큰은 디코더의 입력에서 가립니다.",
        f"{SONG}, §4", "seq2seq#mass", "고른 토큰은 모두 [M]으로 바꾸었습니다.",
    ),
    Method(
        "t5", "T5", WRITERS, rewriting.t5, _corrupted,
        "토큰의 15 %를 평균 길이 3인 구간으로 지우고 구간마다 서로 다른 표지를 둡니다. "
        "디코더는 표지와 지워진 토큰만 씁니다.",
        "Raffel et al. 2020, §3.3.2, §3.3.4", "seq2seq#span-corruption",
    ),
)  # fmt: skip
METHODS = {method.slug: method for method in ALL}
