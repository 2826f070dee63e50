"""Neuron, Layer, MLP: what they compute, and as which graph."""

import math
import random

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.core.row import BY_NAME
from wengert.nn import MLP, Adam, Layer, Module, Neuron

UNARY = sorted(row.name for row in BY_NAME.values() if row.arity == 1)


def halves(nin, activation="linear", **options):
    return Neuron(nin, activation, init=lambda: 0.5, **options)


def numpy_mlp(net, x):
    """The same network as matrices."""
    for i, layer in enumerate(net.layers):
        weights = np.array([[w.data for w in neuron.w] for neuron in layer.neurons])
        x = weights @ x + np.array([neuron.b.data for neuron in layer.neurons])
        x = x if i == len(net.layers) - 1 else np.tanh(x)
    return x


def test_a_neuron_is_single_multiplications_and_additions():
    """w0*x0 + w1*x1 + … + b, in that order."""
    x = [Value(float(i), label=f"x{i}") for i in range(3)]
    y = halves(3, "tanh")(x)
    assert "tanh(w0*x0 + w1*x1 + w2*x2 + b)" == y.expression
    assert ["mul", "mul", "add", "mul", "add", "add", "tanh"] == [n.op for n in wg.Graph(y).nodes if not n.is_leaf]


def test_the_neuron_of_the_seeds():
    """Inputs 1.6, 0.8, 0.5: z = 3.79 and tanh(z) = 0.9989793986334531."""
    neuron = Neuron(3, "tanh")
    neuron.load_state({"w0": 1.3, "w1": 1.2, "w2": 1.1, "b": 0.2})
    y = neuron([1.6, 0.8, 0.5])
    assert 3.79 == pytest.approx(y.args[0].data, abs=1e-15)
    assert 0.9989793986334531 == pytest.approx(y.data, abs=1e-15)


def test_the_demo_network_takes_640_operations_a_point():
    """2-16-16-1 with relu: 304 products, 337 - 33 = 304 sums, 32 relus."""
    net = MLP(2, [16, 16, 1], seed=0)
    ops = [node.op for node in wg.Graph(net([0.5, -0.5])).nodes if not node.is_leaf]
    assert {"mul": 304, "add": 304, "relu": 32} == {op: ops.count(op) for op in set(ops)}


def test_an_mlp_computes_what_matrices_do():
    """Value and gradients, against NumPy and against differences."""
    net = MLP(3, [4, 5, 2], "tanh", seed=0)
    x = [0.5, -1.0, 2.0]
    out = net(x)
    assert numpy_mlp(net, np.array(x)) == pytest.approx([y.data for y in out], rel=1e-14)
    assert wg.check(out[0] * out[1]).ok


@pytest.mark.parametrize("name", UNARY)
def test_every_function_of_one_argument_is_an_activation(name):
    """By its name in the table, whether Values have it as a method or not."""
    y = halves(1, name)([1.5])
    assert name == y.op
    assert repr(BY_NAME[name](Value(0.75)).data) == repr(y.data)


@pytest.mark.parametrize("name", ["nn_twice", "conjugate"])
def test_a_function_of_ones_own_is_an_activation(name):
    """From `wg.custom`, as soon as the table has it, even if Values have another method of that name."""
    wg.custom(name, lambda x: 2 * x, lambda x, out: 2.0)
    assert (name, 1.5) == (halves(1, name)([1.5]).op, halves(1, name)([1.5]).data)


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("rellu", ValueError, "no activation 'rellu'; near it: relu, "),
        ("Tanh", ValueError, "no activation 'Tanh'; near it: .*tanh"),
        ("###", ValueError, "near it: relu, tanh, linear"),
        ("atan2", ValueError, "an activation takes one argument, unlike 'atan2'"),
        ("sum", ValueError, "an activation takes one argument, unlike 'sum'"),
        (math.tanh, TypeError, "activation must be a str, got builtin_function_or_method"),
        (True, TypeError, "activation must be a str, got bool"),
    ],
)
def test_an_unknown_activation_is_an_error_with_near_names(name, error, message):
    """When the neuron is made, not when it is called."""
    with pytest.raises(error, match=message):
        Neuron(1, name)


