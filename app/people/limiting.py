"""How often somebody may try a password: by name and by address, in this process. Knows no password."""

from __future__ import annotations

import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

A_NAME = parse("10 per 15 minutes")
AN_ADDRESS = parse("60 per 15 minutes")  # a class behind one address signs in at the same minute


class TooManyError(RuntimeError):
    """`seconds` until the next try is heard."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"로그인을 너무 여러 번 시도했습니다. {-(-seconds // 60)}분 뒤에 다시 해 주세요.")
        self.seconds = seconds


class Tries:
    """Counts every try before it is looked at, so that many at once gain nothing; a right one is forgiven its name."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def take(self, name: str, address: str) -> None:
        """Raises TooManyError."""
        for limit, key in ((A_NAME, f"name:{name}"), (AN_ADDRESS, f"address:{address}")):
            if not self._limiter.hit(limit, key):
                raise TooManyError(self._wait(limit, key))

    def forgive(self, name: str) -> None:
        self._limiter.clear(A_NAME, f"name:{name}")

    def _wait(self, limit: RateLimitItem, key: str) -> int:
        reset = self._limiter.get_window_stats(limit, key).reset_time
        return max(1, round(reset - time.time()))
