"""Headers, the guards against other sites and endless bodies, and how long things may be kept."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.pages import static
from app.security import CSP, MAX_BODY

ANSWER = "/study/items/mini-ox-01/answer"
PART = '--B\r\nContent-Disposition: form-data; name="answer"\r\n\r\n%s\r\n--B--\r\n'
OURS, THEIRS = "http://testserver", "https://evil.example"


@pytest.mark.parametrize("path", ["/", "/healthz", "/nope", "/api/v1/units", "/api/v1/nope"])
def test_every_answer_carries_the_headers(mina: TestClient, path: str) -> None:
    headers = mina.get(path).headers
    assert headers["content-security-policy"] == CSP
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_the_policy_allows_nothing_inline() -> None:
    assert "unsafe" not in CSP
    assert CSP.startswith("default-src 'self'; ")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": THEIRS},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://testserver@evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "same-origin", "Origin": THEIRS},
    ],
)
def test_what_another_site_sends_is_refused(mina: TestClient, headers: dict[str, str]) -> None:
    response = mina.post(ANSWER, data={"answer": "O"}, headers=headers)
    assert response.status_code == 403
    assert "set-cookie" not in response.headers


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": OURS}, {"Sec-Fetch-Site": "same-origin", "Origin": OURS}, {"Sec-Fetch-Site": "none"}]
)
def test_our_own_pages_and_programs_may_send(mina: TestClient, headers: dict[str, str]) -> None:
    assert mina.post(ANSWER, data={"answer": "O"}, headers=headers).status_code == 303


def test_a_link_from_another_site_opens_a_page(mina: TestClient) -> None:
    assert mina.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_api_refuses_a_foreign_origin_in_its_own_shape(mina: TestClient, method: str) -> None:
    response = mina.request(method, "/api/v1/items", headers={"Origin": THEIRS})
    assert response.status_code == 403
    assert response.json()["error"]["code"] == "cross_site"


def test_a_body_that_is_too_long_is_refused(mina: TestClient) -> None:
    response = mina.post(ANSWER, data={"answer": "가" * MAX_BODY})
    assert response.status_code == 413
    assert "1 MiB까지 보낼 수 있습니다" in response.text
    assert 'href="/lectures"' in response.text  # a page, with ways on
    told = mina.post("/api/v1/items/mini-ox-01/responses", content=b"x" * (MAX_BODY + 1)).json()
    assert told["error"]["code"] == "too_large"


def test_an_unannounced_body_that_is_too_long_is_refused(mina: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        for _ in range(3):
            yield b"x" * (MAX_BODY // 2)

    headers = {"Content-Type": "application/json"}
    response = mina.post("/api/v1/items/mini-ox-01/responses", content=endless(), headers=headers)
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data; boundary=B; charset=utf-7"])
def test_a_form_in_another_shape_is_refused_and_the_draft_stays(mina: TestClient, kind: str) -> None:
    """utf-7 can spell halves of letters, which no page can show afterwards."""
    mina.post("/study/items/mini-number-01/draft", data={"answer": "쓰다 만 답"})
    for act in ("answer", "draft"):
        response = mina.post(
            f"/study/items/mini-number-01/{act}", content=PART % "+2AA-", headers={"Content-Type": kind}
        )
        assert response.status_code == 415
    assert "쓰다 만 답" in mina.get("/lectures/mini").text


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=B", PART % "X"),
        ("application/x-www-form-urlencoded;charset=UTF-8", "answer=X"),
    ],
)
def test_the_shapes_that_browsers_send_are_read(mina: TestClient, kind: str, body: str) -> None:
    assert mina.post(ANSWER, content=body, headers={"Content-Type": kind}).status_code == 303


@pytest.mark.parametrize(
    "path", ["/", "/lectures/mini", "/healthz", "/api/v1/units", "/static/css/tokens.css", "/nope"]
)
def test_head_is_get_without_the_body(mina: TestClient, path: str) -> None:
    head, full = mina.head(path), mina.get(path)
    assert head.status_code == full.status_code
    assert head.content == b""
    assert head.headers["content-type"] == full.headers["content-type"]


def test_pages_are_kept_by_nobody_and_static_files_for_ever(mina: TestClient) -> None:
    assert mina.get("/practice").headers["cache-control"] == "no-store"
    assert "immutable" in mina.get(static("css/tokens.css")).headers["cache-control"]
    assert mina.get("/static/css/tokens.css").headers["cache-control"] == "no-cache"


def test_long_pages_are_compressed(mina: TestClient) -> None:
    assert mina.get("/practice", headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
