"""Optimisers: SGD with momentum, Adam, AdamW.  Eager, a few lines of floats each.

    for _ in range(steps):
        loss = ...
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()

A gradient of nan or inf is used as any other: its parameter becomes nan or inf, and what an
optimiser remembers of it stays so.  `with wg.strict():` around the loss and its sweep names the operation,
file and line that made the first one.

Legend: p a parameter, g its gradient, v a velocity; m, s running means of g and g².
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from wengert.core import notation, number
from wengert.core.value import Value
from wengert.nn.module import Module
from wengert.nn.state import arrays, checked

if TYPE_CHECKING:
    from wengert.nn.state import State


class Optimiser:
    """What optimisers have in common.  A subclass has `_update()` and names what it remembers.

    Args:
        parameters: leaves, each once: `module.parameters()`.
        lr: learning rate, at least 0.

    Attributes:
        parameters: the parameters, a list.
        lr: the learning rate.  Settable between steps.

    Raises:
        TypeError: parameters has something that is no Value, or a rate is no number.
        ValueError: there are no parameters; one is a constant, the result of an operation or there twice; a
            rate is out of its range.

    >>> SGD([Value(2.0) * 3], lr=0.1)
    Traceback (most recent call last):
    ValueError: parameters[0], 2*3, is the result of mul: only leaves can be trained
    """

    _remembered: tuple[str, ...] = ()  # attributes: lists of one float for each parameter

    def __init__(self, parameters: Iterable[Value], lr: float) -> None:
        found = _leaves(parameters)
        self.lr = lr
        self.parameters = found
        for name in self._remembered:
            setattr(self, name, [0.0] * len(found))

    @property
    def lr(self) -> float:
        """The learning rate.  Settable between steps."""
        return self._lr

    @lr.setter
    def lr(self, lr: float) -> None:
        self._lr = _within(lr, "lr", math.inf)

    def step(self) -> None:
        """Move each parameter by its gradient, once."""
        raise NotImplementedError(f"{type(self).__name__} has no step()")

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0: else the next sweep adds to what is there.

        >>> x = Value(3.0)
        >>> (x * x).backward()
        >>> SGD([x], lr=0.1).zero_grad()
        >>> x.grad
        0.0
        """
        for p in self.parameters:
            p.grad = 0.0

    def state(self) -> State:
        """What the next step depends on, beside the parameters: float64 arrays by name.

        >>> SGD([Value(3.0), Value(4.0)], lr=0.5).state()
        {'lr': array(0.5), 'velocity': array([0., 0.])}
        """
        return arrays({name: getattr(self, name) for name in self._shapes()})

    def load_state(self, state: Any) -> None:
        """Go on from where an optimiser of as many parameters was.

        Args:
            state: what `state()` has returned.

        Raises:
            TypeError: state is no mapping, or something in it is no real number.
            ValueError: a name is missing or unexpected, a shape differs, or a number is out of its range.
                Nothing is changed then.

        >>> x = Value(3.0)
        >>> one, other = SGD([x], lr=0.5), SGD([x], lr=0.1)
        >>> other.load_state(one.state())
        >>> other.lr
        0.5
        """
        numbers = checked(state, self._shapes(), type(self).__name__)
        self._check(numbers)
        for name, x in numbers.items():
            setattr(self, name, x)

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        return {"lr": (), **dict.fromkeys(self._remembered, (len(self.parameters),))}

    def _check(self, numbers: dict[str, Any]) -> None:
        """Refuse numbers of a state that are out of their range."""
        _within(numbers["lr"], "lr", math.inf)

    def __repr__(self) -> str:
        count = len(self.parameters)
        return f"{type(self).__name__}({count} parameter{'s' * (count != 1)}, lr={self.lr!r})"


class SGD(Optimiser):
    """Gradient descent: `v = momentum*v - lr*g; p += v`.

    With Nesterov's momentum the gradient is that of the place where the velocity leads; the parameters
    are at that place, `p += momentum*v - lr*g`.

    Args:
        parameters: leaves, each once.
        lr: learning rate.
        momentum: share of the velocity that is kept, in [0, 1); 0 is plain gradient descent.
        nesterov: whether the momentum is Nesterov's.

    Raises:
        TypeError: as in `Optimiser`.
        ValueError: as in `Optimiser`; or nesterov without momentum.

    Source: Sutskever, Martens, Dahl & Hinton, On the importance of initialization and momentum, ICML 2013,
        equations 1 to 4; there the learning rate is inside of the velocity, as here.

    >>> x = Value(3.0)
    >>> optimiser = SGD([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimiser.step()
    >>> x.data
    2.4
    """

    _remembered = ("velocity",)
    velocity: list[float]

    def __init__(self, parameters: Iterable[Value], lr: float = 0.01, momentum: float = 0.0,
                 nesterov: bool = False) -> None:
        self.momentum = _within(momentum, "momentum", 1.0)
        self.nesterov = bool(nesterov)
        if self.nesterov and not self.momentum:
            raise ValueError("nesterov=True needs a momentum above 0")
        super().__init__(parameters, lr)

    def step(self) -> None:
        """Move each parameter by its gradient, once."""
        lr, momentum, velocity = self._lr, self.momentum, self.velocity
        for i, p in enumerate(self.parameters):
            slope = lr * p.grad
            v = velocity[i] = momentum * velocity[i] - slope
            p.data += momentum * v - slope if self.nesterov else v


