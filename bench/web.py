"""How fast the web is: first page after start, the unit page and the answer as a ratio to a bare route, memory.

    python bench/web.py [--seconds 3] [--rounds 3] [--json]

`kept` is the bare form with one row written durably, as every answer is: what the disk allows.
Both servers run at once and are asked in turn, so that a busy machine slows both. Only 127.0.0.1 is spoken to.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from serving import HOST, fetch, first_page, free_port, resident, seodang, server

THREADS = 4
MOST = 4000  # requests in one measurement
FORM = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true", "HX-Request-Type": "partial"}
ANSWERS = {"ox": "O", "choice": "a"}
Ask = Callable[[http.client.HTTPConnection], None]


def rate(port: int, makers: list[Ask], seconds: float) -> float:
    """Requests a second of several clients at once, each with a connection of its own."""
    done = [0] * len(makers)
    end = time.perf_counter() + seconds

    def run(number: int) -> None:
        connection = http.client.HTTPConnection(HOST, port, timeout=30)
        while time.perf_counter() < end and done[number] < MOST // len(makers):
            makers[number](connection)
            done[number] += 1

    start = time.perf_counter()
    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(makers))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def asking(method: str, path: str, body: str = "", headers: dict[str, str] | None = None) -> Ask:
    def ask(connection: http.client.HTTPConnection) -> None:
        assert fetch(connection, method, path, body, headers)[0] == 200

    return ask


class Learner:
    """Answers the questions of a lecture one after another, then comes back as somebody else."""

    def __init__(self, items: list[tuple[str, str]]) -> None:
        self.items, self.at, self.cookie = items, 0, ""

    def __call__(self, connection: http.client.HTTPConnection) -> None:
        item, kind = self.items[self.at]
        headers = FORM | ({"Cookie": self.cookie} if self.cookie else {})
        path = f"/study/items/{item}/answer"
        status, text, cookie = fetch(connection, "POST", path, form(ANSWERS[kind]), headers)
        assert status == 200, text
        self.cookie = cookie.split(";")[0] if cookie else self.cookie
        self.at = (self.at + 1) % len(self.items)
        if not self.at:
            self.cookie = ""


def form(answer: str) -> str:
    return urlencode({"answer": answer, "deal": 0, "place": "lecture"})


def in_turn(rounds: int, *measures: Callable[[], float]) -> list[tuple[float, ...]]:
    return [tuple(measure() for measure in measures) for _ in range(rounds)]


def middle(rows: list[tuple[float, ...]], which: int) -> float:
    return round(statistics.median(row[which] for row in rows), 1)


def ratio(rows: list[tuple[float, ...]], ours: int, bare: int) -> float:
    """Of what was measured one after the other: the machine may be busier in one round than in the next."""
    return round(statistics.median(row[ours] / row[bare] for row in rows), 2)


def measure(seconds: float, rounds: int) -> dict[str, float | None]:
    port, bare_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as data, server(seodang(port, data), {}) as ours:
        started = first_page(port, "/")
        unit, page, items, answered, known = _look_around(port)
        lengths = {"PAGE_LENGTH": str(len(page)), "FORM_LENGTH": str(len(answered)), "KEPT_IN": f"{data}/bare.db"}
        with server(_serve_bare(bare_port), lengths):
            first_page(bare_port, "/page")
            pages = in_turn(
                rounds,
                lambda: rate(bare_port, [asking("GET", "/page")] * THREADS, seconds),
                lambda: rate(port, [asking("GET", f"/lectures/{unit}", "", known)] * THREADS, seconds),
            )
            answers = in_turn(
                rounds,
                lambda: rate(bare_port, [asking("POST", "/form", form("O"), FORM)] * THREADS, seconds),
                lambda: rate(bare_port, [asking("POST", "/kept", form("O"), FORM)] * THREADS, seconds),
                lambda: rate(port, [Learner(items) for _ in range(THREADS)], seconds),
            )
            memory = resident(ours.pid)
    return {
        "first_page_s": round(started, 2),
        "unit_page_kb": round(len(page.encode()) / 1000, 1),
        **_pages(pages),
        **_answers(answers),
        "memory_mb": memory,
    }


def _pages(rows: list[tuple[float, ...]]) -> dict[str, float]:
    return {
        "unit_page_per_s": middle(rows, 1),
        "bare_page_per_s": middle(rows, 0),
        "unit_page_ratio": ratio(rows, 1, 0),
    }


def _answers(rows: list[tuple[float, ...]]) -> dict[str, float]:
    return {
        "answer_per_s": middle(rows, 2),
        "bare_form_per_s": middle(rows, 0),
        "answer_ratio": ratio(rows, 2, 0),
        "bare_form_kept_per_s": middle(rows, 1),
        "answer_ratio_kept": ratio(rows, 2, 1),
    }


def _serve_bare(port: int) -> list[str]:
    return ["-m", "uvicorn", "bench.bare:create_app", "--factory", "--port", str(port), "--log-level", "info"]


def _look_around(port: int) -> tuple[str, str, list[tuple[str, str]], str, dict[str, str]]:
    """The first unit, its page, the questions to answer, one answered question, and that learner's cookie."""
    connection = http.client.HTTPConnection(HOST, port, timeout=30)
    unit = json.loads(fetch(connection, "GET", "/api/v1/units")[1])["units"][0]["slug"]
    page = fetch(connection, "GET", f"/lectures/{unit}")[1]
    items = re.findall(r'id="q-([\w-]+)"[^>]* data-kind="(ox|choice)"', page)
    _, answered, cookie = fetch(connection, "POST", f"/study/items/{items[0][0]}/answer", form("O"), FORM)
    return unit, page, items, answered, {"Cookie": (cookie or "").split(";")[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3, help="length of one measurement")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each; the median counts")
    parser.add_argument("--json", action="store_true", help="one line of JSON")
    options = parser.parse_args()
    figures = measure(min(options.seconds, 30), min(options.rounds, 10))
    if options.json:
        print(json.dumps(figures))
        return
    for name, value in figures.items():
        print(f"{name:20} {value}")


if __name__ == "__main__":
    main()
