"""Value: a number that remembers how it was made.

Arithmetic on Values computes at once and keeps, at each result, the operation, its operands and the
local partial derivatives there.  `backward()` walks that record from the result to the leaves and
multiplies and adds the partials by the chain rule.

Compiled, a node is a C struct of 80 bytes: `value.pxd` has its types, and the loops on raw pointers
that replace those of `sweep.py`.  A graph cannot contain a cycle, since the operands of a node exist
before it; so the garbage collector need not know of it.

Legend: a, b operands; pa, pb the partials by them; op a row's code in the table; n how many operands;
need whether an operand is no constant.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.core import context, extra, freeze, kernels, methods, notation, number, real, sweep, views
from wengert.core.extra import Extra, Here
from wengert.core.row import CONSTANT, LEAF, STATED, TABLE, Row

if not cython.compiled:
    from wengert.core.methods import Methods

    # Compiled, these are the loops on raw pointers in value.pxd.
    _raw_backward = sweep.backward
    _raw_zero_grad = sweep.zero_grad
    _raw_topological = sweep.topological
    _raw_install = sweep.nothing
    _raw_new: Callable[[Any], Any] = object.__new__

_KERNELS = kernels.COUNT


@cython.no_gc
@cython.cclass
class Value(Methods):
    """A real number, and how it was made.

    Args:
        data: the number; int, float, NumPy scalar or 0-d array.
        label: a name to show it by.

    Attributes:
        data: the number.
        grad: the adjoint: derivative of the last `backward()`'s output by this node, in the
            output's unit per this node's unit; on a leaf, the sum over all sweeps since `zero_grad()`.
        label: a name to show it by.

    Raises:
        TypeError: data is no real number (bool, complex, str, None, a Value), or label no str.

    Cost: 80 bytes, and the time of two operations on Python floats for each of its own, compiled.

    >>> a, b = Value(2.0, label="a"), Value(-3.0, label="b")
    >>> y = a * b + a
    >>> y.backward()
    >>> y.data, a.grad, b.grad
    (-4.0, -2.0, 2.0)
    """

    __slots__ = ("_a", "_b", "_extra")

    # Whether a bool beside a Value of the class counts as 1 or 0.
    _takes_truths = False

    # Above NumPy's scalars, below its arrays: np.float64(2) * v asks v, array * v stays the array's.
    __array_priority__ = -1.0

    def __init__(self, data: Any, label: str = "") -> None:
        x, text = number.real(data, "Value"), number.text(label, "label")
        self._data = x
        self._grad = 0.0
        self._code = LEAF
        self._n = self._uses = 0
        self._a: Any = None
        self._b: Any = None
        self._extra: Any = None
        self._pa = self._pb = 0.0
        if text:
            _own_extra(self).label = text
        if _watching:
            _watch(self)

    # --- how it was made -------------------------------------------------------------------------

    @property
    def args(self) -> tuple[Value, ...]:
        """The operands, in order, with repeats."""
        if self._n == 2:
            return (self._a, self._b)
        if self._n == 1:
            return (self._a,)
        return () if self._n == 0 else self._extra.args

    @property
    def partials(self) -> tuple[float, ...]:
        """The derivative of this node by each operand, where it was computed; 0 for a constant."""
        if self._n == 2:
            return (self._pa, self._pb)
        if self._n == 1:
            return (self._pa,)
        return () if self._n == 0 else self._extra.partials

    @property
    def label(self) -> str:
        """A name to show the node by; empty if it has none.  Settable."""
        return "" if self._extra is None else self._extra.label

    @label.setter
    def label(self, label: str) -> None:
        text = number.text(label, "label")
        if text or self.label:
            _own_extra(self).label = text

    @property
    def scope(self) -> str:
        """The `wg.scope` in which the node was made: names joined by dots; empty outside of any."""
        return "" if self._extra is None else self._extra.scope

    @property
    def place(self) -> str:
        """Where the node was made, as file and line; recorded only under `wg.strict()`."""
        return "" if self._extra is None else self._extra.place

    @property
    def expression(self) -> str:
        """The node as readable text: `(a*b + c)*d`.  Labels stand for labelled operands; bounded."""
        return notation.expression(self)

    def __repr__(self) -> str:
        tracer = extra.tracer()
        if tracer is not None:
            return tracer.text(self)  # type: ignore[no-any-return]
        if self._code == CONSTANT:
            return f"Value(data={self._data!r}, constant)"
        label = f", label={notation.shortened(self.label)!r}" if self.label else ""
        return f"{type(self).__name__}(data={self._data!r}, grad={self._grad!r}{label})"

    # --- derivatives ----------------------------------------------------------------------------

    def backward(self, seed: float = 1.0) -> None:
        """Set the gradient of everything this Value was made from: one reverse sweep.

        Each adjoint is the sum, over the uses of a node, of the user's adjoint times the local
        partial.  Adjoints of inner nodes are fresh in every sweep; leaves accumulate, so that a
        second sweep exactly doubles them.  The partials are those stored when the nodes were made:
        a `data` set since then does not mix in.  A sweep is all or nothing: an exception leaves
        every gradient as it was.

        Args:
            seed: the adjoint of this Value itself.

        Raises:
            TypeError: seed is no real number.
            NonFiniteError: under `wg.strict()`, at the first inf or nan made of finite numbers.
            RuntimeError: called from within a sweep, by a signal handler or a finaliser.
            TracingError: called by a function that is being compiled.

        Cost: half a Python float operation per node, compiled; iterative, so that depth does not matter.

        Source: Griewank & Walther, Evaluating Derivatives, 2nd ed., section 3.2.
        """
        start = number.real(seed, "seed")
        sweep.refuse_nested("backward")
        tracer = extra.tracer()
        if tracer is not None:
            tracer.sweep(self)
        with sweep.one_at_a_time:
            if context.is_strict():
                sweep.backward(self, start)
            else:
                _raw_backward(self, start)

    def push(self) -> None:
        """Add this node's share to the gradient of each operand, once: one local step by hand.

        >>> x = Value(3.0)
        >>> y = x * x
        >>> y.grad = 1.0
        >>> y.push()
        >>> x.grad
        6.0
        """
        with sweep.one_at_a_time:
            stored = Value.partials.__get__(self)  # type: ignore[attr-defined]  # a subclass may show others
            for arg, partial in zip(self.args, stored):  # noqa: B905 (same length by construction)
                if not arg.is_constant:
                    arg._grad += real.scale(self._grad, partial)

    def zero_grad(self) -> None:
        """Set the gradient of this Value and of everything it was made from to 0."""
        sweep.refuse_nested("zero_grad")
        with sweep.one_at_a_time:
            _raw_zero_grad(self)

    def refresh(self) -> None:
        """Compute everything this Value was made from anew, in place, from the leaves' data.

        Gradients stay as they are.  All or nothing: an exception leaves every node as it was.

        Raises:
            ValueError: a row refuses its new operands, as `clip` does bounds in the wrong order.
            NonFiniteError: under `wg.strict()`, at the first inf or nan made of finite numbers.

        >>> x = Value(3.0)
        >>> y = x * x
        >>> x.data = 4.0
        >>> y.refresh()
        >>> y.data, y.partials
        (16.0, (4.0, 4.0))
        """
        with sweep.one_at_a_time:
            nodes = [node for node in topological([self]) if not node.is_leaf]
            before = [(node._data, node.partials) for node in nodes]
            try:
                for node in nodes:
                    _require(TABLE[node._code], node.args)
                    _compute(node)
                    if _watching:
                        context.check(node)
            except BaseException:
                for node, (data, partials) in zip(nodes, before):  # noqa: B905 (same length by construction)
                    node._data = data
                    _store(node, partials)
                raise

    # --- what other wings show of it ------------------------------------------------------------

    def explain(self, wrt: Any = None, **options: Any) -> Any:
        """The chain rule for the derivative of this Value, with the numbers in it."""
        return views.show("explain", self, wrt, **options)

    def draw(self, **options: Any) -> Any:
        """A picture of how this Value was made; `wg.draw` has the options."""
        return views.show("draw", self, **options)

    # --- copies -----------------------------------------------------------------------------------

    def __copy__(self) -> Value:
        return freeze.copied(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Value:
        return freeze.deep_copied(self, memo)

    def __reduce__(self) -> tuple[Any, ...]:
        return freeze.reduced(self)

    @classmethod
    def _restored(cls, data: float, grad: float, op: int, args: tuple[Value, ...],
                  partials: tuple[float, ...], marks: tuple[str, str, str]) -> Value:
        """A node with all that it had, as copies and pickles remember it.  Nothing is computed."""
        node = _made(cls, op, 0, None, None)
        node._data = data
        node._grad = grad
        _joined(node, op, args, partials)
        if any(marks):
            mine = _own_extra(node)
            mine.label, mine.scope, mine.place = marks
        return node

    # --- operators and methods --------------------------------------------------------------------

    def __pos__(self) -> Value:
        return self

    def conjugate(self) -> Value:
        """The Value itself, which is real; NumPy's `var`, `std` and `vdot` ask."""
        return self

    def __divmod__(self, other: Any) -> tuple[Value, Value]:
        return self // other, self % other

    def __rdivmod__(self, other: Any) -> tuple[Value, Value]:
        return other // self, other % self

    def _apply(self, row: Row, args: Sequence[Any]) -> Value:
        """What `row(*args)` means when an argument is a Value."""
        return apply(row, args)


