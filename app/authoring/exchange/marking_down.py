"""Text of other programs as our Markdown: HTML is taken apart, nothing raw stays, and what cannot be said is named.
Writes the plainest Markdown that still says the same. Knows no format."""

from __future__ import annotations

import re
from collections.abc import Callable

from app.authoring.exchange.html_blocks import Blocks
from app.authoring.exchange.marking_up import xhtml, xhtml_inline

MARKED = re.compile(r"</?[a-zA-Z][^<>]*>|&#?\w+;")  # a tag or an entity: a text of no named format is HTML
LONGEST = 30_000  # signs of one text; the time that HTML takes grows with its square
# A picture in its address may be far longer; a comment that never ends would be looked for again and again.
_UNREAD = re.compile(r"data:[\w/+.;=-]*base64,[\w+/=\s]*|<!--.*?(?:-->|\Z)", re.DOTALL)
_TEX = re.compile(r"\\\((.{1,1000}?)\\\)|\\\[(.{1,1000}?)\\\]|\$\$(.{1,1000}?)\$\$", re.DOTALL)
_SPECIAL = re.compile(r"([\\`*_\[\]<>$#|~&])")
_LEADING = re.compile(r"^([^\S\n]*)([-+=]|\d+[.)])", re.MULTILINE)


def from_html(source: str) -> tuple[str, tuple[str, ...]]:
    """Markdown, and the names of what was left out: `그림`, `동영상`."""
    source = seen(source)
    gone = (f"{LONGEST:,}자 뒤의 글",) if len(source) > LONGEST else ()
    escaped, plain = _read(source[:LONGEST], escape), _read(source[:LONGEST], str)
    text = plain.text if xhtml(plain.text) == xhtml(escaped.text) else escaped.text
    return text, tuple(dict.fromkeys((*escaped.gone, *gone)))


def seen(source: str) -> str:
    """HTML without the pictures and comments in it, which may be far longer than what is read."""
    return _UNREAD.sub("", source)


def from_plain(text: str) -> str:
    """Plain text as Markdown that shows these very characters; TeX in `\\( \\)` or `$$ $$` becomes ours. What is too
    long to be compared is escaped."""
    escaped, lines = _words(text, escape), _words(text, str)
    return lines if len(text) <= LONGEST and xhtml(lines) == xhtml(escaped) else escaped


def bare(text: str) -> str:
    """A right side of a pair for Moodle, which names no format of it: it takes tags away and reads entities."""
    return xhtml_inline(text) if MARKED.search(text) else text


def from_bare(text: str) -> tuple[str, tuple[str, ...]]:
    """`bare` undone."""
    return from_html(text) if MARKED.search(text) else (text.strip(), ())


def from_lines(text: str) -> str:
    """Plain text whose line ends are meant."""
    return re.sub(r"(?<!\n)\n(?!\n)", r"\\\n", from_plain(text.strip()))


def escape(text: str) -> str:
    return _LEADING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", _SPECIAL.sub(r"\\\1", text))


def _words(text: str, write: Callable[[str], str]) -> str:
    pieces, at = [], 0
    for found in _TEX.finditer(text):
        tex = " ".join((found[1] or found[2] or found[3]).split())
        pieces += [write(text[at : found.start()]), f"${tex}$" if found[1] else f"$${tex}$$"]
        at = found.end()
    return "".join([*pieces, write(text[at:])])


def _read(source: str, write: Callable[[str], str]) -> Blocks:
    reader = Blocks(lambda text: _words(text, write))
    last = source.rfind(">") + 1  # after it no tag ends, which `html.parser` finds out of each anew
    try:
        reader.feed(source[:last] + source[last:].replace("<", "&lt;"))
        reader.close()
    except AssertionError:  # of `html.parser`, at `<![x`: what came before it is kept
        reader.gone.append("읽을 수 없는 표시 뒤의 글")
    reader.finish()
    return reader
