"""Pictures as trees: operands under their users, for graphs that are too large to draw in characters.

    (+) z  data −7  grad 1
    ├── ×1  (+) c  data −2  grad 1
    │   ├── ×1  a  data 3  grad 1
    │   └── ×1  b  data −5  grad 2
    └── ×1  b  ↑ seen above

What is used more than once is opened once.  A tree is as deep as its room allows and says what it leaves
out: it never floods a terminal, however large the graph is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.text import Text
from rich.tree import Tree

from wengert.see.draw import wording
from wengert.see.draw.forms.characters.canvas import cut
from wengert.see.draw.picture import Item, Link, Picture
from wengert.see.names import figure, printable
from wengert.see.shown import hue, printed

MOST_LINES = 200
DEEPEST = 12  # levels below an output
WIDEST_NAME = 40  # cells


class _Line(NamedTuple):
    level: int
    item: int
    link: Link | None
    state: str  # "", "seen" or "closed"


def tree(picture: Picture, lines: int = MOST_LINES, depth: int = DEEPEST) -> Tree:
    """A picture as a tree for rich.

    Args:
        picture: of any size.
        lines: how many it may have at most; one more says what is left out.
        depth: how many levels it may have below its outputs.

    Returns:
        A `rich.tree.Tree`; `console.print(tree)` shows it in colour.

    Raises:
        ValueError: lines or depth is less than 1.

    Cost: grows with lines times depth, and once with the number of links.
    """
    if lines < 1 or depth < 1:
        raise ValueError(f"a tree needs at least 1 line and 1 level, got {lines!r} and {depth!r}")
    operands: list[list[Link]] = [[] for _ in picture.items]
    used = [False] * len(picture.items)
    for link in picture.links:
        operands[link.target].append(link)
        used[link.source] = True
    for links in operands:
        links.sort(key=lambda link: link.port)
    outputs = [i for i, item in enumerate(picture.items) if item.is_output or not used[i]]
    shown = _deepest(outputs, operands, lines, depth)
    root = Tree("", hide_root=True, guide_style="dim")
    branches = [root]
    for line in shown[:lines]:
        del branches[line.level + 1 :]
        branches.append(branches[-1].add(_words(picture.items[line.item], line)))
    missing = len(picture.items) - len({line.item for line in shown[:lines]})
    if missing:
        root.add(Text(f"… {missing:,} of {len(picture.items):,} items not shown", "dim"))
    return root


def outline(picture: Picture, width: int = 80, lines: int = MOST_LINES) -> str:
    """The tree as plain text.

    Args:
        picture: of any size.
        width: of a line, in cells of a terminal; longer ones are cut.
        lines: how many it may have at most; one more says what is left out.

    >>> links = (Link(0, 1, 0, 2, 3.0), Link(0, 1, 1, 2, 3.0))
    >>> items = (Item("v0", "leaf", "x", data=3.0), Item("v1", "value", "y", data=9.0, sign="×"))
    >>> print(outline(Picture(items, links)), end="")
    (×) y  data 9
    ├── ×3  x  data 3
    └── ×3  x  ↑ seen above
    """
    depth = max(1, min(DEEPEST, (width - 24) // 4))
    return printed(tree(picture, lines, depth), width, no_wrap=True, overflow="ellipsis", crop=True)


def _deepest(outputs: Sequence[int], operands: Sequence[list[Link]], lines: int, depth: int) -> list[_Line]:
    """The walk of as many levels as fit into so many lines; of one level at least, cut off."""
    best: list[_Line] = []
    for levels in range(1, depth + 1):
        found: list[_Line] = []
        for line in _walk(outputs, operands, levels):
            found.append(line)
            if len(found) > lines:
                return best or found
        if len(found) == len(best):
            break
        best = found
    return best


def _walk(outputs: Sequence[int], operands: Sequence[list[Link]], levels: int) -> Iterator[_Line]:
    """Outputs, and below each item its operands, unless that was opened before or is too deep."""
    opened: set[int] = set()
    stack: list[tuple[int, int, Link | None]] = [(0, i, None) for i in reversed(outputs)]
    while stack:
        level, i, link = stack.pop()
        links = operands[i]
        if i in opened or not links:
            yield _Line(level, i, link, "seen" if i in opened else "")
            opened.add(i)
        elif level == levels:
            yield _Line(level, i, link, "closed")
        else:
            yield _Line(level, i, link, "")
            opened.add(i)
            stack += [(level + 1, below.source, below) for below in reversed(links)]


def _words(item: Item, line: _Line) -> Text:
    words = Text()
    if line.link is not None and line.link.partial is not None:
        words.append(f"×{figure(line.link.partial)}  ", "cyan")
    if item.sign:
        words.append(f"({printable(item.sign)}) ", "bold")
    name = cut(wording.title(item), WIDEST_NAME)
    if line.state == "seen":
        words.append(name or (figure(item.data) if item.data is not None else ""))
        words.append("  ↑ seen above", "dim")
        return words
    if item.kind == "constant":
        words.append(name or figure(item.data or 0.0), "dim")
        return words
    words.append(name, "bold" if item.is_output else "")
    if item.data is not None:
        words.append(f"{'  ' if name else ''}data ", "dim").append(figure(item.data))
    if item.grad is not None:
        words.append("  grad ", "dim").append(figure(item.grad), hue(item.grad))
    if item.detail:
        words.append(f"  {printable(item.detail)}", "dim")
    if line.state == "closed":
        words.append("  …", "dim")
    return words
