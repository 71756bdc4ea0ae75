"""Markdown with TeX and code -> safe HTML, nothing else. For the course's own text, never for what a learner typed.

TeX stays readable source inside `<span class="math">`; the browser draws it (static/js/math.js) where it can.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml, isMdAsciiPunct, isPunctChar
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

TAGS = set(
    "a abbr b blockquote br code dd del div dl dt em h2 h3 h4 h5 hr i li ol p pre s section span strong sub sup "  # noqa: SIM905
    "table tbody td th thead tr ul".split()
)
ATTRIBUTES = {
    "*": {"class", "id"},
    "a": {"href"},
    "div": {"tabindex", "role", "aria-label", "data-display"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "span": {"data-display"},
}
SCHEMES = {"http", "https", "mailto"}
ALIGNED = re.compile(r"text-align:(left|right|center)")
HANGUL = re.compile(r"[가-힣]")
# Where a browser would break a line and a reader would not: `P-/Tuning`, `(2019)/도`, `0.1 /%`, `Table /1`, `$B$/가`.
SPLIT_WORD = re.compile(r"(?<![\w-])[A-Za-z]{1,2}-[A-Z]|[)\]’”][가-힣]")
SPLIT_UNIT = re.compile(
    r"(?<=\d) (?=%|[KMGT]?B\b)|(?<=§) |(?<=\bet) (?=al\.)|(?<=al\.) (?=\d{4})"
    r"|(?:(?<=\bApp\.)|(?<=\bFig\.)|(?<=\bFigs\.)|(?<=\bTable)) (?=[\dA-Z])"
)
BEGINS_NO_LINE = re.compile(r"[가-힣.,)’”]")
ENDS_NO_LINE = ("(", "[", "‘", "“")
SHORT_MATH = 24  # characters of TeX that may be bound to what follows without leaving a hole in the line

CodeFormatter = HtmlFormatter[str]


def render(text: str, prefix: str = "") -> Markup:
    """Blocks. `prefix` keeps the ids of footnotes apart where several texts share a page."""
    return _clean(_parser().render(text, {"docId": prefix} if prefix else {}))


def render_inline(text: str) -> Markup:
    """One line without the enclosing paragraph: prompts of options, titles, cells."""
    return _clean(_parser().renderInline(text, {}))


def has_math(html: str) -> bool:
    """Whether a page needs KaTeX."""
    return 'class="math"' in html


def _clean(html: str) -> Markup:
    safe = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
    return Markup(safe)  # noqa: S704 -- the one place where a string becomes markup: it has just been sanitised


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "highlight": _code})
    md.enable(["table", "strikethrough"]).disable("image")
    md.use(dollarmath_plugin, allow_space=False, double_inline=True)
    md.use(footnote_plugin).use(deflist_plugin)
    md.inline.ruler.at("emphasis", _emphasis)
    for name, rule in RULES.items():
        md.add_render_rule(name, rule)
    return md


def _math_inline(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    math = f'<span class="math">{escapeHtml(tokens[idx].content.strip())}</span>'
    before, after = _opening(tokens, idx), _bound(tokens, idx)
    return f'<span class="together">{before}{math}{after}</span>' if before or after else math


def _opening(tokens: Sequence[Token], idx: int) -> str:
    """The bracket or quotation mark before inline mathematics that must not end a line."""
    if not 0 < idx < len(tokens) or tokens[idx].type != "math_inline" or tokens[idx - 1].type != "text":
        return ""
    before = tokens[idx - 1].content[-1:]
    return before if before in ENDS_NO_LINE and len(tokens[idx].content) <= SHORT_MATH else ""


def _bound(tokens: Sequence[Token], idx: int) -> str:
    """The letter after short inline mathematics that must stay on its line: a particle's first, or a closing mark."""
    if idx < 0 or tokens[idx].type != "math_inline" or len(tokens[idx].content) > SHORT_MATH or idx + 1 >= len(tokens):
        return ""
    after = tokens[idx + 1]
    return after.content[:1] if after.type == "text" and BEGINS_NO_LINE.match(after.content) else ""


def _text(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    """Words, with what belongs on one line held together; the letters stay the same, so that searching finds them."""
    rest = tokens[idx].content.removeprefix(_bound(tokens, idx - 1)).removesuffix(_opening(tokens, idx + 1))
    held = SPLIT_WORD.sub(lambda found: f'<span class="together">{found[0]}</span>', escapeHtml(rest))
    return SPLIT_UNIT.sub("\u00a0", held)


def _math_block(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f'<div class="math" data-display="true">{escapeHtml(tokens[idx].content.strip())}</div>\n'


def _math_display(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f'<span class="math" data-display="true">{escapeHtml(tokens[idx].content.strip())}</span>'


def _table_open(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return '<div class="table" tabindex="0" role="group" aria-label="표"><table>'


def _table_close(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return "</table></div>\n"


def _cell(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    """Alignment as a class: the content security policy allows no `style=`. An empty heading is no heading."""
    tag = tokens[idx].tag if tokens[idx + 1].content else "td"
    side = ALIGNED.search(str(tokens[idx].attrGet("style") or ""))
    return f'<{tag} class="{side[1]}">' if side else f"<{tag}>"


def _cell_end(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f"</{tokens[idx].tag}>" if tokens[idx - 1].content else "</td>"


RULES = {
    "text": _text,
    "math_inline": _math_inline,
    "math_inline_double": _math_display,
    "math_block": _math_block,
    "math_block_label": _math_block,
    "table_open": _table_open,
    "table_close": _table_close,
    "th_open": _cell,
    "td_open": _cell,
    "th_close": _cell_end,
}


def _code(source: str, language: str, attrs: str) -> str:
    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text")
    body = highlight(source, lexer, CodeFormatter(nowrap=True))
    return f'<pre class="code" tabindex="0"><code>{body}</code></pre>\n'


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Emphasis that Korean needs: `**프리픽스(prefix)**은` closes between a bracket and a letter."""
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        before, after = _around(state, scanned.length)
        closes = closes or bool(_is_punctuation(before) and HANGUL.match(after))
        opens = opens or bool(HANGUL.match(before) and _is_punctuation(after))
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes))
    state.pos += scanned.length
    return True


def _around(state: StateInline, length: int) -> tuple[str, str]:
    end = state.pos + length
    return state.src[state.pos - 1 : state.pos] or " ", state.src[end : end + 1] or " "


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)
