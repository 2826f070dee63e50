"""Module: parameters found in attributes, their names, their state."""

import copy
import pickle

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.nn import MLP, Layer, Module, Neuron


class Everything(Module):
    """A parameter in each kind of place, and things that are none."""

    def __init__(self):
        self.scale = Value(1.0)
        self.w = [Value(2.0), Value(3.0)]
        self.rows = ((Value(4.0),), (Value(5.0),))
        self.table = np.array([[Value(6.0)], [Value(7.0)], [Value(7.5)]])
        self.heads = {"left": Neuron(1, bias=False), 0: Neuron(1, bias=False), "right": Value(8.0)}
        self.blocks = [Neuron(1), Neuron(1, bias=False)]
        self.glass = [Neuron(1, bias=False)]
        self.again = self.scale
        self.me = self
        self.number, self.text, self.none = 3.0, "text", None
        self.data = np.ones(3), np.array(["text", None], dtype=object), np.array(None, dtype=object)
        self.two = (Value(1.0) * 2).args[1]
        self.result = self.scale * 2
        self._hidden = Value(9.0)


NAMES = """scale w0 w1 rows0_0 rows1_0 table0_0 table1_0 table2_0 heads.left.w0 heads.0.w0 heads.right
    block1.w0 block1.b block2.w0 glass1.w0""".split()


class Micrograd(Module):
    """A module that gives its parameters itself; one is in no attribute."""

    def __init__(self):
        self.layer = Layer(1, 1)
        self.frozen = Value(0.0)
        self._own = Value(5.0)

    def parameters(self):
        return [*self.layer.parameters(), self._own]


class Outer(Module):
    def __init__(self):
        self.inner = Micrograd()
        self.out = Neuron(1)


def named(module):
    return dict(module.named_parameters())


def test_parameters_are_found_wherever_attributes_hold_them():
    """In lists, tuples, dicts, arrays and Modules, each once, in the order of the attributes."""
    module = Everything()
    assert NAMES == [name for name, _ in module.named_parameters()]
    assert [p for _, p in module.named_parameters()] == module.parameters()


def test_constants_results_and_private_attributes_are_no_parameters():
    """Only leaves that have a gradient, and no attribute that begins with an underscore."""
    module = Everything()
    found = {id(p) for p in module.parameters()}
    assert found.isdisjoint({id(module.two), id(module.result), id(module._hidden)})


def test_a_parameter_that_is_reached_twice_has_its_first_name():
    """Tied weights are one parameter; of two layers that are one, the first gives the names."""
    module = Module()
    module.encode = module.decode = Layer(2, 1)
    module.v = module.encode.neurons[0].w[0]
    assert ["encode.neuron1.w0", "encode.neuron1.w1", "encode.neuron1.b"] == list(named(module))


def test_the_names_of_an_mlp_are_its_scopes():
    """`layer1.neuron3.w0`: layers and neurons count from 1, weights as inputs do; each made in that scope."""
    net = MLP(2, [3, 1])
    assert ["w0", "w1", "b"] == [name.rpartition(".")[2] for name in named(net)][6:9]
    for name, parameter in net.named_parameters():
        assert name == f"{parameter.scope}.{parameter.label}"
    assert net.layers[0].neurons[2].w[0] is named(net)["layer1.neuron3.w0"]


def test_a_module_may_give_its_parameters_itself():
    """Names are still those of the attributes; what no attribute leads to is numbered."""
    module = Micrograd()
    assert ["layer.neuron1.w0", "layer.neuron1.b", "parameter2"] == list(named(module))
    assert module.parameters() == list(named(module).values())


def test_a_module_in_another_gives_its_parameters_itself_there_too():
    """What it leaves out stays out."""
    outer = Outer()
    names = ["inner.layer.neuron1.w0", "inner.layer.neuron1.b", "inner.parameter2", "out.w0", "out.b"]
    assert names == list(named(outer))
    assert [*outer.inner.parameters(), *outer.out.parameters()] == outer.parameters()


def test_two_parameters_of_one_name_are_an_error():
    """Of the names, not of the parameters."""
    module = Module()
    module.w, module.w0 = [Value(1.0)], Value(2.0)
    assert 2 == len(module.parameters())
    with pytest.raises(ValueError, match="two parameters named 'w0'"):
        module.named_parameters()


def test_zero_grad_clears_every_parameter():
    """And nothing else."""
    module = Everything()
    for p in [*module.parameters(), module._hidden]:
        p.grad = 3.0
    module.zero_grad()
    assert {0.0} == {p.grad for p in module.parameters()}
    assert 3.0 == module._hidden.grad


