"""Our Markdown as other programs read it: as simple XHTML with TeX in `\\( \\)`, or as Markdown whose mathematics
survives a foreign renderer. Knows no format."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.dollarmath import dollarmath_plugin

PUNCTUATION = r"\`*_{}[]()#+-.!|>~"
_CODE = r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"  # a run of ticks is a whole one
_SIGN = r"(?P<sign>\\\\[()\[\]])"  # what would begin mathematics out there and is none here
_INLINE = r"(?<!\\)\$(?!\s)(?P<inline>[^$\n]+?)(?<![\s\\])\$(?!\d)"
# Signs that only younger Markdowns escape, and what older ones take for a tag; an address in brackets is one for all.
_ODD = r"\\(?P<odd>[\"$%&',/;<=?@^~])"
_ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>|[^\s<>@]{1,64}@[^\s<>]{1,255}>"
_LEFT = rf"(?P<tag><)(?!{_ADDRESS})(?=[A-Za-z/!?])"
_PLAIN = rf"(?P<pair>\\\\)|{_ODD}|{_LEFT}"
_MATH = re.compile(rf"{_CODE}|{_SIGN}|{_PLAIN}|\$\$(?P<display>.+?)\$\$|{_INLINE}", re.DOTALL)
_LONG = ".{1,4000}?"  # bounded: what opens and never closes is looked for again and again
_FOREIGN = re.compile(
    rf"{_CODE}|(?P<sign>\\\\&#(?:40|41|91|93);)|&#(?P<odd>3[46-9]|44|47|59|6[134]|94|126);|(?P<tag>&lt;)"
    rf"|\\\\\[(?P<display>{_LONG})\\\\\]|\\\\\((?P<inline>{_LONG})\\\\\)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([" + re.escape(PUNCTUATION) + "])")
_TAG = re.compile(r"<[^>]+>")
_LONE = re.compile(r"<p>(.*)</p>", re.DOTALL)


def xhtml(text: str) -> str:
    """Markdown as well-formed blocks: paragraphs, lists, code, tables; no class, no style."""
    return str(_parser().render(text)).strip()


def xhtml_inline(text: str) -> str:
    """The same without the paragraph, where there is but one."""
    whole = xhtml(text)
    lone = _LONE.fullmatch(whole)
    return lone[1] if lone and "<p>" not in lone[1] else whole


def plain(text: str) -> str:
    """Markdown as mere words, its mathematics in `\\( \\)`, on one line."""
    return " ".join(html.unescape(_TAG.sub("", xhtml(text))).split())


def guarded(text: str) -> str:
    """Our Markdown with `$x_i$` as `\\\\(x\\_i\\\\)`, which any Markdown turns into what MathJax draws: `\\(x_i\\)`."""

    def written(found: re.Match[str]) -> str:
        if found["sign"]:
            return rf"\\&#{ord(found['sign'][-1])};"
        if found["odd"] or found["tag"]:
            return "&lt;" if "<" in found[0] else f"&#{ord(found['odd'])};"
        if found["display"] is not None:
            return rf"\\[{_shielded(found['display'])}\\]"
        return rf"\\({_shielded(found['inline'])}\\)" if found["inline"] is not None else found[0]

    return _MATH.sub(written, text)


def unguarded(text: str) -> str:
    """`guarded` undone."""

    def written(found: re.Match[str]) -> str:
        if found["sign"]:
            return html.unescape(found["sign"])
        if found["odd"] or found["tag"]:
            return f"\\{chr(int(found['odd'] or 60))}"
        if found["display"] is not None:
            return f"$${_bare(found['display'])}$$"
        return f"${_bare(found['inline'])}$" if found["inline"] is not None else found[0]

    return _FOREIGN.sub(written, text)


def _shielded(tex: str) -> str:
    told = tex.replace("&", "&amp;").replace("<", "&lt;")
    escaped = {"~": "&#126;"} | {char: f"\\{char}" for char in PUNCTUATION if char != "~"}
    return "".join(escaped.get(char, char) for char in told)


def _bare(tex: str) -> str:
    return html.unescape(_ESCAPED.sub(r"\1", tex))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True})
    md.enable("table").disable("image")
    md.use(dollarmath_plugin, allow_space=False, double_inline=True)
    for name in ("math_inline", "math_inline_double", "math_block", "math_block_label"):
        md.add_render_rule(name, _math)
    for name in ("th_open", "td_open"):
        md.add_render_rule(name, lambda self, tokens, idx, options, env: f"<{tokens[idx].tag}>")
    md.add_render_rule("fence", _fence)
    return md


def _math(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    tex = escapeHtml(tokens[idx].content.strip())
    if tokens[idx].type == "math_inline":
        return rf"\({tex}\)"
    return f"<p>\\[{tex}\\]</p>\n" if tokens[idx].type.startswith("math_block") else rf"\[{tex}\]"


def _fence(self: RendererHTML, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    return f"<pre><code>{escapeHtml(tokens[idx].content)}</code></pre>\n"
