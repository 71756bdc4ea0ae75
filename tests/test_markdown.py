"""Markdown: what the course's text becomes, and what can never get through."""

import pytest

from app.markdown import has_math, render, render_inline


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("**프리픽스(prefix)**은", "<strong>프리픽스(prefix)</strong>은"),
        ("**“따옴표”**는", "<strong>“따옴표”</strong>는"),
        ("이것이 **LoRA**입니다", "<strong>LoRA</strong>입니다"),
        ("은**(강조)**이다", "은<strong>(강조)</strong>이다"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a_b_c", "a_b_c"),
    ],
)
def test_emphasis_works_next_to_korean_particles(source: str, html: str) -> None:
    assert html in render(source)


def test_tex_stays_readable_source_without_javascript() -> None:
    assert '<span class="math">W_0 + BA</span>은' in render("$W_0 + BA$은")
    assert '<div class="math" data-display="true">a &lt; b</div>' in render("$$\na < b\n$$")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("P-Tuning과", '<span class="together">P-T</span>uning과'),
        ("Houlsby(2019)도", 'Houlsby(2019<span class="together">)도</span>'),
        ("‘토큰’이라고", '‘토큰<span class="together">’이</span>라고'),
        ("$B$가 움직인다", '<span class="together"><span class="math">B</span>가</span> 움직인다'),
        ("위($m$)", '위<span class="together">(<span class="math">m</span>)</span>'),
        ("$A$, $B$", '<span class="together"><span class="math">A</span>,</span> <span class="math">B</span>'),
        ("0.1 %와 35 MB", "0.1&nbsp;%와 35&nbsp;MB"),
        ("He et al. 2022", "He et&nbsp;al.&nbsp;2022"),
        ("App. A.2, Table 1", "App.&nbsp;A.2, Table&nbsp;1"),
        ("pre-training 3 Bytes", "pre-training 3 Bytes"),
    ],
)
def test_a_line_never_breaks_where_a_reader_would_not(source: str, html: str) -> None:
    assert render_inline(source) == html
    assert " ".join(render_inline(source).striptags().split()) == source.replace("$", "")


def test_a_price_is_no_formula() -> None:
    assert not has_math(render("$ 5 와 $ 6"))


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "![x](https://example.org/pixel.png)",
        "$<img src=x onerror=alert(1)>$",
        "```\n</code><script>alert(1)</script>\n```",
        "<a href='data:text/html,x'>x</a>",
    ],
)
def test_nothing_that_runs_or_phones_home_gets_through(attack: str) -> None:
    html = str(render(attack))
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="data' not in html


def test_no_style_attribute_is_written_since_the_policy_forbids_it() -> None:
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert "style=" not in html
    assert '<td class="right">2</td>' in html
    assert 'role="group"' in html


def test_code_is_coloured_by_classes() -> None:
    assert '<span class="k">def</span>' in render("```python\ndef f(): ...\n```")
    assert "plain" in render("```no-such-language\nplain\n```")


def test_links_away_do_not_hand_over_the_window() -> None:
    assert 'rel="noopener"' in render("[x](https://example.org)")


def test_footnotes_of_two_texts_on_a_page_keep_apart() -> None:
    assert 'id="fn-a-1"' in render("x[^1]\n\n[^1]: y", prefix="a")
    assert 'id="fn-b-1"' in render("x[^1]\n\n[^1]: y", prefix="b")


def test_inline_text_has_no_paragraph() -> None:
    assert render_inline("`a` **b**") == "<code>a</code> <strong>b</strong>"
