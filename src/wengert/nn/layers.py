"""Neuron, Layer, MLP: weighted sums that are seen as single multiplications and additions.

What is called often is written for speed: a neuron's sum is one loop in C over the operators of its
Values, and a layer makes constants of plain numbers once for all its neurons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Any, ClassVar

from wengert.core import number
from wengert.core.scope import scope
from wengert.core.value import Value, constant
from wengert.core.weighted import weighted_sum
from wengert.nn.given import activation, listed, positive
from wengert.nn.initial import Chance, chance, initialiser
from wengert.nn.module import Module

Init = str | Callable[[], float]


class Neuron(Module):
    """A weighted sum of the inputs, a bias, an activation: `activation(w0*x0 + w1*x1 + … + b)`.

    Args:
        nin: how many inputs.
        activation: a function of one argument of the table, by name (`wengert functions` lists
            them), or "linear" for none.
        bias: whether there is one; it begins with 0.
        init: an initialiser by name, see `initialiser`; or a function of no arguments, called for each weight.
        seed: an int, a `random.Random` or a NumPy Generator; None for the module `random`.

    Attributes:
        w: the weights, Values labelled `w0`, `w1`, ….
        b: the bias, a Value labelled `b`; None without.
        activation: the activation's name.  Settable.
        nonlin: whether the activation is used.  Settable.

    Raises:
        TypeError: nin is no int, activation no str, or seed none of these.
        ValueError: nin is not positive, or there is no such activation or initialiser.

    >>> neuron = Neuron(2, "tanh", init=lambda: 0.5)
    >>> y = neuron([1.0, -3.0])
    >>> y.expression, round(y.data, 6)
    ('tanh(w0*1 + w1*(-3) + b)', -0.761594)
    """

    value_class: ClassVar[type[Value]] = Value

    def __init__(self, nin: int, activation: str = "relu", *, bias: bool = True, init: Init = "he_normal",
                 seed: int | Chance | None = None) -> None:
        count = positive(nin, "nin")
        self.activation = activation
        weight = init if callable(init) else initialiser(init, count, seed=seed)
        make = self.value_class
        self.w = [make(weight(), label=f"w{i}") for i in range(count)]
        self.b = make(0.0, label="b") if bias else None

    @property
    def activation(self) -> str:
        """The name of the activation, "linear" if there is none."""
        return self._name if self.nonlin else "linear"

    @activation.setter
    def activation(self, name: str) -> None:
        self._activate = activation(name)
        self._name = name
        self.nonlin = name != "linear"

    def __call__(self, x: Any) -> Value:
        """The neuron's answer.

        Args:
            x: as many numbers or Values as it has weights: a list, a tuple, a row of an array.

        Raises:
            ValueError: there are more or fewer.

        Cost: two operations for each input, one for the activation.
        """
        xs = x if type(x) is list else listed(x)
        w = self.w
        if len(xs) != len(w):
            raise ValueError(f"this neuron has {len(w)} weights, got {len(xs)} inputs")
        total = weighted_sum(w, xs)
        if self.b is not None:
            total = total + self.b
        return self._activate(total) if self.nonlin else total  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({len(self.w)}, {self.activation!r})"


class Parts(Module):
    """A module of numbered parts, each in a scope of its own; Layer and MLP are such.

    >>> Layer(2, 3)._scoped(3)
    [scope('neuron1'), scope('neuron2'), scope('neuron3')]
    """

    _part: ClassVar[str]
    _scopes: list[scope] | None = None

    def _scoped(self, count: int) -> list[scope]:
        """A scope for each part.  They are kept: a scope opens quickly where it was opened last."""
        scopes = self._scopes
        if scopes is None or len(scopes) != count:
            scopes = self._scopes = [scope(f"{self._part}{i}") for i in range(1, count + 1)]
        return scopes

    def __getstate__(self) -> dict[str, Any]:
        return {name: thing for name, thing in vars(self).items() if name != "_scopes"}


class Layer(Parts):
    """Neurons side by side, all with the same inputs.

    Args:
        nin: how many inputs each neuron has.
        nout: how many neurons.
        activation: as in `Neuron`.
        bias: as in `Neuron`.
        init: as in `Neuron`.
        seed: as in `Neuron`; the neurons draw their weights one after the other.

    Attributes:
        neurons: the neurons.  What the first one makes is in the scope `neuron1`.

    Raises:
        TypeError: as in `Neuron`.
        ValueError: as in `Neuron`.

    >>> layer = Layer(3, 2, "sigmoid", seed=0)
    >>> [y.scope for y in layer([1.0, 2.0, 3.0])]
    ['neuron1', 'neuron2']
    """

    neuron_class: ClassVar[type[Neuron]] = Neuron
    _part = "neuron"

    def __init__(self, nin: int, nout: int, activation: str = "relu", *, bias: bool = True, init: Init = "he_normal",
                 seed: int | Chance | None = None) -> None:
        count, width = positive(nin, "nin"), positive(nout, "nout")
        weight = init if callable(init) else initialiser(init, count, width, seed)
        self.neurons: list[Neuron] = []
        for here in self._scoped(width):
            with here:
                self.neurons.append(self.neuron_class(count, activation, bias=bias, init=weight))

    def __call__(self, x: Any) -> Any:
        """The neurons' answers: a list; of one neuron its answer alone.

        Args:
            x: as many numbers or Values as each neuron has weights.  A number becomes one constant, which
                all neurons share, labelled `x0`, `x1`, ….

        Raises:
            ValueError: there are more or fewer.
        """
        xs = listed(x)
        for i, given in enumerate(xs):
            if not isinstance(given, Value):
                xs[i] = self._lifted(given, f"x{i}")
        neurons = self.neurons
        out = []
        for here, neuron in zip(self._scoped(len(neurons)), neurons, strict=True):
            with here:
                out.append(neuron(xs))
        return out[0] if len(out) == 1 else out

    def _lifted(self, x: Any, label: str) -> Value:
        """An input that is a plain number, as a constant of the parameters' class."""
        lifted = constant(number.real(x, "an input"), self.neuron_class.value_class)
        lifted.label = label
        return lifted

    def __repr__(self) -> str:
        first = self.neurons[0]
        return f"{type(self).__name__}({len(first.w)}, {len(self.neurons)}, {first.activation!r})"


