"""How several processes share the tests (`pytest -n 2`; `make test` asks for it). Knows no single test."""

from __future__ import annotations

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

STORIES = "tests/flows/"


class Sharing(LoadScopeScheduling):
    """A file goes to one process, with what it prepares for its tests. Of the browser stories each process gets a share
    at once: between two shares its browser and its server would end and start again."""

    def __init__(self, config: pytest.Config, log: Producer) -> None:
        super().__init__(config, log)
        self._shares: dict[str, int] = {}

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::")[0]
        if not file.startswith(STORIES):
            return file
        return f"{STORIES} {self._shares.setdefault(file, len(self._shares) % self.numnodes)}"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)
