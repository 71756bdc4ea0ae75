"""The rules: may row i see column j, and why. Places are counted from 0 here and from 1 in what is told."""

from __future__ import annotations

from app.figures.attending.matrices import Cell, Rule

Order = tuple[int, ...]  # places from 0, first to last


def everyone(row: int, column: int) -> Cell:
    if row == column:
        return Cell(True, "자기 자신도 봅니다. 양방향 마스크는 아무 자리도 가리지 않습니다.")
    where = "뒤" if column > row else "앞"
    return Cell(True, f"{_at(column)}은 {_at(row)}보다 {where}에 있고, 양방향 마스크는 앞도 뒤도 가리지 않습니다.")


def causal(row: int, column: int) -> Cell:
    """Vaswani et al. 2017, section 3.2.3."""
    if column > row:
        return Cell(
            False,
            f"{_at(column)}은 {_at(row)}보다 뒤에 있고, 인과 마스크는 뒤를 가립니다. "
            "열어 두면 맞혀야 할 다음 토큰을 미리 보게 됩니다.",
        )
    if column == row:
        return Cell(True, "자기 자신은 봅니다. 이 자리에서 맞히는 것은 다음 토큰이므로 답이 새지 않습니다.")
    return Cell(True, f"{_at(column)}은 {_at(row)}보다 앞에 있고, 인과 마스크는 앞을 가리지 않습니다.")


def prefixed(length: int) -> Rule:
    """Raffel et al. 2020, section 3.2.1: the first `length` places are seen by all, the rest is causal."""

    def rule(row: int, column: int) -> Cell:
        if column >= length:
            return causal(row, column)
        told = f"{_at(column)}은 프리픽스({_span(length)})에 있고, 프리픽스는 어느 자리에서나 보입니다."
        return Cell(True, told + (" 프리픽스 안에서는 뒤도 봅니다." if column > row else ""))

    return rule


def content(order: Order) -> Rule:
    """Yang et al. 2019, section 2.3: h of rank t sees the contents of ranks up to t."""

    def rule(row: int, column: int) -> Cell:
        if row == column:
            return Cell(
                True,
                "콘텐츠 스트림은 자기 자신의 내용을 봅니다. 뒤에 오는 순서에 그 내용을 알려 주는 것이 할 일입니다.",
            )
        return _ranked(order, row, column)

    return rule


def query(order: Order) -> Rule:
    """Yang et al. 2019, section 2.3: g of rank t sees the contents of ranks before t, and of its own only the place."""

    def rule(row: int, column: int) -> Cell:
        if row == column:
            return Cell(
                False, "쿼리 스트림은 바로 이 토큰을 맞혀야 하므로 그 내용을 볼 수 없습니다. 자기 위치만 압니다."
            )
        return _ranked(order, row, column)

    return rule


def padded(length: int) -> Rule:
    """A batch: whatever stands behind the `length` tokens of a text is filling that nobody looks at."""

    def rule(row: int, column: int) -> Cell:
        if column >= length:
            return Cell(
                False, f"{_at(column)}은 길이를 맞추려고 채운 [PAD]입니다. 글이 아니므로 아무 자리에서도 보지 않습니다."
            )
        if row >= length:
            return Cell(
                True,
                "패딩 마스크는 보이는 쪽(열)만 가립니다. "
                "[PAD]의 자리에서도 계산은 하지만, 그 결과는 아무도 보지 않고 버립니다.",
            )
        return Cell(True, f"{_at(column)}은 진짜 토큰이고, 양방향 마스크는 앞도 뒤도 가리지 않습니다.")

    return rule


def across(row: int, column: int) -> Cell:
    """Vaswani et al. 2017, section 3.2.3: the decoder looks at all that the encoder read."""
    return Cell(
        True,
        "크로스 어텐션에서는 디코더의 모든 자리가 인코더의 모든 자리를 봅니다. "
        "입력은 이미 다 주어져 있어서 가릴 것이 없습니다.",
    )


def _ranked(order: Order, row: int, column: int) -> Cell:
    mine, its = order.index(row), order.index(column)
    earlier = its < mine
    told = f"인수분해 순서에서 {_at(column)}은 {its + 1}번째, {_at(row)}은 {mine + 1}번째입니다. "
    seen = (
        "문장에서의 앞뒤와 관계없이 순서가 앞선 토큰은 보입니다." if earlier else "순서가 뒤인 토큰은 보이지 않습니다."
    )
    return Cell(earlier, told + seen)


def _at(place: int) -> str:
    return f"{place + 1}번"


def _span(length: int) -> str:
    return "1번" if length == 1 else f"1번부터 {length}번까지"
