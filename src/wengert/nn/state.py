"""States: what modules and optimisers remember, as float64 arrays by name; checked whole before use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from wengert.core import number

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    State = dict[str, NDArray[float64]]

SHOWN = 3  # names in a message


def arrays(numbers: Mapping[str, Any]) -> State:
    """Numbers and lists of numbers as float64 arrays under the same names."""
    import numpy

    return {name: numpy.array(x, dtype=numpy.float64) for name, x in numbers.items()}


def checked(state: Any, shapes: Mapping[str, tuple[int, ...]], of: str) -> dict[str, Any]:
    """What a state holds, as floats and lists of floats, in the order of the names expected.

    Args:
        state: arrays, or what NumPy makes arrays of, by name; a dict, or an open `.npz` file.
        shapes: the shape expected under each name.
        of: whose state it is, for messages.

    Raises:
        TypeError: state is no mapping, or holds something else than real numbers.
        ValueError: a name is missing or unexpected, or an array has another shape.
    """
    if not isinstance(state, Mapping):
        raise TypeError(f"the state of {of} must be a dict of arrays by name, got {number.what(state)}")
    missing = [name for name in shapes if name not in state]
    unexpected = [name for name in state if name not in shapes]
    if missing or unexpected:
        wrong = [f"{verb} {_few(names)}" for verb, names in (("lacks", missing), ("has also", unexpected)) if names]
        raise ValueError(f"this is no state of {of}, which has {len(shapes)} names: it {' and '.join(wrong)}")
    return {name: _numbers(state[name], shape, f"{name!r} in the state of {of}") for name, shape in shapes.items()}


def _numbers(x: Any, shape: tuple[int, ...], of: str) -> Any:
    import numpy

    try:
        array = numpy.asarray(x)
    except (TypeError, ValueError):  # lists of different lengths
        raise ValueError(f"{of} must have the shape {shape}, got {number.what(x)}") from None
    if array.dtype.kind not in "fiu":
        raise TypeError(f"{of} must be real numbers, got {number.what(x)}, which NumPy makes {array.dtype}")
    if array.shape != shape:
        raise ValueError(f"{of} must have the shape {shape}, got {array.shape}")
    return array.astype(numpy.float64).tolist()


def _few(names: Iterable[Any]) -> str:
    listed = list(names)
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(map(repr, listed[:SHOWN])) + more
