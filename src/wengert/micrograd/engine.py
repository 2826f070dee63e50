"""Value by micrograd's names, with operations that a user may add from outside.

Everything that wengert's Value does, this one does too, at its speed.  Beside it stands what notebooks
rely on: `_prev`, `_op`, attributes of any name, and `_backward`, which pushes one local step and which a
user may replace by a function of his own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from wengert.core import functions, number, sweep
from wengert.core.open import OpenValue, keep
from wengert.core.row import CONSTANT, STATED, Row, stated_as
from wengert.core.value import Value as CoreValue
from wengert.core.value import stated, topological

#: How micrograd spells an operation, where that is neither its sign nor its name.
_SPELLED = {"relu": "ReLU"}


class Value(OpenValue):
    """A number that remembers how it was made, by the names that micrograd gave it.

    Args:
        data: the number.
        _children: the operands of a step that is taken by hand, as in `Value(t, (self,), "tanh")`.  Its
            `_backward` is then to be set; without it no gradient passes.
        _op: what to call that step.  Or the derivative by each operand, numbers: then `_backward` is not
            needed.
        label: a name to show it by.
        _label: the same, as some notebooks call it.
        color: kept as an attribute.

    Attributes:
        repr_grad: whether the repr shows the gradient.  `Value.repr_grad = False` gives the shorter one of
            the lectures, `Value(data=2.0)`.

    Raises:
        TypeError: data or a derivative is no real number, an operand no Value, or a name no str.
        ValueError: there are more or fewer derivatives than operands.

    Cost: an operation takes some one and a half times as long as one of `wengert.Value`, compiled, for
        the sake of attributes of any name.

    >>> x = Value(3.0, label="x")
    >>> y = x * x
    >>> y.grad = 1.0
    >>> y._backward()
    >>> x, y._op, y._prev == {x}
    (Value(data=3.0, grad=6.0), '*', True)
    """

    __slots__ = ()

    repr_grad: ClassVar[bool] = True
    _takes_truths = True  # one-hot targets are often written as `p - (i == label)`

    def __init__(
        self,
        data: Any,
        _children: Iterable[CoreValue] | None = (),
        _op: str | Sequence[float] | None = "",
        label: str | None = "",
        *,
        _label: str | None = None,
        color: Any = None,
    ) -> None:
        args = _operands(_children)
        partials = [0.0] * len(args)
        if isinstance(_op, Iterable) and not isinstance(_op, str):
            partials = [number.real(partial, "a local gradient") for partial in _op]
            if len(partials) != len(args):
                raise ValueError(f"there are {len(args)} children, but {len(partials)} local gradients")
        elif _op is not None:
            number.text(_op, "_op")
        super().__init__(float(data) if number.is_truth(data) else data, label=label or _label or "")
        if args:
            stated(self, args, [0.0 if arg.is_constant else p for arg, p in zip(args, partials, strict=True)])
        if _op and isinstance(_op, str):
            self._op = _op
        if color is not None:
            self.color = color

    # --- what micrograd calls it ------------------------------------------------------------------

    @property
    def _op(self) -> str:
        """The operation as micrograd spells it: `+`, `**2`, `ReLU`; settable."""
        return (self.attributes or {}).get("_op") or _spelled(self)

    @_op.setter
    def _op(self, op: str) -> None:
        vars(self)["_op"] = number.text(op, "_op")

    @property
    def op(self) -> str:
        """The same, to be read."""
        return self._op

    @property
    def row(self) -> Row | None:
        """The row of the table that made this node; of a step taken by hand one of its name; None for a leaf."""
        row = super().row
        own = (self.attributes or {}).get("_op")
        return stated_as(own) if own and row is STATED else row

    @property
    def partials(self) -> tuple[float, ...]:
        """The derivative of this node by each operand, where it was computed; 0 for a constant.

        Where a user has set `_backward`, that is asked: called with gradient 1 here and 0 at the operands, and
        every gradient put back.
        """
        return _asked(self) if self.args and "_backward" in (self.attributes or ()) else super().partials

    @property
    def _prev(self) -> set[CoreValue]:
        """The operands, each once and in no order; `args` has them in order, with repeats."""
        return set(self.args)

    @property
    def prev(self) -> set[CoreValue]:
        """The same."""
        return set(self.args)

    @property
    def children(self) -> tuple[CoreValue, ...]:
        """The operands, in order, with repeats."""
        return self.args

    @property
    def _children(self) -> tuple[CoreValue, ...]:
        return self.args

    @property
    def _local_grads(self) -> tuple[float, ...]:
        return self.partials

    def _set_grad(self, grad: Any) -> None:
        # Loops that clear every node come upon constants too.
        if self._code == CONSTANT:
            self._grad = number.real(grad, "grad")
        else:
            CoreValue.grad.__set__(self, grad)  # type: ignore[attr-defined]

    grad = property(CoreValue.grad.__get__, _set_grad, doc=CoreValue.grad.__doc__)  # type: ignore

    def __repr__(self) -> str:
        return f"Value(data={self.data!r}, grad={self._grad!r})" if self.repr_grad else f"Value(data={self.data!r})"

    def __bool__(self) -> bool:
        """True of any Value, as of any object that says nothing else."""
        return True

    def softmax(self, others: Iterable[Any]) -> Value:
        """The share of this Value among itself and others: exp(self) over the sum of all exp.

        Args:
            others: Values and numbers; this Value may be among them and counts once.

        >>> logits = [Value(1.0), Value(1.0), Value(2.0)]
        >>> round(logits[2].softmax(logits[:2]).data, 6) == round(logits[2].softmax(logits).data, 6) == 0.576117
        True
        """
        shares = functions.softmax([self, *(other for other in others if other is not self)])
        share: Value = shares[0]
        return share

    # --- steps that a user takes by hand ------------------------------------------------------------

    _by_hand: ClassVar[bool] = False  # whether any `_backward` was ever set

    @property
    def _backward(self) -> Callable[[], None]:
        """Push this node's share to the gradient of each operand, once; of a leaf nothing.  Settable.

        What is set here `backward()` calls in its turn, in place of the step that it knows.
        """
        step: Callable[[], None] | None = (self.attributes or {}).get("_backward")
        return self.push if step is None else step

    @_backward.setter
    def _backward(self, step: Callable[[], None]) -> None:
        if not callable(step):
            raise TypeError(f"_backward must be a function of no arguments, got {number.what(step)}")
        vars(self)["_backward"] = step
        Value._by_hand = True

    def backward(self, seed: float = 1.0) -> None:
        """Set the gradient of everything this Value was made from.

        One reverse sweep, as in `wengert.Value.backward`; where a user has set `_backward`, that is
        called, once for each node.  Leaves accumulate over sweeps, other nodes begin anew.  All or
        nothing: an exception leaves every gradient as it was.

        Args:
            seed: the adjoint of this Value itself.

        Raises:
            TypeError: seed is no real number.

        >>> def square(x):
        ...     out = Value(x.data**2, (x,), "square")
        ...     def _backward():
        ...         x.grad += 2 * x.data * out.grad
        ...     out._backward = _backward
        ...     return out
        >>> x = Value(3.0)
        >>> (square(x) * 10).backward()
        >>> x.grad
        60.0
        """
        order = topological([self]) if Value._by_hand else []
        if not any(_steps_by_hand(node) for node in order):
            super().backward(seed)
            return
        start = number.real(seed, "seed")
        with sweep.one_at_a_time:
            before = [node._grad for node in order]
            try:
                _sweep(order, start)
            except BaseException:
                for node, grad in zip(order, before, strict=True):
                    node._grad = grad
                raise

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        if any(_steps_by_hand(node) for node in topological([self])):
            raise TypeError("a node whose _backward was set cannot be copied: that function is about the original")
        return super().__deepcopy__(memo)


keep(Value)


def _operands(children: Iterable[Any] | None) -> tuple[CoreValue, ...]:
    if isinstance(children, CoreValue):
        raise TypeError("_children must be a tuple of Values, got one Value; write (value,)")
    args = tuple(children or ())
    for arg in args:
        if not isinstance(arg, CoreValue):
            raise TypeError(f"_children must be Values, got {number.what(arg)}")
    return args


def _steps_by_hand(node: CoreValue) -> bool:
    return isinstance(node, Value) and "_backward" in (node.attributes or ())


def _asked(node: Value) -> tuple[float, ...]:
    """The partials that a user's `_backward` stands for; an operand's uses together count as its first."""
    args = node.args
    nodes = {id(arg): arg for arg in args}
    with sweep.one_at_a_time:
        before = [(each, each._grad) for each in (node, *nodes.values())]
        try:
            for each in nodes.values():
                each._grad = 0.0
            node._grad = 1.0
            node._backward()
            found = {key: each._grad for key, each in nodes.items() if not each.is_constant}
        finally:
            for each, grad in before:
                each._grad = grad
    return tuple([found.pop(id(arg), 0.0) for arg in args])


def _sweep(order: Sequence[CoreValue], seed: float) -> None:
    """The reverse sweep that calls what users have set: users before operands, each node once."""
    for node in order:
        if not node.is_leaf:
            node._grad = 0.0
    order[-1]._grad += seed
    for node in reversed(order):
        node._backward() if isinstance(node, Value) else node.push()


def _spelled(node: CoreValue) -> str:
    row: Row | None = CoreValue.row.__get__(node)  # type: ignore[attr-defined]
    if row is None or row is STATED:
        return ""
    exponent = node.args[-1]
    if row.symbol == "**" and exponent.is_constant:
        return f"**{exponent.data:g}"
    return row.symbol if row.symbol and len(node.args) == 2 else _SPELLED.get(row.name, row.name)
