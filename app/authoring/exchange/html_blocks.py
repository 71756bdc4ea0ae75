"""HTML taken apart into blocks of Markdown, one pass, unclosed tags and all. What may not or cannot be kept is named.
Knows nothing of where the HTML came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

GONE = {
    "img": "그림", "image": "그림", "svg": "그림", "object": "끼운 개체", "embed": "끼운 개체", "iframe": "끼운 화면",
    "video": "동영상", "audio": "소리", "script": "스크립트", "form": "양식", "input": "양식", "applet": "끼운 개체",
}  # fmt: skip
UNSEEN = ("script", "style", "head", "svg", "object", "iframe", "video", "audio", "applet", "template")
BLOCKS = ("p", "div", "section", "article", "figure", "center", "address", "header", "footer", "dl", "dt", "dd")
RAISED = {"sub": "$_{", "sup": "$^{"}
MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
SCHEMES = ("http://", "https://", "mailto:")
_MARKED = re.compile("\0(\\*+)( *)([^\0\1]*?)( *)\1\\1")
_BREAKING = re.compile(r"li|h[1-6]|hr|tbody|caption")


class Blocks(HTMLParser):
    """One pass over the HTML. Blocks are collected; what is inside one is a line of Markdown."""

    def __init__(self, write: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self._write = write
        self._blocks: list[str] = []
        self._line: list[str] = []
        self._lists: list[int | None] = []  # of open lists: the next number, None for bullets
        self._item = self._heading = ""
        self._unseen = self._code = self._quotes = 0
        self._pre = False
        self._link = ""
        self._rows: list[list[str]] | None = None
        self.gone: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in GONE and not self._unseen:
            self.gone.append(GONE[tag])
        if tag in UNSEEN:
            self._unseen += 1
        if self._unseen or tag in GONE:
            return
        if tag == "pre":
            self._break()
            self._pre = True
        elif tag == "a":
            href = str(dict(attrs).get("href") or "")
            self._link = href if href.startswith(SCHEMES) and not re.search(r"[\s()<>]", href) else ""
            self._line.append("[" if self._link else "")
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
        elif tag in ("ul", "ol"):
            self._break()
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._break()
            number = self._lists[-1] if self._lists else None
            self._item = "- " if number is None else f"{number}. "
            if self._lists and number is not None:
                self._lists[-1] = number + 1
        elif tag == "table":
            self._break()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("td", "th") and self._rows is not None:
            self._line = []
        elif tag == "blockquote":
            self._break()
            self._quotes += 1
        elif tag in BLOCKS or _BREAKING.fullmatch(tag):
            self._break()
            self._heading = "#" * int(tag[1]) + " " if re.fullmatch("h[1-6]", tag) else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        if self._unseen:
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
        elif tag in ("td", "th") and self._rows:
            self._rows[-1].append(self._taken().replace("|", "\\|").replace("\n", " "))
        elif tag == "table" and self._rows is not None:
            self._tabled()
        elif tag in ("ul", "ol"):
            self._break()
            self._lists = self._lists[:-1]
        elif tag == "blockquote":
            self._break()
            self._quotes = max(0, self._quotes - 1)
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
        while (marked := _MARKED.sub(_marked, text)) != text:  # the innermost first
            text = marked
        self._line = []
        bare = re.sub(r"[\0\1]\**", "", text).replace("``", "")
        return re.sub(r"^(?:\\\n)+|(?:\\\n)+$", "", bare.strip(" ")).strip()

    def _break(self) -> None:
        if self._pre or self._rows is not None:
            return
        if text := self._taken():
            lead = "  " * (len(self._lists) - 1) + self._item if self._lists else ""
            text = self._heading + (text.replace("\\\n", " ") if self._heading else text)
            lead, self._heading = "> " * self._quotes + lead, ""
            inner = "\n" + "> " * self._quotes + " " * (len(lead) - 2 * self._quotes)
            self._blocks.append(lead + text.replace("\n", inner))
            self._item = " " * len(self._item)

    def _fenced(self) -> None:
        body = "".join(self._line).strip("\n")
        self._line, self._pre = [], False
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", body)), 3)
        self._blocks.append(f"{fence}\n{body}\n{fence}")

    def _tabled(self) -> None:
        rows = [row for row in self._rows or [] if row]
        self._rows, self._line = None, []
        if not rows:
            return
        width = max(map(len, rows))
        full = [[*row, *[""] * (width - len(row))] for row in rows]
        lines = [f"| {' | '.join(row)} |" for row in full]
        self._blocks.append("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]))

    def finish(self) -> None:
        if self._pre:
            self._fenced()
        if self._rows is not None:
            self._tabled()
        self._break()
        joined: list[str] = []
        for block in self._blocks:
            tight = joined and _is_item(block) and _is_item(joined[-1])
            quoted = joined and block.startswith("> ") and joined[-1].startswith("> ")
            joined += ["\n" if tight else "\n>\n" if quoted else "\n\n", block]
        self.text = "".join(joined).strip()


def _marked(found: re.Match[str]) -> str:
    mark, before, inner, after = found.groups()
    return f"{before}{mark}{inner}{mark}{after}" if inner.strip() else before + inner + after


def _is_item(block: str) -> bool:
    return bool(re.match(r"\s*(- |\d+\. )", block))