def test_a_state_has_an_array_for_each_name():
    """Of no dimension, float64."""
    module = Everything()
    state = module.state()
    assert NAMES == list(state)
    assert {(np.dtype("float64"), ())} == {(array.dtype, array.shape) for array in state.values()}
    assert [p.data for p in module.parameters()] == [float(array) for array in state.values()]


def test_a_state_survives_a_file(tmp_path):
    """`savez` and `load`, to the last bit; gradients stay."""
    one, other = MLP(3, [4, 2], seed=1), MLP(3, [4, 2], seed=2)
    one.layers[0].neurons[0].b.data = float("nan")
    other.parameters()[0].grad = 7.0
    np.savez(tmp_path / "net.npz", **one.state())
    with np.load(tmp_path / "net.npz") as state:
        other.load_state(state)
    assert [repr(p.data) for p in one.parameters()] == [repr(p.data) for p in other.parameters()]
    assert 7.0 == other.parameters()[0].grad


@pytest.mark.parametrize(
    "x", [2, 2.5, np.float32(0.5), np.array(3, dtype=np.uint8), np.longdouble(1.5), float("inf")], ids=repr
)
def test_every_real_number_can_be_loaded(x):
    """As the float that it is."""
    neuron = Neuron(1, bias=False)
    neuron.load_state({"w0": x})
    assert float(x) == neuron.w[0].data


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"b": ...}, ValueError, "no state of Neuron, which has 3 names: it lacks 'b'$"),
        ({"w0": ..., "w": 1.0}, ValueError, "it lacks 'w0' and has also 'w'$"),
        ({c: 0.0 for c in "cdefg"}, ValueError, "it has also 'c', 'd', 'e' and 2 more$"),
        ({"b": [1.0]}, ValueError, r"'b' in the state of Neuron must have the shape \(\), got \(1,\)"),
        ({"b": [[1.0], [2.0, 3.0]]}, ValueError, r"'b' .* must have the shape \(\), got list"),
        ({"b": "1.0"}, TypeError, "'b' .* must be real numbers, got str"),
        ({"b": True}, TypeError, "'b' .* must be real numbers, got bool"),
        ({"b": None}, TypeError, "'b' .* must be real numbers, got NoneType"),
        ({"b": 1j}, TypeError, "'b' .* must be real numbers, got complex"),
        ({"b": 10**400}, TypeError, "'b' .* must be real numbers, got int"),
        ({"b": Value(1.0)}, TypeError, "'b' .* must be real numbers, got Value"),
    ],
)
def test_a_wrong_state_changes_nothing(change, error, message):
    """It is refused with the place and what would fit."""
    neuron = Neuron(2, seed=0)
    before = neuron.state()
    state = {name: x for name, x in {**dict.fromkeys(before, 5.0), **change}.items() if x is not ...}
    with pytest.raises(error, match=message):
        neuron.load_state(state)
    assert before == neuron.state()


def test_what_is_no_mapping_is_no_state():
    """A list of numbers has no names."""
    with pytest.raises(TypeError, match="must be a dict of arrays by name, got list"):
        Neuron(1).load_state([1.0, 2.0])


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda net: pickle.loads(pickle.dumps(net))], ids=["copy", "pickle"])
def test_a_copy_has_parameters_of_its_own(twin):
    """Of the same numbers and names, and it computes the same."""
    net = MLP(2, [3, 1], "tanh", seed=0)
    assert b"_scopes" not in pickle.dumps(net)  # what is only there for speed
    other = twin(net)
    assert net.state() == other.state()
    assert {id(p) for p in net.parameters()}.isdisjoint({id(p) for p in other.parameters()})
    assert net([1.0, 2.0]).data == other([1.0, 2.0]).data
    assert [p.scope for p in net.parameters()] == [p.scope for p in other.parameters()]


@pytest.mark.parametrize(
    ("module", "shown"),
    [
        (Neuron(2, "tanh"), "Neuron(2, 'tanh')"),
        (Layer(2, 3), "Layer(2, 3, 'relu')"),
        (MLP(2, [4, 1], "gelu"), "MLP(2, [4, 1], 'gelu')"),
        (Micrograd(), "<Micrograd of 3 parameters>"),
    ],
    ids=lambda x: type(x).__name__,
)
def test_a_module_shows_what_it_is(module, shown):
    """As one would write it, or how many parameters it has."""
    assert shown == repr(module)


def test_the_public_names_are_pinned():
    """What `wg.nn` offers."""
    names = "INITIALISERS MLP SGD Adam AdamW Layer Module Neuron Optimiser initialiser".split()
    assert names == wg.nn.__all__
    assert all(hasattr(wg.nn, name) for name in names)
