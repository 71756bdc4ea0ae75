import pytest

from app.bank.checking.giveaways import tells
from app.bank.terms import Term, Terms

TERMS = Terms([Term(id="lora", ko="로라", en="LoRA", variants=("저랭크 적응",), definition="d", units=("demo",))])


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("로라는 무엇입니까", "LoRA", True),
        ("저랭크 적응의 다른 이름", "로라", True),
        ("QLoRA와 견주세요", "LoRA", False),
        ("가중치를 고정합니다", "고정", True),
        ("the freezer", "freeze", False),
        ("Freeze 하는 것", "freeze", True),
        ("층마다", "층", False),
    ],
)
def test_a_key_is_found_in_any_form_of_its_term_and_only_as_a_word(text: str, key: str, told: bool) -> None:
    assert tells(text, key, TERMS) is told
