import pytest

from app.bank.figures import fill, grouped, myriads, plain


@pytest.mark.parametrize(
    ("value", "typed", "read"),
    [
        (12288, "12288", "12,288"),
        (0.1, "0.1", "0.1"),
        (-1234, "-1234", "-1,234"),
        (0, "0", "0"),
        (1234567.891, "1234567.89", "1,234,567.89"),
    ],
)
def test_numbers_are_written_as_typed_and_as_read(value: float, typed: str, read: str) -> None:
    assert plain(value) == typed
    assert grouped(value) == read


def test_myriads_are_said_the_korean_way() -> None:
    assert myriads(12288) == "1만 2,288"
    assert myriads(175_000_000_000) == "1,750억"
    assert myriads(100_010_000) == "1억 1만"
    assert myriads(0) == "0"
    assert myriads(-12288) == "-1만 2,288"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (10**16, "1경"),
        (3 * 10**16 + 5, "3경 5"),
        (1_234_5678_0000_0000_0000, "1,234경 5,678조"),
        (5_760 * 10**20, "5,760해"),
        (10**25, "100,000해"),
    ],
)
def test_no_myriad_is_lost_above_ten_thousand_jo(value: int, said: str) -> None:
    assert myriads(value) == said


def test_only_known_names_are_filled_in() -> None:
    assert fill("d={d}, {x}, {d}", {"d": "768"}) == "d=768, {x}, 768"


def test_tex_keeps_its_braces() -> None:
    assert fill(r"$\frac{a}{b} + {d}$ {d}", {"d": "768"}) == r"$\frac{a}{b} + {768}$ 768"
    assert fill(r"$\frac{d}{r}$", {"d": "768", "r": "8"}) == r"$\frac{768}{8}$"
    assert fill("$${answer}$$ {answer}", {"answer": "12,288"}) == "$${12{,}288}$$ 12,288"
