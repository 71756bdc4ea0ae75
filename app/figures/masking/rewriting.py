"""BART's five noises, MASS and T5: an encoder reads what was left, a decoder writes. Knows no page."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from app.figures.masking.drawing import Span, apart, filled, parts, places, poisson, portion, scattered
from app.figures.masking.pieces import Example, Piece, Strip, writing
from app.figures.masking.predicting import CHOSEN, MASK, Tokens

NOISED = 30  # percent; Lewis et al. 2020, section 5.1, for infilling. Section 2.2 states no share for the two others
MEAN = 3  # T5: Raffel et al. 2020, section 3.3.4
READS, WRITES = "인코더가 읽는 것", "디코더가 쓰는 것"
ENDING = "표지는 구간마다 다르고, 마지막 표지가 끝을 알립니다. 손실은 표지까지 쓰는 자리 모두에서 구합니다."
ENDS = (".", "?", "!", "。", "…")


def token_masking(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    chosen = places(draw, len(tokens), NOISED)
    pieces = [
        Piece(MASK, "mask", place) if place in chosen else Piece(token, place=place)
        for place, token in enumerate(tokens)
    ]
    told = f"{len(chosen)}개를 [MASK]로 바꾸었습니다. 무슨 토큰이었는지를 알아내야 합니다."
    return _whole(tokens, pieces, told)


def deletion(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    chosen = places(draw, len(tokens), NOISED)
    pieces = [Piece(token, place=place) for place, token in enumerate(tokens) if place not in chosen]
    return _whole(tokens, pieces, f"{len(chosen)}개를 흔적 없이 지웠습니다. 어디가 비었는지부터 알아내야 합니다.")


def infilling(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """One [MASK] for a span of any length, 0 included."""
    drawn, lengths = filled(draw, portion(len(tokens), NOISED), poisson)
    spans = scattered(draw, len(tokens), lengths)
    pieces = list(_replaced(tokens, [(span, Piece(MASK, "mask")) for span in spans]))
    told = [f"뽑은 구간의 길이: {', '.join(map(str, drawn))}. 구간 하나를 [MASK] 하나로 바꾸었습니다."]
    if drawn != lengths:
        told.append(f"마지막 구간은 가릴 몫에 맞추어 {drawn[-1]}에서 {lengths[-1]}로 잘랐습니다.")
    if 0 in lengths:
        told.append("길이가 0인 구간은 지우는 것 없이 [MASK]만 끼웁니다.")
    return _whole(tokens, pieces, *told, lengths=tuple(drawn))


def sentence_permutation(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    sentences = list(_sentences(tokens))
    order = draw.sample(sentences, len(sentences))
    told = f"문장 {len(sentences)}개의 순서를 섞었습니다. 문장 안의 차례는 그대로입니다."
    if len(sentences) == 1:
        told = "문장이 하나뿐이라 섞을 것이 없습니다. 마침표로 끝나는 문장을 둘 이상 적어 보세요."
    elif order == sentences:
        told = f"문장 {len(sentences)}개를 섞었는데 원래의 순서가 나왔습니다. 다른 시드를 골라 보세요."
    return _moved(tokens, [place for sentence in order for place in sentence], told)


def rotation(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    first = draw.randrange(len(tokens))
    told = f"고르게 뽑은 {first + 1}번 토큰이 맨 앞에 오도록 돌렸습니다. 원래의 시작이 어디인지를 알아내야 합니다."
    return _moved(tokens, [(first + step) % len(tokens) for step in range(len(tokens))], told)


def mass(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Song et al. 2019, section 3.2: half of the text in one piece. The decoder is masked where the encoder is not."""
    length = len(tokens) // 2
    start = draw.randrange(len(tokens) - length + 1)
    inside = range(start, start + length)
    reads = tuple(
        Piece("[M]", "mask", place) if place in inside else Piece(token, place=place)
        for place, token in enumerate(tokens)
    )
    writes = tuple(_fed(tokens, place, inside) for place in range(len(tokens)))
    told = f"{start + 1}번부터 {start + length}번까지 {length}개를 골랐습니다."
    strips = (Strip(READS, reads), Strip("디코더가 읽고, 구간에서만 쓰는 것", writes))
    return Example(strips, (told, "디코더의 칸에는 바로 앞 토큰이 들어가고, 구간 밖은 [M]입니다."), (length,))


def t5(tokens: Tokens, _: Tokens, draw: Random) -> Example:
    """Raffel et al. 2020, section 3.3: a sentinel of its own for every span; the target ends with one more."""
    noise = portion(len(tokens), CHOSEN)
    spans = apart(draw, len(tokens), parts(draw, noise, max(1, round(noise / MEAN))))
    reads = list(_replaced(tokens, [(span, _sentinel(n)) for n, span in enumerate(spans)]))
    target: list[Piece] = []
    for number, (start, stop) in enumerate(spans):
        target += [_sentinel(number, True), *writing("", tokens).pieces[start:stop]]
    target.append(_sentinel(len(spans), True))
    lengths = tuple(stop - start for start, stop in spans)
    told = f"{noise}개를 구간 {len(spans)}개(길이 {', '.join(map(str, lengths))})로 지웠습니다."
    return Example((Strip(READS, tuple(reads)), Strip(WRITES, tuple(target), True)), (told, ENDING), lengths)


def _whole(tokens: Tokens, pieces: list[Piece], *told: str, lengths: tuple[int, ...] = ()) -> Example:
    """BART: whatever was done to the input, the decoder writes the text from its beginning."""
    return Example((Strip(READS, tuple(pieces)), writing(f"{WRITES}: 원문 전체", tokens)), told, lengths)


def _moved(tokens: Tokens, order: list[int], told: str) -> Example:
    pieces = [Piece(tokens[place], "kept" if place == at else "moved", place) for at, place in enumerate(order)]
    return _whole(tokens, pieces, told)


def _replaced(tokens: Tokens, spans: list[tuple[Span, Piece]]) -> Iterator[Piece]:
    """The tokens with every span exchanged for its piece."""
    place = 0
    for (start, stop), piece in [*spans, ((len(tokens), len(tokens)), None)]:
        yield from (Piece(tokens[at], place=at) for at in range(place, start))
        if piece is not None:
            yield piece
        place = stop


def _sentences(tokens: Tokens) -> Iterator[list[int]]:
    """Places, sentence by sentence; what stands after the last full stop is one more."""
    sentence: list[int] = []
    for place, token in enumerate(tokens):
        sentence.append(place)
        if token.endswith(ENDS):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _fed(tokens: Tokens, place: int, inside: range) -> Piece:
    """The decoder reads the token before; of those outside of the span it is shown none."""
    answer = tokens[place] if place in inside else None
    if place - 1 in inside and answer is not None:
        return Piece(tokens[place - 1], place=place, answer=answer)
    return Piece("[M]", "mask", place, answer)


def _sentinel(number: int, written: bool = False) -> Piece:
    name = f"<extra_id_{number}>"
    return Piece(name, "sentinel", answer=name if written else None)
