"""What tests of several files look at and none changes, made once a process."""

from __future__ import annotations

import pytest

from tests.models.running import Models


@pytest.fixture(scope="session")
def models() -> Models:
    return Models()
