"""`wg.compile` and `wg.vectorize`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, overload

from wengert.compiler.function import MOST_PATHS, Compiled
from wengert.compiler.tracing.conditions import MOST_OPERATIONS
from wengert.compiler.tuning import Tuning
from wengert.core import number

REDUCTIONS = (None, "sum", "mean")


@overload
def compile(f: Callable[..., Any]) -> Compiled: ...
@overload
def compile(
    f: None = None, *, batch: str | Sequence[str] = (), reduce: str | None = None, static: str | Sequence[str] = (),
    max_paths: int = MOST_PATHS, max_operations: int = MOST_OPERATIONS,
    tier: str | None = None, threads: int | None = None, fast: bool = False, vector_math: bool | None = None,
) -> Callable[[Callable[..., Any]], Compiled]: ...  # fmt: skip
@overload
def compile(
    f: Callable[..., Any], *, batch: str | Sequence[str] = (), reduce: str | None = None,
    static: str | Sequence[str] = (), max_paths: int = MOST_PATHS, max_operations: int = MOST_OPERATIONS,
    tier: str | None = None, threads: int | None = None, fast: bool = False, vector_math: bool | None = None,
) -> Compiled: ...  # fmt: skip
def compile(
    f: Callable[..., Any] | None = None, *, batch: str | Sequence[str] = (), reduce: str | None = None,
    static: str | Sequence[str] = (), max_paths: int = MOST_PATHS, max_operations: int = MOST_OPERATIONS,
    tier: str | None = None, threads: int | None = None, fast: bool = False, vector_math: bool | None = None,
) -> Any:  # fmt: skip
    """Compile a function of structures of numbers; also as a decorator.

    The function runs on Values once for each form of its arguments, and once more for each new way through its
    branches; from then on what it did is repeated at the speed of the machine, forwards and backwards.  A branch is
    never frozen: what `if` was asked is checked at every call, in every lane.  What it does besides computing, as
    printing or drawing random numbers, it does when it is traced, and not at every call.

    Args:
        f: a function of floats, lists, tuples, dicts, dataclasses, NumPy arrays and objects with parameters, that
            returns a number or a structure of numbers.  A bool, str, None, … among its arguments is fixed: another
            one is traced anew.
        batch: names of parameters whose arrays have one row for each lane along their first axis; the function is
            written for one row.  The other arguments are shared by all lanes.
        reduce: what becomes of a batch's values: None for an array of them, "sum" or "mean".
        static: names of parameters that are fixed though they are numbers, such as a count for `range`.
        max_paths: how many ways through its branches are kept; lanes on others are traced anew at every call.
        max_operations: how many operations the function may do before it counts as one that does not end.
        tier: "flat" runs what was traced by a loop over instructions, which is there at once; "native" makes machine
            code of it, some tens of ms before the first answer; "auto" begins with the one and goes over to the
            other, made in the background, where that pays.  Without it what WENGERT_TIER says, else "auto".
        threads: over how many threads a batch is spread that has more than 8192 lanes; the bits do not depend on it.
            Without it what WENGERT_THREADS says, else as many as there are cores.
        fast: whether machine code may contract products and sums, and take them in another order: quicker, and no
            longer the same to the last bit.
        vector_math: whether machine code for lanes takes exp, log and the like from the system's vector library, good
            to 4 ulp, where it has one.  Without it what WENGERT_VECTOR_MATH says, 0 or 1, else it does.

    Returns:
        The compiled function: see `Compiled` for `value_and_grad`, `grad`, `jvp`, `vjp`, `jacobian`, `hessian`, `hvp`,
        `backward`, `report` and more.

    Raises:
        TypeError: f cannot be called.
        ValueError: batch or static names no parameter, or reduce is none of the three, or is given without a batch;
            or there is no such tier, or less than one thread.

    Cost: the first call some µs for an operation, mostly in the function itself; the next some 10 ns.

    >>> import wengert as wg
    >>> @wg.compile
    ... def rosenbrock(x):
    ...     return sum(100 * (b - a**2) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))
    >>> rosenbrock.value_and_grad([1.0, 2.0, 3.0])
    (201.0, [-400.0, 1002.0, -200.0])
    >>> @wg.compile(batch=("x", "y"), reduce="mean")
    ... def loss(w, x, y):
    ...     return (w[0] * x + w[1] - y) ** 2
    >>> loss.value_and_grad([1.0, 0.0], [1.0, 2.0], [1.0, 1.0])
    (0.5, [2.0, 1.0])
    """
    batch, static = _names(batch, "batch"), _names(static, "static")
    if reduce not in REDUCTIONS:
        raise ValueError(f"reduce must be None, 'sum' or 'mean', got {reduce!r}")
    if reduce is not None and not batch:
        raise ValueError(f"reduce={reduce!r} needs a batch: name the parameters that have lanes, batch=('x',)")
    both = set(batch) & set(static)
    if both:
        raise ValueError(f"a parameter cannot be of the batch and static: {', '.join(sorted(both))}")

    tuning = Tuning(tier, threads, fast, vector_math).checked()

    def compiled(g: Callable[..., Any]) -> Compiled:
        return Compiled(g, batch, reduce, static, max_paths, max_operations, tuning=tuning)

    return compiled if f is None else compiled(f)


@overload
def vectorize(f: Callable[..., Any]) -> Compiled: ...
@overload
def vectorize(
    f: None = None, *, static: str | Sequence[str] = (), max_paths: int = MOST_PATHS,
    max_operations: int = MOST_OPERATIONS, tier: str | None = None, threads: int | None = None, fast: bool = False,
    vector_math: bool | None = None,
) -> Callable[[Callable[..., Any]], Compiled]: ...  # fmt: skip
@overload
def vectorize(
    f: Callable[..., Any], *, static: str | Sequence[str] = (), max_paths: int = MOST_PATHS,
    max_operations: int = MOST_OPERATIONS, tier: str | None = None, threads: int | None = None, fast: bool = False,
    vector_math: bool | None = None,
) -> Compiled: ...  # fmt: skip
def vectorize(
    f: Callable[..., Any] | None = None, *, static: str | Sequence[str] = (), max_paths: int = MOST_PATHS,
    max_operations: int = MOST_OPERATIONS, tier: str | None = None, threads: int | None = None, fast: bool = False,
    vector_math: bool | None = None,
) -> Any:  # fmt: skip
    """Compile a function of numbers into one of arrays, which are stretched to one shape as NumPy's functions do it.

    Every number of the stretched arrays is a lane: the function is written for one, and its derivatives come back in
    that shape, one argument after the other.

    Args:
        f: a function of numbers, that returns a number or a structure of numbers.  A bool, a str, None, … among its
            arguments is fixed, as for `wg.compile`.
        static: names of parameters that are fixed though they are numbers.
        max_paths: as for `wg.compile`.
        max_operations: as for `wg.compile`.
        tier: as for `wg.compile`.
        threads: as for `wg.compile`.
        fast: as for `wg.compile`.
        vector_math: as for `wg.compile`.

    Returns:
        The compiled function.

    Raises:
        TypeError: f cannot be called.
        ValueError: static names no parameter; or as for `wg.compile`.

    >>> import wengert as wg
    >>> @wg.vectorize
    ... def power(x, n):
    ...     return x**n
    >>> power([1.0, 2.0, 3.0], 2.0).tolist()
    [1.0, 4.0, 9.0]
    >>> value, (by_x, by_n) = power.value_and_grad([1.0, 2.0, 3.0], 2.0)
    >>> by_x.tolist()
    [2.0, 4.0, 6.0]
    """
    tuning = Tuning(tier, threads, fast, vector_math).checked()

    def vectorized(g: Callable[..., Any]) -> Compiled:
        return Compiled(g, (), None, _names(static, "static"), max_paths, max_operations, True, tuning)

    return vectorized if f is None else vectorized(f)


def _names(given: Any, what: str) -> tuple[str, ...]:
    if not isinstance(given, (str, Iterable)):
        raise TypeError(f"{what} names parameters, got {number.what(given)}")
    names = (given,) if isinstance(given, str) else tuple(given)
    for name in names:
        if not isinstance(name, str):
            raise TypeError(f"{what} names parameters, got {number.what(name)}")
    return names
