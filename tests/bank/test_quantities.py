import contextlib
import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bank.quantities import read
from app.bank.question import FormatError

READINGS: list[tuple[str, float]] = [
    ("12,288", 12288),
    ("12288", 12288),
    ("１２２８８", 12288),
    ("12.288K", 12288),
    ("12.288 k", 12288),
    ("1.2만", 12000),
    ("1만 2288", 12288),
    ("1만2,288개", 12288),
    ("1억", 10**8),
    ("1억 2천만", 120_000_000),
    ("1조 2억 3만 4", 1_000_200_030_004),
    ("2백만", 2_000_000),
    ("2천5백만 개", 25_000_000),
    ("3천", 3000),
    ("7B", 7 * 10**9),
    ("110M개", 110_000_000),
    ("1.5 million", 1_500_000),
    ("1.2e6", 1_200_000),
    ("1.2E+6", 1_200_000),
    ("1.2 x 10^6", 1_200_000),
    ("1.2×10⁶", 1_200_000),
    ("$1.2\\times10^{6}$", 1_200_000),
    ("$12{,}288$", 12288),
    ("2^20", 2**20),
    ("2**20", 2**20),
    ("2의 20제곱", 2**20),
    ("3/4", 0.75),
    ("½", 0.5),
    (".5", 0.5),
    ("-5", -5),
    ("3072가 아니라 6144", 6144),
    ("육천백사십사", 6144),
    ("열일곱 개입니다", 17),
    ("−5", -5),
    ("12288.0", 12288),
    ("약 12,288개", 12288),
    ("12,288개입니다.", 12288),
    ("답은 12288 개 입니다", 12288),
    ("학습 파라미터 수는 12288개다", 12288),
    ("12288 parameters", 12288),
    ("= 12288", 12288),
    ("2 * 8 * 768 = 12288", 12288),
    ("정답: 12288개 (두 행렬)", 12288),
    ("12288개".encode().decode(), 12288),
]


@pytest.mark.parametrize(("typed", "value"), READINGS)
def test_a_number_is_read_however_it_is_written(typed: str, value: float) -> None:
    assert read(typed, "개").value == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "모르겠다",
        "만",
        "1,2288",
        "1,2",
        "12.288.1",
        "12,288~13,000",
        "100–200",
        "3 또는 4",
        "12288이 아니다",
        "12288 이상",
        "최대 12288",
        "12288 12288",
        "1만 22880",
        "12 288",
        "1.2만 300",
        "12KB",
        "12288 배",
        "1e999",
        "9^9999",
        "1/0",
        "0^-1",
        "5백 3천",
        "12%",
        "1½",
        "a" * 500,
        "1" * 100,
        "GPT-2는 12288",
        "r=8이면 12288",
    ],
)
def test_what_is_not_one_number_is_a_format_error_that_says_what_to_write(typed: str) -> None:
    with pytest.raises(FormatError, match="예: 3,500개"):
        read(typed, "개")


def test_percent_is_read_as_the_unit_of_the_question_has_it() -> None:
    assert read("0.39", "%").value == Fraction(39, 100)
    assert read("0.39%", "%").value == Fraction(39, 100)
    assert read("0.39 퍼센트", "%").value == Fraction(39, 100)
    assert read("1/256", "%").value == Fraction(100, 256)
    assert read("5%").value == Fraction(5, 100)


def test_further_units_have_their_factor_and_win_over_scales() -> None:
    assert read("2GB", "MB", {"GB": 1024}).value == 2048
    assert read("300 MB", "MB", {"GB": 1024}).value == 300
    assert read("2 G", "G").value == 2
    assert read("3배", "배").value == 3


def test_a_wrong_unit_is_named() -> None:
    with pytest.raises(FormatError, match=r"‘kb’ 단위로는 읽을 수 없습니다. 단위는 ‘개’입니다"):
        read("12KB", "개")


def test_the_digits_written_are_counted() -> None:
    assert [read(typed).digits for typed in ("1.2만", "1.23만", "1만 2288", "12288", "0.10", "2^20", "0")] == [
        2,
        3,
        5,
        5,
        2,
        0,
        0,
    ]


@given(st.integers(0, 10**15))
def test_a_whole_number_reads_back_from_every_way_of_writing_it(value: int) -> None:
    assert read(str(value)).value == value
    assert read(f"{value:,}개", "개").value == value
    assert read(f"약 {value:,} 개입니다", "개").value == value


@given(st.integers(1, 9999), st.integers(0, 9999))
def test_a_korean_number_is_the_sum_of_its_sections(high: int, low: int) -> None:
    typed = f"{high}만 {low}" if low else f"{high}만"
    assert read(typed).value == high * 10_000 + low


@given(st.text(max_size=300))
def test_any_text_is_a_number_or_a_format_error(text: str) -> None:
    with contextlib.suppress(FormatError):
        read(text, "개", {"K": 1000})


@pytest.mark.parametrize("text", ["1" * 10_000, "1 " * 5000, "천" * 200, "1," * 100, "1.1천" * 40, "(" * 200])
def test_no_input_takes_long(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(FormatError):
        read(text)
    assert time.process_time() - begun < 0.05
