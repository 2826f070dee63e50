"""One row over numbers, Values, lists and arrays: what the public functions do.

NumPy is not imported here; if an array comes in, somebody did.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from wengert.core import number, ops
from wengert.core.row import Row
from wengert.core.value import Value, evaluate


def elementwise(row: Row, *args: Any) -> Any:
    """A row at arguments of which any may be a list, a tuple or an array.

    Args:
        row: a row of fixed arity.
        args: numbers, Values, sequences of such (nested too), NumPy arrays of either.  Sequences
            must be of one length; a single number goes with every element.

    Returns:
        A float for numbers, a Value if a Value is among them, a list or tuple for sequences, an
        array for arrays (of objects if there is a Value in it).

    Raises:
        TypeError: an argument is nothing of this kind.
        ValueError: sequences of different length.
    """
    if any(_is_array(arg) for arg in args):
        return _over_arrays(row, args)
    sequences = [arg for arg in args if isinstance(arg, (list, tuple))]
    if sequences:
        count = len(sequences[0])
        if any(len(sequence) != count for sequence in sequences):
            raise ValueError(f"{row.name} needs sequences of one length, got {[len(s) for s in sequences]}")
        columns = [arg if isinstance(arg, (list, tuple)) else [arg] * count for arg in args]
        kind = list if isinstance(sequences[0], list) else tuple
        return kind(elementwise(row, *column) for column in zip(*columns, strict=True))
    return combine(row, args)


def over_all(row: Row, xs: tuple[Any, ...]) -> Any:
    """A row of any arity at several numbers, or at one iterable or array of them.

    Returns:
        A float for numbers, a Value if a Value is among them.
    """
    numbers = flat(xs[0]) if len(xs) == 1 and _is_iterable(xs[0]) else list(xs)
    return combine(row, numbers)


def combine(row: Row, numbers: Sequence[Any]) -> Any:
    """A row at numbers that are already one flat sequence; Symbols serve as well as Values."""
    number.check_count(row, len(numbers))
    for x in numbers:
        if hasattr(type(x), "_apply"):
            return x._apply(row, tuple(numbers))
    return evaluate(row, numbers) if numbers else float(row.value())


def flat(xs: Any) -> list[Any]:
    """The numbers in an iterable or an array, in order."""
    return list(xs.flat) if _is_array(xs) else list(xs)


def dot(xs: Iterable[Any], ys: Iterable[Any]) -> Any:
    """Sum of products of two sequences of one length; 0 of two empty ones.

    One node with both sequences as operands.

    Raises:
        ValueError: the lengths differ, or an array has more than one dimension.

    >>> dot([1.0, 2.0], [3.0, 4.0])
    11.0
    """
    left, right = _line("dot", xs), _line("dot", ys)
    if len(left) != len(right):
        raise ValueError(f"dot needs two sequences of one length, got {len(left)} and {len(right)}")
    return combine(ops.dot, left + right)


def softmax(xs: Iterable[Any]) -> list[Any]:
    """exp(x) of each number, divided by the sum of all; no overflow.

    A list of nodes that share one `logsumexp`: softmax of n numbers makes n + 1 nodes.

    Raises:
        ValueError: xs is empty, or an array of more than one dimension.

    >>> softmax([0.0, 0.0])
    [0.5, 0.5]
    """
    numbers = _line("softmax", xs)
    total = combine(ops.logsumexp, numbers)
    return [combine(ops.softmax, (x, total)) for x in numbers]


def _line(name: str, xs: Any) -> list[Any]:
    if _is_array(xs) and xs.ndim > 1:
        raise ValueError(f"{name} needs one dimension, got an array of shape {xs.shape}")
    return flat(xs)


def _is_iterable(x: Any) -> bool:
    return isinstance(x, Iterable) and not isinstance(x, (str, bytes, bytearray)) and getattr(x, "shape", None) != ()


def _is_array(x: Any) -> bool:
    numpy = sys.modules.get("numpy")
    return numpy is not None and isinstance(x, numpy.ndarray) and x.ndim > 0


def _over_arrays(row: Row, args: tuple[Any, ...]) -> Any:
    numpy = sys.modules["numpy"]
    result = numpy.frompyfunc(lambda *xs: elementwise(row, *xs), len(args), 1)(*args)
    return result if any(isinstance(x, Value) for x in result.flat) else result.astype(float)
