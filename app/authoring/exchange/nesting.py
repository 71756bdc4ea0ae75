"""Blocks of Markdown laid out inside lists and quotes of any depth (CommonMark 0.31, sections 5.1 to 5.3): every line
gets the marks of what it stands in. Knows no HTML."""

from __future__ import annotations

from dataclasses import dataclass

DEEPEST = 16  # boxes in each other: markdown-it reads 20, text included; what is deeper stays at this depth


@dataclass(eq=False)
class Box:
    """An open list, item or quote. What it writes before its first line, and before every other."""

    kind: str  # list, item, quote
    first: str = ""
    other: str = ""
    number: int | None = None  # of a list: its next number, None for bullets
    mark: str = ""  # of a list: `-` or `*`, `.` or `)`
    loose: bool = False  # of a list: its items hold paragraphs of their own
    last: Box | None = None  # of a list: its newest item


Block = tuple[tuple[Box, ...], str]


class Nesting:
    """Takes boxes and blocks as they come; `text` is the Markdown of all of them."""

    def __init__(self) -> None:
        self._open: list[Box] = []
        self._blocks: list[Block] = []

    def open_list(self, number: int | None) -> None:
        """`number` is that of its first item, None for bullets."""
        self._into_item()
        self._enter(Box("list", number=number))

    def open_item(self) -> None:
        if not self._close_to("list"):
            self._enter(Box("list"))
        if self._open[-1].kind != "list":
            return
        whole = self._open[-1]
        whole.mark = whole.mark or self._mark(whole)
        lead = f"{whole.mark} " if whole.number is None else f"{whole.number}{whole.mark} "
        whole.number = None if whole.number is None else whole.number + 1
        whole.last = Box("item", lead, " " * len(lead))
        self._open.append(whole.last)

    def open_quote(self) -> None:
        self._into_item()
        self._enter(Box("quote", "> ", "> "))

    def close(self, kind: str) -> None:
        """The innermost of this kind and all inside it; an item only of the innermost list."""
        innermost = next((box.kind for box in reversed(self._open) if box.kind in (kind, "list")), "")
        if innermost == kind or (kind == "quote" and any(box.kind == kind for box in self._open)):
            self._close_to(kind)
            self._open.pop()

    def put(self, block: str, paragraph: bool = False) -> None:
        """A block at this place; a `paragraph` of an item makes its list a loose one."""
        self._into_item()
        if paragraph and self._open and self._open[-1].kind == "item":
            self._open[-2].loose = True
        self._blocks.append((tuple(self._open), block))

    @property
    def text(self) -> str:
        before: tuple[Box, ...] = ()
        begun: set[Box] = set()
        pieces: list[str] = []
        for path, block in self._blocks:
            shared = [box for box, again in zip(before, path, strict=False) if box is again]
            if pieces:
                pieces.append("\n" if _tight(shared, before, path) else f"\n{_lead(shared, begun).rstrip()}\n")
            first, *others = block.split("\n")
            pieces.append(_lead(path, begun) + first)
            begun.update(path)
            pieces += ["\n" + (_lead(path, begun) + line).rstrip() for line in others]
            before = path
        return "".join(pieces)

    def _enter(self, box: Box) -> None:
        if len(self._open) < DEEPEST:
            self._open.append(box)

    def _close_to(self, kind: str) -> bool:
        at = next((at for at, box in reversed(list(enumerate(self._open))) if box.kind == kind), None)
        if at is not None:
            del self._open[at + 1 :]
        return at is not None

    def _into_item(self) -> None:
        """What stands in a list outside its items belongs to the last one."""
        while self._open and self._open[-1].kind == "list":
            item = self._open[-1].last
            if item is None:
                self._open.pop()
            else:
                self._open.append(item)

    def _mark(self, new: Box) -> str:
        """Not that of a list right before it at the same depth: the two would be one."""
        depth = len(self._open) - 1
        path = self._blocks[-1][0] if self._blocks else ()
        near = path[depth] if len(path) > depth and list(path[:depth]) == self._open[:depth] else new
        usual, next_to_it = ("-", "*") if new.number is None else (".", ")")
        return next_to_it if near is not new and near.mark == usual else usual


def _lead(path: tuple[Box, ...] | list[Box], begun: set[Box]) -> str:
    return "".join(box.other if box in begun else box.first for box in path)


def _tight(shared: list[Box], before: tuple[Box, ...], path: tuple[Box, ...]) -> bool:
    """Whether a block may follow without an empty line: the next item of a tight list, or what an item holds in it."""
    if not shared or shared[-1].kind == "quote":
        return False
    if shared[-1].kind == "list":
        return not shared[-1].loose
    left, entered = before[len(shared) :], path[len(shared) :]
    return bool(entered) and not shared[-2].loose and _may_follow(left, entered)


def _may_follow(left: tuple[Box, ...], entered: tuple[Box, ...]) -> bool:
    """Without an empty line a quote would go on in the next, and numbers interrupt a paragraph by 1 alone."""
    if entered[0].kind == "quote":
        return not left or left[0].kind != "quote"
    return entered[0].mark in "-*" or bool(left) or entered[1].first.startswith("1" + entered[0].mark)