def stated(node: Value, args: Sequence[Value], partials: Sequence[float]) -> None:
    """Make a leaf the result of a step that was taken elsewhere, with its partials as they were found there.

    Args:
        node: a leaf that nothing was made from yet.
        args: the operands of the step.
        partials: as many finite or other numbers; of constants 0.
    """
    _joined(node, STATED.code, tuple(args), tuple(partials))


def _joined(node: Value, op: int, args: tuple[Value, ...], partials: tuple[float, ...]) -> None:
    """Give a node without operands what it was made from."""
    node._code = op
    node._n = min(len(args), 3)
    if len(args) == 1:
        node._a, node._pa = args[0], partials[0]
    elif len(args) == 2:
        node._a, node._b = args
        node._pa, node._pb = partials
    elif args:
        mine = _own_extra(node)
        mine.args, mine.partials = args, partials


def topological(outputs: Iterable[Value]) -> list[Value]:
    """Every node that some outputs were made from, operands before their users, each once.

    Depth-first from the outputs, operands from left to right.

    Cost: some 50 ns per node, compiled; iterative.
    """
    listed = list(outputs)
    with sweep.one_at_a_time:  # it marks nodes, as a sweep does
        return sweep.topological(listed) if sweep.is_running() else _raw_topological(listed)


def apply(row: Row, args: Iterable[Any]) -> Value:
    """A new node: a row of the table at some operands.

    Args:
        row: the row.
        args: Values and real numbers; numbers become constants.

    Raises:
        TypeError: an operand is neither, or their count does not fit the row.
        ValueError: the row refuses these numbers.
    """
    given = tuple(args)
    kind = next((type(arg) for arg in given if isinstance(arg, Value)), Value)
    nodes = tuple(_lifted(row, i, arg, kind) for i, arg in enumerate(given))
    number.check_count(row, len(nodes))
    _require(row, nodes)
    if len(nodes) > 2:
        return _many(row.code, nodes)
    node: Value = _binary(row.code, nodes[0], nodes[1]) if len(nodes) == 2 else _unary(row.code, nodes[0])
    return node


