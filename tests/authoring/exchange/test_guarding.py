"""Our Markdown as Moodle's older Markdown reads it: that one knows fewer escapes, takes tags for HTML, and leaves
mathematics to MathJax."""

from __future__ import annotations

import pytest

from app.authoring.exchange.marking_up import guarded, unguarded, xhtml


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (r"값은 \$5", "값은 &#36;5"),
        (r"\<pad\> 토큰", r"&lt;pad\> 토큰"),
        ("<s> 토큰과 </s>", "&lt;s> 토큰과 &lt;/s>"),
        ("3 < 4 <= 5", "3 < 4 <= 5"),
        ("<https://example.org/a>", "<https://example.org/a>"),
        ("<a@example.org>", "<a@example.org>"),
        (r"`<s> \$`", r"`<s> \$`"),
        (r"\\<b>", r"\\&lt;b>"),
        (r"\*별\*", r"\*별\*"),
        ("$a~b$", r"\\(a&#126;b\\)"),
        (r"$a<b \& c$", r"\\(a&lt;b \\&amp; c\\)"),
    ],
)
def test_what_the_older_markdown_would_take_for_something_else_is_an_entity(ours: str, theirs: str) -> None:
    assert guarded(ours) == theirs
    assert xhtml(unguarded(theirs)) == xhtml(ours)
    assert guarded(unguarded(theirs)) == theirs
