"""Browsers by the names their owners know."""

from __future__ import annotations

import pytest

from app.people.browsers import named

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (CHROME, "Chrome · Linux"),
        (f"{CHROME} Edg/140.0.0.0".replace("X11; Linux x86_64", "Windows NT 10.0; Win64; x64"), "Edge · Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari · iPhone"),
        ("curl/8.5", "curl/8.5"),
        ("", "이름을 밝히지 않은 브라우저"),
    ],
)
def test_a_browser_has_a_name_that_its_owner_knows(agent: str, name: str) -> None:
    assert named(agent) == name
