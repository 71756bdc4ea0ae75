"""What no page may do: raise an error, complain on the console (where the browser reports what the CSP refused), or
ask another host. Knows no story."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError


class Watch:
    """Notes every misdeed of the pages it follows, save those that a test announced with `expect`."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._expected: list[str] = []
        self.problems: list[str] = []

    def expect(self, words: str) -> None:
        """A story of a failure announces what the browser will say of it."""
        self._expected.append(words)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(words in message.text for words in self._expected):
            self.problems.append(f"{message.type} on {message.location.get('url', '')}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"uncaught: {error.error}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self._address, "data:", "blob:")):
            self.problems.append(f"a request to another host: {request.url}")