def test_activation_and_nonlin_can_be_set():
    """`nonlin = False` leaves the activation out; a new activation is used at once, an unknown one refused."""
    neuron = halves(1, "tanh")
    assert neuron.nonlin is True
    neuron.nonlin = False
    assert ("linear", "add") == (neuron.activation, neuron([1.0]).op)
    neuron.activation = "sin"
    assert (True, "sin") == (neuron.nonlin, neuron([1.0]).op)
    with pytest.raises(ValueError, match="nonsense"):
        neuron.activation = "nonsense"
    assert ("sin", "sin") == (neuron.activation, neuron([1.0]).op)
    linear = halves(1)
    linear.nonlin = True
    assert ("linear", "add") == (linear.activation, linear([1.0]).op)


@pytest.mark.parametrize(
    "x",
    [
        [1.0, -2.0],
        (1, -2),
        [Value(1.0), -2.0],
        np.array([1.0, -2.0]),
        np.array([1, -2], dtype=np.int32),
        np.array([[1.0, -2.0], [7.0, 7.0]])[0],
        np.array([Value(1.0), Value(-2.0)]),
        list(np.array([1.0, -2.0])),
        range(1, -4, -3),
    ],
    ids=lambda x: type(x).__name__,
)
@pytest.mark.parametrize(
    "net",
    [halves(2), Layer(2, 1, "linear", init=lambda: 0.5), MLP(2, [1], init=lambda: 0.5)],
    ids=lambda net: type(net).__name__,
)
def test_every_sequence_of_numbers_and_values_is_an_input(net, x):
    """Lists, tuples, rows of arrays."""
    assert -0.5 == net(x).data


@pytest.mark.parametrize("x", [3.0, 3, Value(3.0), np.float64(3.0), np.array(3.0)], ids=lambda x: type(x).__name__)
def test_one_number_alone_is_one_input(x):
    """So that layers of one neuron, which answer with it alone, can stand before others."""
    assert 1.5 == halves(1)(x).data
    assert 0.75 == MLP(1, [1, 1], init=lambda: 0.5)(x).data


@pytest.mark.parametrize("given", [[], [1.0], [1.0, 2.0, 3.0], np.ones(4), Value(1.0)], ids=lambda x: str(np.shape(x)))
@pytest.mark.parametrize("net", [halves(2), Layer(2, 3), MLP(2, [3, 1])], ids=lambda net: type(net).__name__)
def test_inputs_of_a_wrong_number_are_an_error(net, given):
    """That says both numbers."""
    count = 1 if isinstance(given, Value) else len(given)
    with pytest.raises(ValueError, match=f"this neuron has 2 weights, got {count} inputs?"):
        net(given)


@pytest.mark.parametrize(
    ("x", "error", "message"),
    [
        (np.ones((2, 2)), ValueError, r"one row at a time, got an array of the shape \(2, 2\)"),
        (None, TypeError, "an input needs a real number, got NoneType"),
        ("ab", TypeError, "real number, got str"),
        ([1.0, True], TypeError, "real number, got bool"),
    ],
    ids=["matrix", "None", "str", "bool"],
)
def test_what_is_no_input_is_an_error(x, error, message):
    """With what was got."""
    with pytest.raises(error, match=message):
        MLP(2, [3, 1])(x)


def test_a_layer_of_one_neuron_answers_with_it_alone():
    """Of more, with a list."""
    assert isinstance(Layer(2, 1)([1.0, 2.0]), Value)
    assert [Value, Value] == [type(y) for y in Layer(2, 2)([1.0, 2.0])]


def test_the_last_layer_is_linear():
    """Unless another activation is asked for."""
    assert ["tanh", "tanh", "linear"] == [layer.neurons[0].activation for layer in MLP(1, [2, 2, 1], "tanh").layers]
    assert "sigmoid" == MLP(1, [2, 1], last="sigmoid")([1.0]).op


def test_without_bias_there_is_none():
    """No parameter and no addition."""
    neuron = halves(2, bias=False)
    assert (None, 2) == (neuron.b, len(neuron.parameters()))
    assert "w0*2 + w1*3" == neuron([2.0, 3.0]).expression
    assert 2 * 2 + 2 == len(MLP(2, [2, 1], bias=False).parameters())


