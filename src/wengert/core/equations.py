"""Equations: g(x, p) = 0 as rows of the table, one for each unknown.

The value of such a row is found by Newton's method; its partials are those of the implicit function theorem,
dx/dp = -(dg/dx)^-1 dg/dp, written in the unknowns themselves.  An unknown in a partial is again such a row, at
the same operands: so derivatives of derivatives are right at every order, and nothing is differentiated through the
rounds of the search.

Everything here is arithmetic that runs on floats, which compute, and on Symbols, which are differentiated or
compiled.  So a compiled function takes the very steps that the eager one takes, in every lane.

Legend: x unknowns, p what else g depends on, args both, unknowns first; r residuals, the numbers of g; a the
matrix dr/dx; d Newton's step, t the share of it that is tried; size the largest |r|.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import partial
from math import inf, nan
from typing import Any, NamedTuple

from wengert.core import ops
from wengert.core.elimination import pivots, solved, transposed
from wengert.core.row import BY_NAME, TABLE, Row, register
from wengert.core.symbol import Expression, Symbol, derive, topological

_FARTHEST = 8.0  # a step is at most so many times 1 + |x| long
_NO_PIVOT = 1e-100  # stands for a pivot of 0: the step is then long, and cut
_NEARBY = 1e-6  # how far from a root, for its size, Newton's method is asked whether it comes back
_BACK = 0.25  # what part of that way may be left, if the root is to count as regular
_MOST_ROWS = 32_767  # a node keeps its row's code in 16 bits


class Equation(NamedTuple):
    """What g did: its operations, each a row and the slots of its operands, and the slots of its residuals.

    Slots are counted: unknowns, parameters, results.
    """

    unknowns: int
    parameters: int
    steps: tuple[tuple[int, tuple[int, ...]], ...]
    residuals: tuple[int, ...]


class Search(NamedTuple):
    """Where Newton's method is.

    Attributes:
        x: the best unknowns so far.
        size: the largest residual there.
        d: Newton's step from there, cut if it is very long.
        t: the share of it that is tried next.
        good: whether the step is short enough for x to count as a root.
        rounds: how many there were.
    """

    x: list[Any]
    size: Any
    d: list[Any]
    t: Any
    good: Any
    rounds: int


class Steps:
    """Expressions in some arguments as a short program, which runs on whatever its rows take.

    Args:
        args: the arguments.
        outputs: the expressions.
    """

    def __init__(self, args: Sequence[Symbol], outputs: Sequence[Expression]) -> None:
        made = [symbol for symbol in topological(outputs) if symbol.row is not None]
        read = [*outputs, *[arg for symbol in made for arg in symbol.args]]
        numbers = {repr(float(x)): float(x) for x in read if not isinstance(x, Symbol)}
        self._numbers = list(numbers.values())
        places = {key: len(args) + i for i, key in enumerate(numbers)}
        slots = {id(symbol): i for i, symbol in enumerate(args)}
        slots.update({id(symbol): len(args) + len(numbers) + i for i, symbol in enumerate(made)})

        def slot(expression: Expression) -> int:
            return slots[id(expression)] if isinstance(expression, Symbol) else places[repr(float(expression))]

        self._steps = [(symbol.row, [slot(arg) for arg in symbol.args]) for symbol in made]
        self._outputs = [slot(output) for output in outputs]

    def __call__(self, args: Sequence[Any]) -> list[Any]:
        """The expressions' values."""
        slots = [*args, *self._numbers]
        for row, operands in self._steps:
            assert row is not None  # a name is no step
            slots.append(row(*[slots[i] for i in operands]))
        return [slots[i] for i in self._outputs]


