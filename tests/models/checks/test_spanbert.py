"""Which mend of the span code stops the mixing, and what is found where spans are treated otherwise."""

import pytest

from models.checks import spanbert


def test_a_span_is_treated_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spanbert.what_stops_the_mixing() == "span_by_span"
    monkeypatch.setitem(spanbert.MENDS, "span_by_span", spanbert._token_by_token)
    assert spanbert.what_stops_the_mixing() == []


def test_random_tokens_would_be_the_cause_if_nothing_were_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(spanbert.MENDS, "without_random", lambda span, _: [spanbert.MASK] * len(span))
    found = spanbert.what_stops_the_mixing()
    assert set(found) == {"span_by_span", "without_random"}


def test_the_shares_are_those_of_the_paper_either_way() -> None:
    for way in (spanbert._token_by_token, spanbert._span_by_span):
        tokens = [token for span in spanbert._examples(way) for token in span]
        assert 0.75 < tokens.count(spanbert.MASK) / len(tokens) < 0.85


def test_merging_shortens_and_the_others_do_not() -> None:
    whole = sum(map(len, spanbert._examples(spanbert._span_by_span)))
    assert sum(map(len, spanbert._examples(spanbert._merged))) < whole / 2


def test_most_spans_are_as_long_as_that(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spanbert.percent_that_are_as_long(1) == pytest.approx(100.0)
    assert spanbert.percent_that_are_as_long(4) == pytest.approx(51.2)
    monkeypatch.setattr(spanbert, "STOPPING", 0.5)
    assert spanbert.percent_that_are_as_long(4) == pytest.approx(12.5)
