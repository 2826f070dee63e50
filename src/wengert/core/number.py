"""What counts as a real number, and what to say of what does not."""

from __future__ import annotations

from typing import Any

from wengert.core.row import Row

_HINTS = {
    bool: "write 1.0 or 0.0, or float(x)",
    str: "convert it with float(x)",
    bytes: "convert it with float(x)",
    complex: "use its .real and .imag",
    type(None): "give a number; 0.0 if none is meant",
}


def what(x: Any) -> str:
    """A wrong argument in words: its type and, if short, itself."""
    try:
        shown = repr(x)
    except Exception:  # an int of too many digits, a list nested too deep, a class with a bug
        shown = ""
    return f"{type(x).__name__} ({shown})" if x is not None and 0 < len(shown) <= 40 else type(x).__name__


def text(x: Any, of: str) -> str:
    """A str as a plain str, be it NumPy's or of another subclass.

    Raises:
        TypeError: x is no str.
    """
    if not isinstance(x, str):
        raise TypeError(f"{of} must be a str, got {what(x)}")
    return str.__str__(x)


def real(x: Any, of: str) -> float:
    """A real number as a float.

    Args:
        x: int, float, NumPy scalar, 0-d array, or anything else with `__float__`.
        of: what asks for it, for the message.

    Raises:
        TypeError: x is no real number.
        OverflowError: x is an int beyond the range of floats.
    """
    if type(x) is float:
        return x
    number = operand(x, of)
    if number is None:
        raise TypeError(f"{of} needs a real number, got {what(x)}{_hint(x)}")
    return number


def operand(x: Any, of: str = "a Value's operator") -> float | None:
    """A real number as a float; None for a type that may know Values itself, such as an array.

    Raises:
        TypeError: x is of a type that is never meant as a number here: bool, str, complex, None.
        OverflowError: x is an int beyond the range of floats.
    """
    kind = type(x)
    if kind is float or kind is int:
        return _float(x, of)
    if isinstance(x, tuple(_HINTS)):
        raise TypeError(f"{of} needs a real number, got {what(x)}{_hint(x)}")
    dtype = getattr(x, "dtype", None)
    if dtype is not None:  # a NumPy scalar, or an array of NumPy or a kin
        if getattr(x, "shape", ()) != ():
            return None
        if getattr(dtype, "kind", "f") not in "fiu":
            raise TypeError(f"{of} needs a real number, got {what(x)} of dtype {dtype}")
        return float(x)
    if hasattr(kind, "_apply"):  # a Value where a plain number is needed, or a foreign node
        return None
    return _float(x, of) if hasattr(kind, "__float__") else None


def comparable(x: Any) -> float | None:
    """The same for `==`, which never raises; an int as it is, to be exact."""
    if type(x) is int:
        return x
    try:
        return operand(x)
    except Exception:  # our own, or of a foreign `__float__`
        return None


def is_truth(x: Any) -> bool:
    """Whether x is a bool, Python's or NumPy's."""
    return isinstance(x, bool) or (getattr(getattr(x, "dtype", None), "kind", "") == "b" and x.shape == ())


def refuse_inverted(x: Any, of: str) -> None:
    """Refuse what `~` makes of a bool, as a condition.

    Raises:
        ValueError: x is the int -1 or -2, of which both count as true.
    """
    if type(x) is int and x in (-1, -2):
        raise ValueError(f"the condition of {of}() is {x}, which is what ~ makes of {x == -2}; write `not` for a bool")


def check_count(row: Row, count: int) -> None:
    """Refuse a wrong number of arguments.

    Raises:
        TypeError: a row of fixed arity got more or fewer.
        ValueError: a row of any arity got fewer than its least.
    """
    if row.variadic:
        if count < row.least:
            raise ValueError(f"{row.name} of no numbers is not defined; give it at least {row.least}")
    elif count != len(row.args):
        raise TypeError(f"{row.signature} takes {len(row.args)} arguments, got {count}")


def _float(x: Any, of: str) -> float:
    try:
        return float(x)
    except OverflowError:
        size = f"an int of {x.bit_length()} bits" if isinstance(x, int) else what(x)
        raise OverflowError(f"{of} needs a number in the range of floats, got {size}") from None


def _hint(x: Any) -> str:
    if hasattr(type(x), "_apply"):
        return "; use the Value itself, or its .data for the number alone"
    hints = [hint for kind, hint in _HINTS.items() if isinstance(x, kind)]
    if not hints and getattr(x, "shape", ()) != ():
        hints = ["take one element, or map over the array"]
    return f"; {hints[0]}" if hints else ""