def again(node: Value) -> Value:
    """A second node of the same row at the same operands, computed anew; of an inner node."""
    if node._n > 2:
        return _many(node._code, node._extra.args)
    twin: Value = _binary(node._code, node._a, node._b) if node._n == 2 else _unary(node._code, node._a)
    return twin


def evaluate(row: Row, numbers: Sequence[float]) -> float:
    """A row of the table at plain floats, by the same code that serves Values."""
    return apply(row, numbers)._data


def _require(row: Row | None, nodes: Sequence[Value]) -> None:
    """Refuse operands that the row refuses."""
    if row is not None and row.require is not None:
        row.require(*[node._data for node in nodes])


def constant(x: float, kind: type[Value] = Value) -> Value:
    """A number as an operand without a gradient, as operators lift it beside a Value of some class."""
    return _constant_of(kind, number.real(x, "constant"))


def _lifted(row: Row, i: int, arg: Any, kind: type[Value]) -> Value:
    if isinstance(arg, Value):
        return arg
    if i == 0 and row.conditional:
        if number.is_truth(arg):
            return _constant_of(kind, 1.0 if arg else 0.0)
        number.refuse_inverted(arg, row.name)
    return _constant_of(kind, number.real(arg, f"{row.name}()"))


def _constant(x: float) -> Value:
    return _constant_of(Value, x)


