"""What holds for every kind, tried on one small question of each."""

import json
from random import Random

import pytest

from app.bank.kinds import KINDS
from app.bank.loading import Bank, read
from app.bank.question import FormatError, Question, Raw, Verdict
from tests.bank.sample import IDS, write


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    found = read(write(tmp_path_factory.mktemp("course"), *IDS.values()))
    assert found.bank is not None
    return found.bank


def question(bank: Bank, kind: str) -> Question:
    return bank.items[f"demo-{kind}-01"]


def graded(bank: Bank, kind: str, seed: int, raw: Raw) -> Verdict:
    asked, module = question(bank, kind), KINDS[kind]
    return module.grade(asked, module.deal(asked, Random(seed)), module.parse(asked, raw), bank.terms)


@pytest.mark.parametrize("kind", KINDS)
def test_specimens_behave_as_they_say(bank: Bank, kind: str) -> None:
    asked, module = question(bank, kind), KINDS[kind]
    for seed in range(5):
        samples = module.specimens(asked, module.deal(asked, Random(seed)))
        assert samples.right
        assert samples.wrong
        assert samples.malformed
        assert {graded(bank, kind, seed, raw).outcome for raw in samples.right} == {"correct"}
        assert "correct" not in {graded(bank, kind, seed, raw).outcome for raw in samples.wrong}
        for raw in samples.malformed:
            with pytest.raises(FormatError):
                module.parse(asked, raw)


@pytest.mark.parametrize("kind", KINDS)
def test_a_deal_is_json_and_the_same_for_the_same_seed(bank: Bank, kind: str) -> None:
    asked, module = question(bank, kind), KINDS[kind]
    dealt = module.deal(asked, Random(7))
    assert json.loads(json.dumps(dealt)) == dealt == module.deal(asked, Random(7))
    assert module.prompt(asked, dealt)


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_is_among_what_is_accepted_and_every_verdict_has_a_trace(bank: Bank, kind: str) -> None:
    asked, module = question(bank, kind), KINDS[kind]
    dealt = module.deal(asked, Random(1))
    assert module.key(asked, dealt).key
    assert module.key(asked, dealt).explanation
    verdict = graded(bank, kind, 1, module.specimens(asked, dealt).right[0])
    assert verdict.trace
    assert verdict.score == 1.0


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_chosen_from_has_options_and_what_is_arranged_has_rows(bank: Bank, kind: str) -> None:
    asked, module = question(bank, kind), KINDS[kind]
    assert bool(module.options(asked, {})) is (kind in ("choice", "match", "order"))
    assert bool(module.rows(asked, {})) is (kind in ("match", "order"))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_form_holds_is_read_as_it_would_be_by_a_program(bank: Bank, kind: str) -> None:
    asked, module = question(bank, kind), KINDS[kind]
    raw = module.specimens(asked, {}).right[0]
    fields = [raw] if isinstance(raw, str) else raw
    assert module.parse(asked, module.typed(asked, fields)) == module.parse(asked, raw)
    with pytest.raises(FormatError):
        module.parse(asked, module.typed(asked, []))
