"""The net under the stories holds: what a page may not do is noticed."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.flows.watching import Watch


def test_what_the_content_security_policy_refuses_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("/about")
    with page.context.expect_event("console"):
        page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert "Content Security Policy" in watch.problems.pop()


def test_an_uncaught_error_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("/about")
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('lost') })")
    assert "lost" in watch.problems.pop()


def test_a_request_to_another_host_is_noticed(page: Page, watch: Watch) -> None:
    page.goto("/about")
    watch.expect("Content Security Policy")
    page.context.route("http://elsewhere.test/**", lambda route: route.fulfill(status=204))
    with page.context.expect_event("request", lambda request: "elsewhere" in request.url):
        page.evaluate("() => { window.open('http://elsewhere.test/') }")
    assert "elsewhere" in watch.problems.pop()
    watch.problems.clear()
