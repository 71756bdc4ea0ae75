"""The stage of the browser stories: one server and one browser, and a fresh visitor for each test. Knows no story.

The browser is the machine's own Chromium. Where there is none the stories fail and say what to install.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.flows.watching import Watch

ROOT = Path(__file__).parent.parent.parent
MISSING = (
    "The browser stories need Chromium: install it (Debian, Ubuntu: apt install chromium fonts-noto-cjk) "
    "or name it in the environment variable CHROMIUM."
)
PATIENCE = 10_000  # milliseconds, for a machine that is busy with other things
# What a browser does without here. The suggestions of its address bar are pages of their own in each new window, which
# nobody sees: half of the processor time of a short story. The rest is what Playwright switches off, for a second list
# takes the place of its first one.
WITHOUT = (
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"),
    *("AimEnabled", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"),
    *("HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying"),
    *("OptimizationHints", "PaintHolding", "PreconnectToSearch", "ThirdPartyStoragePartitioning"),
)

Visitor = Callable[..., Page]


@pytest.fixture(scope="package")
def chromium() -> str:
    """The browser's own file: never downloaded, never skipped."""
    named = [os.environ.get("CHROMIUM"), "chromium", "google-chrome"]
    found = next((path for name in named if name and (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(MISSING, pytrace=False)
    return found


@pytest.fixture(scope="package")
def browser(chromium: str) -> Iterator[Browser]:
    """Root, as in containers, cannot use Chromium's sandbox."""
    expect.set_options(timeout=PATIENCE)
    flags = [f"--disable-features={','.join(WITHOUT)}", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=flags)
        yield started
        started.close()


@pytest.fixture(scope="package")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The course as a learner meets it: the command's own server, with records that are thrown away."""
    with served(tmp_path_factory.mktemp("served"), "app.cli", "serve") as place:
        yield place


@contextmanager
def served(folder: Path, *module: str) -> Iterator[str]:
    """The address of a server with its data in `folder`; `module` takes --port and --data."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SEODANG_")}
    command = [sys.executable, "-m", *module, "--port", str(port), "--data", str(folder / "data")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=ours, stdout=log, stderr=subprocess.STDOUT)
        try:
            yield _ready(f"http://127.0.0.1:{port}", server, folder / "log")
        finally:
            _stop(server)


def _ready(address: str, server: subprocess.Popen[bytes], log: Path) -> str:
    for _ in range(600):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):  # noqa: S310 -- our own server
                return address
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}", pytrace=False)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@pytest.fixture
def visitor(browser: Browser, address: str, watch: Watch) -> Iterator[Visitor]:
    """A newcomer with a browser of their own (`visitor(java_script_enabled=False)`), watched until the end."""
    contexts = []

    def arrive(width: int = 1280, height: int = 900, **wishes: Any) -> Page:
        wishes = {"locale": "ko-KR", "reduced_motion": "reduce", **wishes}
        context = browser.new_context(base_url=address, viewport={"width": width, "height": height}, **wishes)
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(3 * PATIENCE)  # a lecture has a hundred questions
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def watch(address: str) -> Iterator[Watch]:
    """Fails the test at its end when a page did what no page may do."""
    watching = Watch(address)
    yield watching
    assert watching.problems == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor()
