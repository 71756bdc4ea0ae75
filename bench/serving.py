"""A server in a process of its own: begun, asked until it answers, its memory looked at. Knows no measurement."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOST = "127.0.0.1"


@contextmanager
def server(words: list[str], extra: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | extra
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment, **quiet)  # type: ignore[call-overload]  # noqa: S603
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def first_page(port: int, path: str, patience: float = 30) -> float:
    """Seconds until a page came, asked for every 10 ms for at most so long."""
    start = time.perf_counter()
    while time.perf_counter() - start < patience:
        try:
            if fetch(http.client.HTTPConnection(HOST, port, timeout=10), "GET", path)[0] == 200:
                return time.perf_counter() - start
        except OSError:
            time.sleep(0.01)
    raise SystemExit(f"the server did not answer within {patience:g} seconds")


def fetch(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str = "",
    headers: dict[str, str] | None = None,
) -> tuple[int, str, str | None]:
    connection.request(method, path, body, headers or {})
    reply = connection.getresponse()
    text = reply.read().decode()
    return reply.status, text, reply.getheader("set-cookie")


def resident(process: int) -> float | None:
    """MB of memory; None where the system has no /proc."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return round(int(found[1]) / 1024, 1) if found else None


def seodang(port: int, data: str) -> list[str]:
    """The words that begin the course's own server."""
    return ["-m", "app.cli", "serve", "--port", str(port), "--data", data]
