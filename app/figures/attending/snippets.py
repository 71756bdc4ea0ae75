"""The masks in plain Python with the learner's numbers; tests run what is shown and compare it to the matrix."""

from __future__ import annotations

from app.figures.attending.asking import Asked

COUNTED = "# i는 보는 자리, j는 보이는 자리. 둘 다 0부터 셉니다."


def bidirectional(asked: Asked) -> str:
    return _lines(f"n = {len(asked.tokens)}", "see = [[True for j in range(n)] for i in range(n)]")


def causal(asked: Asked) -> str:
    return _lines(f"n = {len(asked.tokens)}", "see = [[j <= i for j in range(n)] for i in range(n)]")


def prefixed(asked: Asked) -> str:
    return _lines(
        f"n, prefix = {len(asked.tokens)}, {asked.prefix}",
        "see = [[j < prefix or j <= i for j in range(n)] for i in range(n)]",
    )


def permuted(asked: Asked) -> str:
    return _lines(
        f"order = {list(asked.order)}",
        "n = len(order)",
        "rank = [order.index(place) for place in range(n)]",
        "content = [[rank[j] <= rank[i] for j in range(n)] for i in range(n)]",
        "query = [[rank[j] < rank[i] for j in range(n)] for i in range(n)]",
    )


def paired(asked: Asked) -> str:
    return _lines(
        f"n, m = {len(asked.tokens)}, {len(asked.second)}",
        "encoder = [[True for j in range(n)] for i in range(n)]",
        "decoder = [[j <= i for j in range(m)] for i in range(m)]",
        "cross = [[True for j in range(n)] for i in range(m)]",
    )


def padded(asked: Asked) -> str:
    return _lines(
        f"lengths = [{len(asked.tokens)}, {len(asked.second)}]",
        "n = max(lengths)",
        "first, second = [[[j < length for j in range(n)] for i in range(n)] for length in lengths]",
    )


def _lines(*lines: str) -> str:
    return "\n".join((COUNTED, *lines))
