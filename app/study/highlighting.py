"""Where rubric points were found, as a reader marks a text: whole words, never half of one. Pure; knows no grading."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]


def whole_words(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans widened to the words they touch, in order; those that come to overlap become one."""
    widened: list[Span] = []
    for start, end in sorted(_widened(text, *span) for span in spans):
        if widened and start <= widened[-1][1]:
            start, end = widened[-1][0], max(end, widened.pop()[1])
        widened.append((start, end))
    return tuple(widened)


def _widened(text: str, start: int, end: int) -> Span:
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return start, end