class System:
    """An equation for some unknowns, and all that follows from it.

    Args:
        equation: what g does.
        tol: how long Newton's step may be, relative to 1 + |x|, where x counts as a root.
        most: how many rounds the search has at most.

    Attributes:
        rows: one for each unknown.  Their operands are the numbers to start from, and the parameters.

    Raises:
        TypeError: an operation of g has no derivative that is written in arithmetic and wengert's functions.

    Cost: some 20 µs for an operation of g and each unknown.
    """

    def __init__(self, equation: Equation, tol: float, most: int) -> None:
        self.unknowns = m = equation.unknowns
        self._tol, self._most = tol, most
        xs = [Symbol(f"x{i}") for i in range(m)]
        ps = [Symbol(f"p{i}") for i in range(equation.parameters)]
        weights = [Symbol(f"w{i}") for i in range(m)]
        slots: list[Expression] = [*xs, *ps]
        for code, operands in equation.steps:
            row = TABLE[code]
            assert row is not None  # no operation has the code of a leaf
            slots.append(row(*[slots[i] for i in operands]))
        r = [slots[i] for i in equation.residuals]
        matrix = [slope for residual in r for slope in derive(residual, xs)]
        self._newton = Steps([*xs, *ps], [*r, *matrix])
        weighted = ops.sum(*[ops.mul(w, residual) for w, residual in zip(weights, r, strict=True)])
        self._pull = Steps([*xs, *ps, *weights], derive(weighted, ps))
        self._last: tuple[Sequence[Any], Search] = (), Search([], inf, [], 1.0, False, 0)
        names = _names("x", m) + _names("p", equation.parameters)
        stem = _stem(equation, tol, most)
        self.rows = [register(self._row(k, stem, names), most=_MOST_ROWS) for k in range(m)]

    def _row(self, k: int, stem: str, names: list[str]) -> Row:
        several = self.unknowns > 1
        return Row(
            f"{stem}_{k}" if several else stem,
            ", ".join(names),
            f"Unknown {k} of {self.unknowns} equations." if several else "Root of an equation.",
            value=partial(self._value, k),
            partials=partial(self._partials, k) if len(names) > 1 else partial(self._partial, k),
            domain="where Newton's method arrives, else nan",
            function=False,
            method=False,
            source="Griewank & Walther, Evaluating Derivatives, 2nd ed., chapter 15",
        )

    # --- the search ------------------------------------------------------------------------------

    def search(self, args: Sequence[Any]) -> Search:
        """The root from some start: damped Newton, which never goes to where the residuals are greater.

        On floats it ends where no step changes x any more; on Symbols it has all its rounds.

        Source: Dennis & Schnabel, Numerical Methods for Unconstrained Optimization and Nonlinear Equations, 6.3.
        """
        known, found = self._last
        if len(known) == len(args) and all(map(_is_same, known, args)):
            return found
        start, p = list(args[: self.unknowns]), list(args[self.unknowns :])
        found = Search(start, inf, [0.0] * len(start), 1.0, False, 0)
        while found.rounds < self._most:
            found = self._round(found, p)
            if all(isinstance(x, float) and x + found.t * d == x for x, d in zip(found.x, found.d, strict=True)):
                break
        good = ops.lt(found.size, inf)
        for x, d in zip(found.x, found.d, strict=True):
            good = ops.where(ops.le(ops.abs(d), self._tol * (1.0 + ops.abs(x))), good, 0.0)
        found = found._replace(good=good)
        self._last = tuple(args), found
        return found

    def _round(self, at: Search, p: list[Any]) -> Search:
        """Try a share of the step: if the largest residual gets smaller go there and be twice as bold, else half."""
        tried = [x + at.t * d for x, d in zip(at.x, at.d, strict=True)]
        r, a = self._equations(tried, p)
        sizes = [ops.abs(residual) for residual in r]
        size = ops.max(*sizes) if len(sizes) > 1 else sizes[0]
        better = ops.lt(size, at.size)
        d = _cut(solved(a, [-residual for residual in r], _NO_PIVOT), tried)
        return Search(
            [ops.where(better, new, old) for new, old in zip(tried, at.x, strict=True)],
            ops.where(better, size, at.size),
            [ops.where(better, new, old) for new, old in zip(d, at.d, strict=True)],
            ops.where(better, ops.where(ops.lt(at.t, 0.5), 2.0 * at.t, 1.0), 0.5 * at.t),
            False,
            at.rounds + 1,
        )

    def _equations(self, x: list[Any], p: list[Any]) -> tuple[list[Any], list[list[Any]]]:
        """Residuals, and the matrix of their derivatives by x."""
        m = self.unknowns
        found = self._newton([*x, *p])
        return found[:m], [found[m * i : m * i + m] for i in range(1, m + 1)]

    def is_singular(self, x: list[float], args: Sequence[float]) -> bool:
        """Whether dg/dx has no inverse at a root: there x has no derivative.

        From nearby, Newton's method comes back to a regular root at once, and to a singular one slowly.
        """
        p = list(args[self.unknowns :])
        _, a = self._equations(x, p)
        if not all(0.0 < abs(pivot) < inf for pivot in pivots(a)):
            return True
        own = [_NEARBY * abs(number) or _NEARBY for number in x]
        whole = [_NEARBY * (1.0 + abs(number)) for number in x]
        # In x's own measure, or in ones where that drowns in rounding; from above, or from below where g ends there.
        tries = [away if up else [-step for step in away] for away in (own, whole) for up in (True, False)]
        return not any(self._comes_back(x, p, away) for away in tries)

    def _comes_back(self, x: list[float], p: list[float], away: list[float]) -> bool:
        """Whether one step of Newton's leads from nearby back to a root, almost."""
        near = [number + step for number, step in zip(x, away, strict=True)]
        r, a = self._equations(near, p)
        back = solved(a, [-residual for residual in r], 0.0)
        return all(abs(step + there) <= _BACK * abs(step) for step, there in zip(away, back, strict=True))

    # --- what the rows say -----------------------------------------------------------------------

    def _value(self, k: int, *args: Any) -> Any:
        found = self.search(args)
        return ops.where(found.good, found.x[k], nan)

    def _partials(self, k: int, *given: Any) -> tuple[Any, ...]:
        """The partials of unknown k: 0 by where the search starts, and those of the theorem by the parameters."""
        *args, out = given
        m = self.unknowns
        known, found = self._last
        if m > 1 and len(known) == len(args) and all(a is b for a, b in zip(known, args, strict=True)):
            x = [ops.where(found.good, number, nan) for number in found.x]  # of these very operands: no second search
        else:
            x = [out if j == k else self.rows[j](*args) for j in range(m)]
        x[k] = out
        p = args[m:]
        _, a = self._equations(x, p)
        w = solved(transposed(a), [float(j == k) for j in range(m)], 0.0)
        return (*[0.0] * m, *[-slope for slope in self._pull([*x, *p, *w])])

    def _partial(self, k: int, *given: Any) -> Any:
        """The same of a row with one operand, the start."""
        return self._partials(k, *given)[0]


