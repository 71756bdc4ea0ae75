"""A text read once: where its words stand in what was typed."""

from __future__ import annotations

from app.bank.reading import Reading


def test_places_lead_back_to_what_was_typed() -> None:
    raw = "먼저, 어댑터(Adapter)를!"
    reading = Reading(raw)
    at = reading.text.index("adapter")
    start, end = reading.raw_span(at, at + 7)
    assert raw[start:end] == "Adapter"


def test_a_sign_that_is_read_as_a_word_is_one_place() -> None:
    raw = "메모리 ↓, 속도 ↑"
    reading = Reading(raw)
    at = reading.text.index("감소")
    start, end = reading.raw_span(at, at + 2)
    assert raw[start:end] == "↓"
