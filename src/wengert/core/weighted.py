"""The sum that a neuron is made of, without the way through Python for each of its operations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.core import ops, value

if not cython.compiled:
    from wengert.core.value import _binary

_ADD = ops.add.code
_MUL = ops.mul.code
_PLAIN = value.Value


def weighted_sum(weights: Sequence[Any], xs: Sequence[Any]) -> Any:
    """`w0*x0 + w1*x1 + …`: every multiplication and every addition is a node, as if Python had made it.

    A class of Values that has operators of its own is asked for them.

    Args:
        weights: Values, at least one.
        xs: as many Values and numbers.

    >>> w = [value.Value(2.0, label="a"), value.Value(3.0, label="b")]
    >>> weighted_sum(w, [5.0, w[0]]).expression
    'a*5 + b*a'
    """
    kind = type(weights[0])
    direct = kind is _PLAIN or (kind.__mul__ is _PLAIN.__mul__ and kind.__add__ is _PLAIN.__add__)
    total: Any = None
    for i in range(len(weights)):
        w, x = weights[i], xs[i]
        straight = direct and type(w) is kind and (type(x) is kind or type(x) is float)
        product = _binary(_MUL, w, x) if straight else w * x
        if total is None:
            total = product
        elif direct and type(total) is kind and type(product) is kind:
            total = _binary(_ADD, total, product)
        else:
            total = total + product
    return total
