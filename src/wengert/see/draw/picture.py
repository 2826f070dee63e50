"""Picture: what a drawing shows, without saying where it stands.

A picture is a list of items and of links between them.  An item is a card that shows one value, with
the sign of the operation that made it in a circle before the card; or a box that stands for many.
Layouts give items a place; writers turn both into SVG, dot, TeX or characters.

Legend: flow the derivative of the output along one link: adjoint of the user times its partial.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from wengert.core.value import Value

Kind = Literal["leaf", "constant", "value", "box"]

SHOW = ("data", "grad", "partials")  # the numbers that a picture can show


@dataclass(frozen=True, slots=True)
class Item:
    """One thing in a picture.

    Attributes:
        key: a stable name that is unique in the picture: `v3` for the node at place 3 of the graph's
            list, `box:layer1.neuron0` for a box.
        kind: a leaf, a constant, the result of an operation, or a box of several nodes.
        name: the title: a label, or an expression short enough to read: `x1*w1`, `… + b`.  Empty for a
            leaf without a label whose data is shown, and where the operation's sign says it all.
        data: the value; of a box that of its result, if it has a single one, else None.
        grad: the adjoint that the last sweep left, of a box that of its single result; None where no sweep has
            arrived, and for a constant.
        sign: what the circle before the card says, `×` or `tanh`; empty if there is no circle.
        detail: what a box holds, in words: `9 nodes: 4 mul, 4 add, 1 tanh`.
        count: how many boxes alike this one stands for.
        scope: the `wg.scope` it belongs to.
        is_output: whether the graph was asked for it.
        node: the Value it shows; None for a box.
        full: the label or expression at length, within bounds, for whoever asks.
    """

    key: str
    kind: Kind
    name: str
    data: float | None = None
    grad: float | None = None
    sign: str = ""
    detail: str = ""
    count: int = 1
    scope: str = ""
    is_output: bool = False
    node: Value | None = field(default=None, repr=False, compare=False)
    full: str = ""

    @property
    def is_formula(self) -> bool:
        """Whether its name is an expression, not a label."""
        return self.node is not None and not self.node.label


@dataclass(frozen=True, slots=True)
class Link:
    """One use of an item by another.

    Attributes:
        source: the place of the operand in `Picture.items`.
        target: the place of the user.
        port: which operand of the user it is, from 0.
        ports: how many operands the user has.
        partial: the local derivative; None where there is none (into a box, from a constant).
        flow: adjoint of the user times the partial; None where no sweep has arrived.
        count: how many uses it stands for, between boxes.
    """

    source: int
    target: int
    port: int = 0
    ports: int = 1
    partial: float | None = None
    flow: float | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """Items, each below its users in the list, and links from operands to users.

    Attributes:
        items: what is shown.
        links: who uses whom.
        title: what the picture is of, in a line.
        show: which numbers are asked for: of "data", "grad", "partials".  What is not is None everywhere;
            what is, but has not been computed yet, is None, too, and its place is kept.
    """

    items: tuple[Item, ...]
    links: tuple[Link, ...]
    title: str = ""
    show: tuple[str, ...] = SHOW

    @property
    def is_swept(self) -> bool:
        """Whether any gradient has been computed."""
        return any(item.grad is not None for item in self.items)

    @property
    def largest_flow(self) -> float:
        """The size of the largest finite flow; 0 if there is none."""
        flows = (abs(link.flow) for link in self.links if link.flow is not None)
        return max(filter(math.isfinite, flows), default=0.0)
