"""What cards of characters, dot and TeX say of a number: the same everywhere."""

from __future__ import annotations

from wengert.core.notation import shortened
from wengert.see.draw.picture import Item, Link, Picture
from wengert.see.draw.wording import figure, typeset
from wengert.see.names import printable

LONGEST = 60  # characters of a name


def swept(picture: Picture) -> bool:
    """Whether any gradient has been computed; before that, nobody leaves room for one."""
    return any(item.grad is not None for item in picture.items)


def title(item: Item) -> str:
    """An item's name as it is printed, its control characters spelled out; empty if its number says it all."""
    name = typeset(printable(shortened(item.name, LONGEST)), item.node is not None and not item.node.label)
    if item.count > 1:
        return f"{name} ×{item.count}"
    return "" if item.data is not None and name == figure(item.data) else name


def numbers(item: Item, with_grad: bool) -> list[tuple[str, str]]:
    """`data` and `grad` with their figures; a gradient that is not computed yet is `–`."""
    if item.kind in ("constant", "box"):
        return []
    rows = [] if item.data is None else [("data", figure(item.data))]
    if with_grad:
        rows.append(("grad", "–" if item.grad is None else figure(item.grad)))
    return rows


def label(link: Link) -> str:
    """What stands on a link: the local derivative `×−3`, or between boxes how many uses it is."""
    if link.partial is not None:
        return f"×{figure(link.partial)}"
    return f"{link.count} links" if link.count > 1 else ""