def _constant_of(kind: type[Value], x: float) -> Value:
    node = _made(kind, CONSTANT, 0, None, None)
    node._data = x
    return node


def _beside(x: Any, kind: type[Value]) -> Value | None:
    """A number that stands beside a Value, as a constant of its class; None if it is not ours."""
    if type(x) is float:
        return _constant_of(kind, x)
    try:
        found = number.operand(x)
    except TypeError:
        if not (kind._takes_truths and number.is_truth(x)):
            raise
        found = float(x)
    return None if found is None else _constant_of(kind, found)


def _made(kind: type[Value], op: int, n: int, a: Value | None, b: Value | None) -> Value:
    """A node without its numbers."""
    if cython.compiled:
        node: Value = Value.__new__(Value) if kind is Value else _raw_new(kind)
    else:  # C does this by itself
        node = _blank(kind)
        node._grad = node._pa = node._pb = 0.0
        node._uses = 0
        node._extra = None
    node._code = op
    node._n = n
    node._a = a
    node._b = b
    return node


def _unary(op: int, operand: Any) -> Any:
    a: Value = operand
    node = _made(type(a), op, 1, a, None)
    _compute(node)
    if _watching:
        _watch(node)
    return node


def _binary(op: int, x: Any, y: Any) -> Any:
    """A row at two operands of which one is a Value; NotImplemented if the other is not ours."""
    if not isinstance(y, Value):
        y = _beside(y, type(x))
        if y is None:
            return NotImplemented
    elif not isinstance(x, Value):
        x = _beside(x, type(y))
        if x is None:
            return NotImplemented
    a: Value = x
    b: Value = y
    kind = type(a)
    if kind is not type(b):
        kind = _kind(a, b)
    node = _made(kind, op, 2, a, b)
    if cython.compiled or op >= _KERNELS:
        _compute(node)
    else:  # the same, without the call
        node._data, node._pa, node._pb = kernels.BINARY[op](a._data, b._data, a._code != CONSTANT, b._code != CONSTANT)
    if _watching:
        _watch(node)
    return node


def _many(op: int, nodes: tuple[Value, ...]) -> Value:
    kind = type(nodes[0])
    for other in nodes:
        if type(other) is not kind and issubclass(type(other), kind):
            kind = type(other)
    node = _made(kind, op, 3, None, None)  # 3 or more
    _own_extra(node).args = nodes
    _compute(node)
    if _watching:
        _watch(node)
    return node


def _kind(a: Value, b: Value) -> type[Value]:
    """The class of what two nodes make: theirs, or the more special one."""
    return type(b) if issubclass(type(b), type(a)) else type(a)


def _own_extra(node: Value) -> Extra:
    """A node's Extra, to be changed."""
    mine: Extra | None = node._extra
    if mine is None or isinstance(mine, Here):
        mine = node._extra = extra.owned(mine)
    return mine