class MLP(Parts):
    """Layers one after the other, a multilayer perceptron; the last one linear.

    Args:
        nin: how many inputs.
        nouts: how many neurons each layer has.
        activation: of all layers but the last, as in `Neuron`.
        last: activation of the last layer.
        bias: as in `Neuron`.
        init: as in `Neuron`.
        seed: as in `Neuron`; the layers draw their weights one after the other.

    Attributes:
        layers: the layers.  What neuron 3 of layer 1 makes is in the scope `layer1.neuron3`.

    Raises:
        TypeError: as in `Neuron`.
        ValueError: as in `Neuron`; or there is no layer.

    >>> net = MLP(2, [16, 16, 1], seed=0)
    >>> net, len(net.parameters()), net([1.0, 0.5]).scope
    (MLP(2, [16, 16, 1], 'relu'), 337, 'layer3.neuron1')
    """

    layer_class: ClassVar[type[Layer]] = Layer
    _part = "layer"

    def __init__(self, nin: int, nouts: Sequence[int], activation: str = "relu", *, last: str = "linear",
                 bias: bool = True, init: Init = "he_normal", seed: int | Chance | None = None) -> None:
        if not isinstance(nouts, Iterable):
            raise TypeError(f"nouts is a list of the layers' sizes, as in MLP(2, [16, 1]); got {number.what(nouts)}")
        sizes = [positive(nin, "nin"), *(positive(nout, f"nouts[{i}]") for i, nout in enumerate(nouts))]
        if len(sizes) == 1:
            raise ValueError("nouts is empty; give the number of neurons of each layer, as in MLP(2, [16, 1])")
        source = chance(seed)  # once: an int would give each layer the same numbers
        kinds = [activation] * (len(sizes) - 2) + [last]
        self.layers: list[Layer] = []
        for here, kind, (m, n) in zip(self._scoped(len(kinds)), kinds, pairwise(sizes), strict=True):
            with here:
                self.layers.append(self.layer_class(m, n, kind, bias=bias, init=init, seed=source))

    def __call__(self, x: Any) -> Any:
        """The last layer's answers: a list; of one neuron its answer alone.

        Args:
            x: as many numbers or Values as the net has inputs.

        Raises:
            ValueError: there are more or fewer.

        Cost: about two operations for each weight.
        """
        layers = self.layers
        for here, layer in zip(self._scoped(len(layers)), layers, strict=True):
            with here:
                x = layer(x)
        return x

    def __repr__(self) -> str:
        nouts = [len(layer.neurons) for layer in self.layers]
        first = self.layers[0].neurons[0]
        return f"{type(self).__name__}({len(first.w)}, {nouts}, {first.activation!r})"
