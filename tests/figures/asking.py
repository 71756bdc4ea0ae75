"""A figure's page, asked for by its address. Knows no single figure."""

from __future__ import annotations

from html import unescape

from fastapi.testclient import TestClient


def shown(address: str, mina: TestClient, status: int = 200, **query: str | list[str]) -> str:
    """The page as it is read."""
    response = mina.get(address, params=query)
    assert response.status_code == status
    return unescape(response.text)
