"""Composite operations opened: what they are made of, as items of the picture.

The inside of a composite row is an expression in other rows.  It is written anew on leaves that stand for
the operands, so the user's graph stays as it is; the adjoints in it are those at this point, times the
adjoint of the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengert.core import context
from wengert.core.graph import Graph
from wengert.core.real import scale
from wengert.core.value import Value, constant
from wengert.see import chain
from wengert.see.draw import wording

if TYPE_CHECKING:
    from wengert.see.draw.compose import Maker

Last = tuple[str, list[int], tuple[float, ...], list[bool]]


def last(maker: Maker, key: str, node: Value, grad: float | None, sources: list[int]) -> Last | None:
    """Add the inside of a node to a picture, all but the operation that gives its result.

    Args:
        maker: of the picture.
        key: of the node; the items inside are `v3.1`, `v3.2`, ….
        node: made by a composite row.
        grad: its adjoint, None if no sweep has arrived.
        sources: the items of its operands.

    Returns:
        That last operation: its sign, and of its operands the items, the partials and which are constant.
        None if the row is one of its own operands here, with nothing inside.
    """
    row = node.row
    assert row is not None
    with context.unwatched():
        leaves = [constant(arg.data) if arg.is_constant else Value(arg.data, _stand_in(arg)) for arg in node.args]
        assert row.inside is not None
        whole = row.inside(*leaves)
    if not isinstance(whole, Value) or whole.is_leaf:
        return None
    graph = Graph(whole)
    adjoints = {} if grad is None else chain.adjoints(graph, whole)
    item_of = {id(leaf): source for leaf, source in zip(leaves, sources, strict=True)}
    for i, part in enumerate(graph.nodes[:-1]):
        if id(part) not in item_of:
            adjoint = None if grad is None or part.is_constant else scale(grad, adjoints[id(part)])
            sources = [item_of[id(arg)] for arg in part.args]
            item_of[id(part)] = maker.add(f"{key}.{i}", part, wording.name(part), adjoint, sources)
    assert whole.row is not None
    sources = [item_of[id(arg)] for arg in whole.args]
    deeper = last(maker, f"{key}.{len(graph)}", whole, grad, sources) if maker.opens(whole.row) else None
    return deeper or (wording.sign(whole.row), sources, whole.partials, [arg.is_constant for arg in whole.args])


def _stand_in(arg: Value) -> str:
    """What an operand is called inside: its label if that is a plain name."""
    return arg.label if arg.label.isidentifier() and len(arg.label) <= wording.SHORT else "…"
