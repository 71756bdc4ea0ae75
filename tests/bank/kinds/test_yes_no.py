import contextlib
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bank.kinds.yes_no import read
from app.bank.question import FormatError

YES = """O|o|0|０|Ｏ|ㅇ|ㅇㅇ|ㅐ|○|◯|⭕|⭕️|О|✅|동그라미|참|참입니다|맞다|맞음|맞아요|맞습니다|맞네요|옳다|예|네|
네, 맞습니다|true|T|yes|Y|Correct|O입니다|정답은 O|정답은 O입니다.|답: O|옳은 설명입니다|맞는 말이에요|
틀리지 않다|틀리지 않습니다|틀리지않아요|안 틀렸다|거짓이 아니다|거짓이 아닙니다|틀린 것이 아니다|
틀린 말은 아니다|그런 것 같습니다|그럴걸요|그렇지요|맞지 않나요?|
네 두지 않습니다|동의합니다|X가 아니라 O|X가 아니다|not false|O, 어댑터를 학습하므로|
O. 어댑터가 아니라 정규화라고 하면 안 되므로"""
NO = """X|x|Ｘ|×|✕|✖|✖️|❌|ㅌ|엑스|거짓|거짓입니다|틀리다|틀림|틀렸습니다|틀렸어요|틀린 문장입니다|틀린 것 같습니다|
이 문장은 틀립니다|아니다|아니요|아니오|아닙니다|아니요, 틀렸습니다|false|No|n|F|wrong|incorrect|X입니다|
정답은 X|엑스입니다|X인 것 같아요|잘못된 설명|맞지 않다|맞지 않습니다|맞지않아요|안 맞다|안맞아요|옳지 않다|
옳지 않은 설명|맞는 말이 아니다|참이 아니다|참이 아닙니다|사실이 아니다|사실과 다릅니다|O가 아니라 X|O가 아니다|
그렇지 않습니다|그렇진 않아요|아닐 것 같습니다|아닌 것 같은데요|그건 아니죠|ㄴㄴ|아뇨 아닙니다|ㄴ|
맞는 것 같지 않습니다|동의하지 않습니다|not true|not correct|isn't right|isn’t right|X 어댑터가 아니라 정규화|
X, 레이어 정규화가 아니라 어댑터를 학습한다"""
UNCLEAR = [
    *["?", "1"],
    "",
    "  ",
    "O X",
    "ox",
    "O, X",
    "참 거짓",
    "글쎄요",
    "네, 아니요",
    "네 아니요",
    "네 아닙니다",
    "그런 방법",
    "아닌가요?",
    "옳다고 할 수 없다",
]
UNCLEAR += ["adapter", "네트워크", "예를 들어", "0.1", "모르겠다", "맞거나 틀리다", "틀림 어댑터가 아니라", "맞춤형"]


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split("|")]


@pytest.mark.parametrize("typed", words(YES))
def test_what_people_type_for_yes_is_o(typed: str) -> None:
    assert read(typed) == "O"
    assert read(unicodedata.normalize("NFD", typed)) == "O"


@pytest.mark.parametrize("typed", words(NO))
def test_what_people_type_for_no_is_x(typed: str) -> None:
    assert read(typed) == "X"
    assert read(unicodedata.normalize("NFD", typed)) == "X"


@pytest.mark.parametrize("typed", UNCLEAR)
def test_both_or_neither_is_a_format_error(typed: str) -> None:
    with pytest.raises(FormatError, match="O 또는 X 하나로"):
        read(typed)


@pytest.mark.parametrize("text", ["O ", "맞지 ", "안", "ㅇ", "(", "x,", "아니 ", "참이 ", "맞는 말 ", "없 O ", "1"])
def test_no_input_takes_long(text: str) -> None:
    begun = time.process_time()
    with contextlib.suppress(FormatError):
        read((text * 10_000)[:10_000])
    assert time.process_time() - begun < 0.05


@given(st.text(max_size=200))
def test_any_text_is_a_letter_or_a_format_error(text: str) -> None:
    with contextlib.suppress(FormatError):
        assert read(text) in ("O", "X")
