"""Who waits and who runs: places in line, limits, estimates, and leaving."""

from __future__ import annotations

import threading

from models.protocol import Done, Event, Failed, Generate, Queued
from models.serving.waiting import Limits, Line, Pace, Ticket


class Asker:
    """Somebody who asks and remembers what was told."""

    def __init__(self, name: str = "mina") -> None:
        self.told: list[Event] = []
        self.ticket = Ticket(Generate(prompt="", caller=name), self.told.append)

    @property
    def positions(self) -> list[int]:
        return [event.position for event in self.told if isinstance(event, Queued)]


def line(**limits: int) -> Line:
    opened = Line(Limits(**limits))
    opened.ready = True
    return opened


def test_where_a_row_is_free_nobody_is_told_to_wait() -> None:
    mina, opened = Asker(), line(rows=1)
    assert opened.admit(mina.ticket)
    assert opened.candidates() == [mina.ticket]
    assert mina.told == []


def test_while_the_models_are_read_everybody_waits_and_is_told_why() -> None:
    mina, opened = Asker(), Line()
    opened.admit(mina.ticket)
    told = mina.told[0]
    assert isinstance(told, Queued)
    assert told.starting
    assert told.seconds > 0


def test_who_waits_hears_of_each_place_gained_and_only_then() -> None:
    opened = line(rows=1, caller=9)
    running, first, second = (Asker() for _ in range(3))
    for asker in (running, first, second):
        opened.admit(asker.ticket)
        opened.place(running.ticket)
    opened.tell_positions()
    assert (first.positions, second.positions) == ([1], [2])
    opened.end(running.ticket, Done(reason="end"))
    opened.place(first.ticket)
    opened.tell_positions()
    opened.tell_positions()
    assert (first.positions, second.positions) == ([1], [2, 1])


def test_no_row_is_offered_while_all_are_taken() -> None:
    opened, running, waiting = line(rows=1), Asker(), Asker()
    opened.admit(running.ticket)
    opened.place(running.ticket)
    opened.admit(waiting.ticket)
    assert opened.candidates() == []


def test_a_full_line_refuses_says_how_many_wait_and_when_to_come_again() -> None:
    opened = line(rows=1, waiting=2, caller=9)
    for _ in range(3):
        opened.admit(Asker().ticket)
    opened.place(opened.waiting[0])
    late = Asker()
    assert not opened.admit(late.ticket)
    (told,) = late.told
    assert isinstance(told, Failed)
    assert told.code == "full"
    assert "지금 2명이 기다리고 있습니다" in told.message
    assert told.retry_after
    assert len(opened.waiting) == 2


def test_one_caller_cannot_take_all_places_and_others_still_can() -> None:
    opened = line(caller=2)
    for _ in range(2):
        assert opened.admit(Asker().ticket)
    opened.place(opened.waiting[0])
    mina, jun = Asker(), Asker("jun")
    assert not opened.admit(mina.ticket)
    assert isinstance(mina.told[0], Failed)
    assert "2개까지" in mina.told[0].message
    assert opened.admit(jun.ticket)


def test_who_waits_leaves_at_once_and_those_behind_move_up() -> None:
    opened = line(rows=1, caller=9)
    running, first, second = (Asker() for _ in range(3))
    for asker in (running, first, second):
        opened.admit(asker.ticket)
        opened.place(running.ticket)
    opened.cancel(first.ticket)
    assert isinstance(first.told[-1], Done)
    assert first.told[-1].reason == "cancelled"
    assert second.positions == [2, 1]
    assert not opened.place(first.ticket)


def test_who_runs_is_only_marked_and_told_by_the_engine() -> None:
    opened, mina = line(), Asker()
    opened.admit(mina.ticket)
    opened.place(mina.ticket)
    opened.cancel(mina.ticket)
    assert mina.ticket.cancelled
    assert mina.told == []


def test_the_last_event_is_told_once() -> None:
    opened, mina = line(), Asker()
    opened.admit(mina.ticket)
    opened.place(mina.ticket)
    for _ in range(2):
        opened.end(mina.ticket, Done(reason="end"))
    assert len(mina.told) == 1


def test_the_estimate_follows_the_measured_pace() -> None:
    pace = Pace()
    for _ in range(50):
        pace.stepped(100, 0.1)  # a thousand tokens a second
        pace.finished(20)
    assert 0.15 < pace.seconds(10) < 0.25
    assert pace.seconds(20) > pace.seconds(10)


def test_the_engine_sleeps_until_somebody_comes_or_the_line_closes() -> None:
    opened, mina = line(), Asker()
    threading.Timer(0.05, opened.admit, [mina.ticket]).start()
    assert opened.wait(5)
    opened.end(mina.ticket, Done(reason="end"))
    threading.Timer(0.05, opened.close).start()
    assert not opened.wait(5)