class Adam(Optimiser):
    """Steps of about lr, whatever the gradient's size: its mean by the root of its mean square.

    Args:
        parameters: leaves, each once.
        lr: learning rate.
        betas: shares of the running means of g and g² that are kept, in [0, 1).
        eps: added to the root, above 0.
        weight_decay: each step takes `lr*weight_decay*p` from p, apart from the gradient: AdamW.

    Raises:
        TypeError: as in `Optimiser`.
        ValueError: as in `Optimiser`.

    Source: Kingma & Ba, Adam, ICLR 2015, algorithm 1; Loshchilov & Hutter, Decoupled Weight Decay
        Regularization, ICLR 2019, algorithm 2, where lr is called ηα and lr*weight_decay ηλ.

    >>> x = Value(3.0)
    >>> optimiser = Adam([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimiser.step()
    >>> round(x.data, 6)
    2.9
    """

    _remembered = ("mean", "square")
    mean: list[float]
    square: list[float]

    def __init__(self, parameters: Iterable[Value], lr: float = 0.001, betas: tuple[float, float] = (0.9, 0.999),
                 eps: float = 1e-8, weight_decay: float = 0.0) -> None:
        if not isinstance(betas, (tuple, list)) or len(betas) != 2:
            raise TypeError(f"betas are two numbers, as in betas=(0.9, 0.999); got {number.what(betas)}")
        first, second = betas
        self.betas = (_within(first, "betas[0]", 1.0), _within(second, "betas[1]", 1.0))
        self.eps = _within(eps, "eps", math.inf)
        if not self.eps:
            raise ValueError("eps must be above 0: a parameter without a gradient would give 0/0")
        self.weight_decay = _within(weight_decay, "weight_decay", math.inf)
        super().__init__(parameters, lr)
        self.steps = 0

    def step(self) -> None:
        """Move each parameter by its gradient, once."""
        self.steps += 1
        (b1, b2), eps, lr = self.betas, self.eps, self._lr
        m_share, s_share = 1.0 - b1**self.steps, 1.0 - b2**self.steps  # of the sum of weights so far
        kept = 1.0 - lr * self.weight_decay
        for i, p in enumerate(self.parameters):
            g = p.grad
            m = self.mean[i] = b1 * self.mean[i] + (1.0 - b1) * g
            s = self.square[i] = b2 * self.square[i] + (1.0 - b2) * (g * g)
            p.data = kept * p.data - lr * (m / m_share) / (math.sqrt(s / s_share) + eps)

    def _shapes(self) -> dict[str, tuple[int, ...]]:
        return {**super()._shapes(), "steps": ()}

    def _check(self, numbers: dict[str, Any]) -> None:
        super()._check(numbers)
        if not (numbers["steps"] >= 0.0 and numbers["steps"] % 1.0 == 0.0):
            raise ValueError(f"steps in the state of Adam must be a whole number from 0, got {numbers['steps']}")
        if any(s < 0.0 for s in numbers["square"]):
            raise ValueError("square in the state of Adam has a negative number")
        numbers["steps"] = int(numbers["steps"])


class AdamW(Adam):
    """Adam with decoupled weight decay, 0.01 unless given: see `Adam`.

    >>> AdamW([Value(3.0)]).weight_decay
    0.01
    """

    def __init__(self, parameters: Iterable[Value], lr: float = 0.001, betas: tuple[float, float] = (0.9, 0.999),
                 eps: float = 1e-8, weight_decay: float = 0.01) -> None:
        super().__init__(parameters, lr, betas, eps, weight_decay)


def _leaves(parameters: Iterable[Value]) -> list[Value]:
    """Parameters as a list of different leaves."""
    if isinstance(parameters, Module):
        raise TypeError(f"parameters must be a list of Values, got {parameters!r}: give its .parameters()")
    if isinstance(parameters, Value):
        raise TypeError(f"parameters must be a list of Values, got {parameters!r}: put it into a list")
    try:
        found = list(parameters)
    except TypeError:
        raise TypeError(f"parameters must be a list of Values, got {number.what(parameters)}") from None
    if not found:
        raise ValueError("parameters is empty: there is nothing to train")
    places: dict[int, int] = {}
    for i, p in enumerate(found):
        if not isinstance(p, Value):
            raise TypeError(f"parameters[{i}] must be a Value, got {number.what(p)}")
        name = f"parameters[{i}], {notation.shown(p.label) or p.expression},"
        if p.is_constant:
            raise ValueError(f"{name} is a constant, which has no gradient: make it a leaf with Value(number)")
        if not p.is_leaf:
            raise ValueError(f"{name} is the result of {p.op}: only leaves can be trained")
        if id(p) in places:
            raise ValueError(f"{name} is the same Value as parameters[{places[id(p)]}]: give it once")
        places[id(p)] = i
    return found


def _within(x: Any, of: str, below: float) -> float:
    """A finite number from 0 and below a bound."""
    found = number.real(x, of)
    if not (0.0 <= found < below):
        bound = "not negative and finite" if below == math.inf else f"at least 0 and below {below:g}"
        raise ValueError(f"{of} must be {bound}, got {found!r}")
    return found