def _cut(d: list[Any], x: list[Any]) -> list[Any]:
    """A step, shortened if it leads too far from x."""
    share: Any = 1.0
    for step, number in zip(d, x, strict=True):
        longest, length = _FARTHEST * (1.0 + ops.abs(number)), ops.abs(step)
        share = ops.where(ops.gt(share * length, longest), ops.div(longest, length), share)
    return [share * step for step in d]


# --- systems that are known ------------------------------------------------------------------------------

_known: dict[tuple[Equation, float, int], System] = {}
_lock = threading.Lock()


def system(equation: Equation, tol: float, most: int) -> System:
    """The system of an equation; the same one whenever it is asked for again, as long as the table has its rows."""
    key = equation, tol, most
    with _lock:
        found = _known.get(key)
        if found is None or BY_NAME.get(found.rows[0].name) is not found.rows[0]:
            found = _known[key] = System(*key)
    return found


def _stem(equation: Equation, tol: float, most: int) -> str:
    """A name that says which equation it is, the same in every process: so that files and pickles find it again."""
    rows = [TABLE[code] for code, _ in equation.steps]
    said = [row.name for row in rows if row is not None], equation[:2], [slots for _, slots in equation.steps]
    digest = hashlib.sha256(repr((said, equation.residuals, tol, most)).encode()).hexdigest()
    names = (f"root_{digest[:length]}" for length in range(8, len(digest)))
    return next(name for name in names if name not in BY_NAME and f"{name}_0" not in BY_NAME)


def _names(stem: str, count: int) -> list[str]:
    return [stem] if count == 1 else [f"{stem}{i}" for i in range(count)]


def _is_same(a: Any, b: Any) -> bool:
    """Whether two operands are one, bit for bit; of nan and of zeros it may say no."""
    return a is b or (isinstance(a, float) and isinstance(b, float) and a == b != 0.0)

