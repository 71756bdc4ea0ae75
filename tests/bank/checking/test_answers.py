from pathlib import Path

import pytest

from app.bank.checking import answers
from app.bank.kinds import ox
from app.bank.kinds.specimens import Specimens
from app.bank.loading import read
from tests.bank.sample import NUMBER, OX, write


@pytest.mark.parametrize(
    ("samples", "code", "said"),
    [
        (Specimens(("X",), (), ()), "key-refused", "정답 ‘X’이(가) ‘틀림’"),
        (Specimens(("?",), (), ()), "key-refused", "‘형식 오류’"),
        (Specimens((), ("참",), ()), "near-miss-accepted", "틀린 답 ‘참’"),
        (Specimens((), (), ("X",)), "malformed-graded", "답이 될 수 없는 ‘X’"),
    ],
)
def test_a_specimen_that_misbehaves_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: Specimens, code: str, said: str
) -> None:
    monkeypatch.setattr(ox, "specimens", lambda question, dealt: samples)
    (found,) = answers.check(read(write(tmp_path, OX)))
    assert (found.code, found.item) == (code, "demo-ox-01")
    assert said in found.message


def test_every_deal_of_a_number_is_tried(tmp_path: Path) -> None:
    loaded = read(write(tmp_path, NUMBER))
    (item,) = loaded.readable.items.values()
    assert len(list(answers.deals(item))) == 4
    collides = NUMBER.replace("formula: d * r", "formula: d * r * r // 4")  # the key itself where r is 8
    (found,) = answers.check(read(write(tmp_path, collides)))
    assert "(d=768, r=8)" in found.message
