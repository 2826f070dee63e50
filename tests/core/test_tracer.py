"""While a tracer is set, it answers what this thread's Values are asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import wengert as wg
from wengert import Value
from wengert.core import context, extra
from wengert.core.scalar import count_traced


class Asked:
    """A tracer that answers with the question."""

    def compare(self, name: str, x: Value, y: Any) -> Any:
        return name, x, y

    def same(self, x: Value, y: Value) -> bool:
        return x is y

    def truth(self, x: Value) -> bool:
        return x._data > 100

    def integer(self, x: Value) -> int:
        return 7

    def text(self, x: Value, spec: str = "") -> str:
        return f"text {spec}"

    def convert(self, x: Value, what: str) -> None:
        raise LookupError(what)

    def read(self, x: Value, what: str) -> None:
        raise LookupError(what)

    def sweep(self, x: Value) -> None:
        raise LookupError("sweep")


@contextmanager
def asking() -> Iterator[None]:
    extra.set_tracer(Asked())
    count_traced(1)
    try:
        yield
    finally:
        count_traced(-1)
        extra.set_tracer(None)


def test_comparisons_go_to_the_tracer() -> None:
    """With numbers and with Values; what is no number is as unequal as ever."""
    a, b = Value(2.0), Value(3.0)
    with asking():
        assert [("lt", a, 1.0), ("le", a, b), ("gt", a, 1), ("ge", a, b)] == [a < 1.0, a <= b, a > 1, a >= b]
        assert [("eq", a, 2.0), ("ne", a, 2.0)] == [a == 2.0, a != 2.0]
        assert [True, False, False, True] == [a == a, a == b, a != a, a != b]
        assert (False, True) == (a == None, a != "a")  # noqa: E711
        with pytest.raises(TypeError):
            a < "a"  # noqa: B015
    assert a < 3


def test_what_would_lose_the_derivative_goes_to_the_tracer() -> None:
    """Truth, whole numbers, text; reading, setting, converting and sweeping."""
    x = Value(2.0)
    with asking():
        assert (False, 7, "text ", "text .2f") == (bool(x), int(x), repr(x), f"{x:.2f}")
        for do, what in [
            (lambda: x.data, "read"), (lambda: setattr(x, "data", 3.0), "set"), (lambda: float(x), "float"),
            (lambda: range(x), "index"), (x.backward, "sweep"),  # type: ignore[call-overload]
        ]:  # fmt: skip
            with pytest.raises(LookupError, match=what):
                do()
    assert (2.0, True) == (x.data, bool(x))


def test_other_threads_and_what_nobody_watches_are_not_asked() -> None:
    """A tracer is of one thread; inside of an operation there is none."""
    x = Value(2.0)
    seen: list[Any] = []

    def look() -> None:
        seen.extend([x.data, x < 3.0, bool(x), repr(x), f"{x:.1f}", x == 2.0, x != 2.0])
        for convert in (float, range, int):
            with pytest.raises(TypeError):
                convert(x)  # type: ignore[call-overload]

    with asking():
        other = threading.Thread(target=look)
        other.start()
        other.join()
        with context.unwatched():
            look()
            x.data = 2.0
    assert [2.0, True, True, "Value(data=2.0, grad=0.0)", "2.0", True, False] * 2 == seen


@pytest.mark.parametrize("condition", [-2, -1])
def test_an_inverted_bool_is_no_condition(condition: int) -> None:
    """What ~ makes of True and of False counts as true, so it is refused, and named."""
    with pytest.raises(ValueError, match="write `not` for a bool"):
        wg.where(condition, Value(1.0), 2.0)
    assert wg.where(2, Value(1.0), 2.0).data == 1.0