def _compute(node: Value) -> None:
    """Value and partials of a node from the data of its operands."""
    if node._n == 2 and node._code < _KERNELS:
        a, b = node._a, node._b
        need_a, need_b = a._code != CONSTANT, b._code != CONSTANT
        if cython.compiled:
            node._data, node._pa, node._pb = kernels.binary(node._code, a._data, b._data, need_a, need_b)
        else:
            node._data, node._pa, node._pb = kernels.BINARY[node._code](a._data, b._data, need_a, need_b)
    elif node._n == 1 and node._code < _KERNELS:
        if cython.compiled:
            node._data, node._pa = kernels.unary(node._code, node._a._data)
        else:
            node._data, node._pa = kernels.UNARY[node._code](node._a._data)
        if node._a._code == CONSTANT:
            node._pa = 0.0
    else:
        _compute_any(node)


def _compute_any(node: Value) -> None:
    """The same, for any number of operands and for rows that have no kernel."""
    row = TABLE[node._code]
    assert row is not None
    args = node.args
    xs = [arg._data for arg in args]
    need = [not arg.is_constant for arg in args]
    if len(xs) == 3 and row.code < _KERNELS:
        if cython.compiled:
            out, px, py, pz = kernels.ternary(row.code, xs[0], xs[1], xs[2], need[0], need[1], need[2])
        else:
            out, px, py, pz = kernels.TERNARY[row.code](*xs, *need)
        partials = [px, py, pz]
    elif row.inside is not None:
        out, partials = _differentiate(row.inside, xs)
    else:
        out = row.value(*xs)
        partials = list(row.partials_at(xs, out))
    partials = [float(p) if needed else 0.0 for p, needed in zip(partials, need)]  # noqa: B905
    node._data = out
    _store(node, partials)


def _store(node: Value, partials: Sequence[float]) -> None:
    """Keep the partials of a node."""
    if node._n == 1:
        node._pa = partials[0]
    elif node._n == 2:
        node._pa, node._pb = partials
    else:
        _own_extra(node).partials = tuple(partials)


def _differentiate(f: Callable[..., Any], xs: Sequence[float]) -> tuple[float, list[float]]:
    """Value and partials of a composite, by a sweep over what is inside, which nobody watches."""
    with context.unwatched():
        leaves = [Value(x) for x in xs]
        out = f(*leaves)
        if not isinstance(out, Value):  # what is inside may be constant
            return number.real(out, "the value of an operation"), [0.0] * len(leaves)
        _raw_backward(out, 1.0)
    return out._data, [leaf.grad for leaf in leaves]


# --- watching: scopes and places are recorded, and inf and nan looked for, only while someone asks ---

_watching = 0  # how many scopes and strict contexts are open in all threads together; 0 as a rule
_strict = 0  # of these, the strict ones
_counting = threading.Lock()


def watch(change: int, strict: bool = True) -> None:
    """Count the contexts that are open in any thread; nodes made meanwhile are shown to them."""
    global _watching, _strict
    if cython.compiled:  # no other thread runs meanwhile
        _watching += change
        _strict += strict * change
    else:
        with _counting:
            _watching += change
            _strict += strict * change


def _watch(node: Value) -> None:
    there = extra.here()
    if there is not None:
        if node._extra is None:
            node._extra = there
        else:
            _own_extra(node).scope = there.scope
    tape = extra.tape()
    if tape is not None and node._code != CONSTANT:
        tape.append(node)
    if _strict:
        place = context.place()
        if place:
            _own_extra(node).place = place
        context.check(node)


def _power(op: int, x: Any, y: Any, modulus: Any) -> Any:
    if modulus is not None:
        raise TypeError("pow(v, y, modulus) is not defined for Values; use v ** y % modulus")
    return _binary(op, x, y)


def _several(op: int, args: tuple[Any, ...]) -> Any:
    row = TABLE[op]
    assert row is not None
    return apply(row, args)


def _rounded(op: int, x: Any, digits: Any) -> Any:
    if digits is not None:
        raise TypeError("round(v, digits) is not defined for Values; use round(v * 100) / 100")
    return _unary(op, x)


_blank = Value.__new__
methods.unary = _unary
methods.binary = _binary
methods.power = _power
methods.several = _several
methods.rounded = _rounded

context.on_change(watch)
_raw_install(Value)