def test_a_number_is_one_constant_for_all_neurons():
    """Labelled by its place; Values stay as they are."""
    v = Value(2.0)
    out = Layer(2, 3, "linear")([v, 5.0])
    constants = [node for node in wg.Graph(out).nodes if node.is_constant]
    assert [("x1", 5.0)] == [(node.label, node.data) for node in constants]
    assert "" == v.label


def test_nodes_carry_the_scope_of_their_neuron():
    """In an MLP that of layer and neuron, in a layer that of the neuron, in a scope around that, too."""
    net = MLP(2, [3, 2])
    x = [Value(1.0), Value(2.0)]
    scopes = {node.scope for node in wg.Graph(net(x)).nodes}
    assert {"", *(f"layer1.neuron{i}" for i in (1, 2, 3)), "layer2.neuron1", "layer2.neuron2"} == scopes
    with wg.scope("net"):
        assert "net.layer2.neuron1" == net(x)[0].scope
    assert "neuron2" == net.layers[0](x)[1].scope
    assert "" == net.layers[0].neurons[0](x).scope


@pytest.mark.parametrize(
    "make", [Neuron, lambda n: Layer(2, n), lambda n: MLP(n, [1]), lambda n: MLP(1, [2, n])], ids=range(4)
)
@pytest.mark.parametrize(
    ("count", "error", "message"),
    [(0, ValueError, "at least 1, got 0"), (-2, ValueError, "at least 1, got -2"),
     (2.0, TypeError, "must be an int, got float"), (True, TypeError, "must be an int, got bool")],
)
def test_sizes_are_positive_ints(make, count, error, message):
    """Of inputs and of neurons."""
    with pytest.raises(error, match=message):
        make(count)


def test_a_net_has_layers():
    """At least one; NumPy's ints are ints."""
    with pytest.raises(ValueError, match="nouts is empty"):
        MLP(2, [])
    assert "MLP(2, [3, 1], 'relu')" == repr(MLP(np.int64(2), np.array([3, 1])))


def test_values_may_be_of_another_class():
    """A subclass says of which its parameters are; layers and nets take its neurons."""

    class Mine(Value):
        def relu(self):
            return self * 10

    class MyNeuron(Neuron):
        value_class = Mine

    class MyLayer(Layer):
        neuron_class = MyNeuron

    class MyMLP(MLP):
        layer_class = MyLayer

    net = MyMLP(2, [2, 1], init=lambda: 1.0)
    assert {Mine} == {type(p) for p in net.parameters()}
    assert (Mine, 60.0) == (type(net([1.0, 2.0])), net([1.0, 2.0]).data)


def test_layers_may_be_exchanged():
    """A net calls what stands in its list: any module, any function."""
    net = MLP(2, [2, 1], init=lambda: 1.0)
    net.layers.insert(1, lambda xs: [10 * x for x in xs])
    assert 60.0 == net([1.0, 2.0]).data


def test_a_net_of_ones_own():
    """A Module whose attributes are layers trains and names itself."""

    class Net(Module):
        def __init__(self):
            chance = random.Random(0)
            self.hidden = [Layer(2, 3, "tanh", seed=chance), Layer(3, 3, "tanh", seed=chance)]
            self.out = Neuron(3, "linear", seed=chance)

        def __call__(self, x):
            for layer in self.hidden:
                x = layer(x)
            return self.out(x)

    net = Net()
    assert {"hidden1", "hidden2", "out"} == {name.split(".")[0] for name, _ in net.named_parameters()}
    y = net([1.0, 2.0])
    y.backward()
    assert 25 == len(net.parameters())
    assert wg.check(y).ok


def test_what_a_beginner_types_is_answered() -> None:
    """A size in place of a list of sizes, a dict in place of inputs, one beta: the message says what to write."""
    with pytest.raises(TypeError, match=r"as in MLP\(2, \[16, 1\]\); got int \(1\)"):
        MLP(2, 1)
    for wrong in ({1: 2, 3: 4}, {1.0, 2.0}):
        with pytest.raises(TypeError, match="inputs are a list, a tuple or a row of an array, got"):
            MLP(2, [1])(wrong)
    with pytest.raises(TypeError, match=r"betas are two numbers, .* got int \(3\)"):
        Adam(MLP(2, [1]).parameters(), betas=3)
