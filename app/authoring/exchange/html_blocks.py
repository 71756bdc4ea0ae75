"""HTML taken apart into blocks of Markdown, one pass, unclosed tags and all. What may not or cannot be kept is named.
Knows nothing of where the HTML came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

from app.authoring.exchange.nesting import DEEPEST, Nesting

GONE = {
    "img": "그림", "image": "그림", "svg": "그림", "object": "끼운 개체", "embed": "끼운 개체", "iframe": "끼운 화면",
    "video": "동영상", "audio": "소리", "script": "스크립트", "form": "양식", "input": "양식", "applet": "끼운 개체",
    "math": "수식(MathML)",
}  # fmt: skip
UNSEEN = ("script", "style", "head", "svg", "object", "iframe", "video", "audio", "applet", "template", "math")
BLOCKS = ("p", "div", "section", "article", "figure", "center", "address", "header", "footer", "dl", "dt", "dd")
RAISED = {"sub": "$_{", "sup": "$^{"}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SCHEMES = ("http://", "https://", "mailto:")
_MARKED = re.compile("\0(\\*+)( *)([^\0\1]*?)( *)\1\\1")
BOXES = {"ul": "list", "ol": "list", "li": "item", "blockquote": "quote"}
CELLS = ("tr", "td", "th")
_NUMBER = re.compile(r"\d{1,9}")
_BREAKING = re.compile(r"h[1-6]|tbody|caption")


class Blocks(HTMLParser):
    """One pass over the HTML. Blocks are collected; what is inside one is a line of Markdown."""

    def __init__(self, write: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._write = write
        self._page = Nesting()
        self._line: list[str] = []
        self._heading = ""
        self._unseen = self._code = 0
        self._pre = self._paragraph = self._cell = False
        self._link = ""
        self._rows: list[list[str]] | None = None
        self.gone: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in GONE and not self._unseen:
            self.gone.append(GONE[tag])
        if tag in UNSEEN:
            self._unseen += 1
        if self._unseen or tag in GONE or (tag in BOXES and self._rows is not None):
            return
        if tag == "pre":
            self._break()
            self._pre = True
        elif tag == "a":
            href = str(dict(attrs).get("href") or "")
            self._link = href if href.startswith(SCHEMES) and not re.search(r"[\s()<>]", href) else ""
            self._line.append("[" if self._link else "")
        elif tag == "ol":
            self._break()
            start = str(dict(attrs).get("start") or "1")
            self._page.open_list(int(start) if _NUMBER.fullmatch(start) else 1)
        else:
            self._start(tag)

    def _start(self, tag: str) -> None:
        if tag in MARKS:
            self._line.append(f"\0{MARKS[tag]}")
        elif tag in RAISED:
            self._line.append(RAISED[tag])
        elif tag == "code" and not self._pre:
            self._code += 1
            self._line.append("`")
        elif tag == "br":
            self._line.append("\\\n" if self._rows is None else " ")
        elif tag == "ul":
            self._break()
            self._page.open_list(None)
        elif tag == "li":
            self._break()
            self._page.open_item()
        elif tag == "table":
            self._break()
            self._rows = []
        elif tag in CELLS and self._rows is not None:
            self._celled()
            if tag == "tr" or not self._rows:
                self._rows.append([])
            self._cell = tag != "tr"
        elif tag == "blockquote":
            self._break()
            self._page.open_quote()
        elif tag == "hr":
            self._break()
            self._page.put("***")
        elif tag in BLOCKS or _BREAKING.fullmatch(tag):
            self._break()
            self._heading = "#" * int(tag[1]) + " " if re.fullmatch("h[1-6]", tag) else ""
            self._paragraph = tag == "p"

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if self._unseen or (tag in BOXES and self._rows is not None):
            return
        if tag in MARKS:
            self._line.append(f"\1{MARKS[tag]}")
        elif tag in RAISED:
            self._line.append("}$")
        elif tag == "code" and self._code:
            self._code -= 1
            self._line.append("`")
        elif tag == "a" and self._link:
            self._line.append(f"]({self._link})")
            self._link = ""
        elif tag == "pre" and self._pre:
            self._fenced()
        elif tag in CELLS and self._rows is not None:
            self._celled()
        elif tag == "table" and self._rows is not None:
            self._tabled()
        elif tag in BOXES:
            self._break()
            self._page.close(BOXES[tag])
        elif tag in BLOCKS or _BREAKING.fullmatch(tag):
            self._break()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        if self._pre:
            self._line.append(data)
        elif self._code:
            self._line.append(" ".join(data.replace("`", "'").split()) or " ")
        else:
            self._line.append(self._write(re.sub(r"[ \t\r\n\f\xa0]+", " ", data)))

    def _taken(self) -> str:
        """The line so far, its marks against their words, those that hold nothing gone."""
        text = re.sub(r"[ \t]*\\\n[ \t]*", "\\\n", re.sub(r" {2,}", " ", "".join(self._line)))
        for _ in range(DEEPEST):  # the innermost first
            text = _MARKED.sub(_marked, text)
        self._line = []
        bare = re.sub(r"[\0\1]\**", "", text).replace("``", "")
        return re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", bare.strip(" ")).strip()

    def _break(self) -> None:
        if self._pre or self._rows is not None:
            return
        if text := self._taken():
            self._page.put(
                self._heading + (text.replace("\\\n", " ") if self._heading else text),
                self._paragraph and not self._heading,
            )
        self._heading, self._paragraph = "", False

    def _fenced(self) -> None:
        body = "".join(self._line).strip("\n")
        self._line, self._pre = [], False
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", body)), 3)
        self._page.put(f"{fence}\n{body}\n{fence}")

    def _celled(self) -> None:
        """What was said so far is a cell, or outside of cells a caption."""
        text = self._taken()
        if self._cell and self._rows:
            self._rows[-1].append(text.replace("|", "\\|").replace("\n", " "))
        elif text:
            self._page.put(text)
        self._cell = False

    def _tabled(self) -> None:
        self._celled()
        rows = [row for row in self._rows or [] if row]
        self._rows, self._line = None, []
        if not rows:
            return
        width = max(map(len, rows))
        full = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in full]
        self._page.put("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]))

    def finish(self) -> None:
        if self._pre:
            self._fenced()
        if self._rows is not None:
            self._tabled()
        self._break()
        self.text = self._page.text.strip()


def _marked(found: re.Match[str]) -> str:
    mark, before, inner, after = found.groups()
    return f"{before}{mark}{inner}{mark}{after}" if inner.strip() else before + inner + after
