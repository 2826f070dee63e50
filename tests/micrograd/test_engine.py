"""The drop-in's Value: micrograd's names, steps by hand, and what is refused."""

from __future__ import annotations

import copy
import gc
import math
import pickle
import random
import weakref

import micrograd.nn
import numpy as np
import pytest

import wengert as wg
from wengert.micrograd import nn
from wengert.micrograd.engine import Value


def square(x: Value, share: float | None = None) -> Value:
    """x**2 as a user's own operation; with a share, one that passes that on instead."""
    out = Value(x.data**2, (x,), "square")

    def _backward() -> None:
        x.grad += (2 * x.data if share is None else share) * out.grad

    out._backward = _backward
    return out


SPELLED = [
    (lambda a, b: a + b, "+"),
    (lambda a, b: a - b, "-"),
    (lambda a, b: a * b, "*"),
    (lambda a, b: a / b, "/"),
    (lambda a, b: a**2, "**2"),
    (lambda a, b: a**-0.5, "**-0.5"),
    (lambda a, b: a**b, "**"),
    (lambda a, b: -a, "neg"),
    (lambda a, b: 2 + a, "+"),
    (lambda a, b: a.relu(), "ReLU"),
    (lambda a, b: a.tanh(), "tanh"),
    (lambda a, b: a.exp(), "exp"),
    (lambda a, b: a.log(), "log"),
    (lambda a, b: a.sigmoid(), "sigmoid"),
    (lambda a, b: wg.atan2(a, b), "atan2"),
    (lambda a, b: Value(1.0, (a,), "mine"), "mine"),
    (lambda a, b: Value(1.0, (a, b), (2.0, 3.0)), ""),
    (lambda a, b: a, ""),
    (lambda a, b: Value(1.0, (a,), None), ""),
    (lambda a, b: Value(1.0, None, "mine"), "mine"),
    (lambda a, b: a.softmax([b]), "softmax"),
]


@pytest.mark.parametrize(("act", "op"), SPELLED, ids=range(len(SPELLED)))
def test_operations_are_spelled_as_micrograd_spells_them(act, op: str) -> None:
    """`_op` and `op` say what made a node; a leaf and a nameless step say nothing."""
    y = act(Value(3.0), Value(2.0))
    assert (op, op) == (y._op, y.op)
    y._op = "renamed"
    assert ("renamed", "renamed") == (y._op, y.op)


@pytest.mark.parametrize("make", [lambda a: a * 2, lambda a: 2 * a, lambda a: a + np.float64(2), lambda a: a * a])
def test_every_node_of_a_graph_is_of_the_class(make) -> None:
    """A walk over `_prev` finds the drop-in's Values only, constants among them."""
    y = make(Value(3.0))
    assert type(y._prev) is set
    assert {Value} == {type(node) for node in (y, *y._prev)}
    assert y.prev == y._prev == set(y.children) == set(y._children)
    assert y._prev is not y._prev
    assert y._local_grads == y.partials


def test_a_constant_takes_a_gradient_that_is_set_but_none_from_a_sweep() -> None:
    """Loops that clear every node come upon the 2 in `2 * x`."""
    x = Value(3.0)
    y = 2 * x
    (two,) = y._prev - {x}
    two.grad = 5.0
    y.backward()
    assert (5.0, 2.0) == (two.grad, x.grad)
    y.zero_grad()
    assert (0.0, 0.0) == (two.grad, x.grad)
    with pytest.raises(TypeError, match="grad needs a real number"):
        two.grad = "1"


def test_both_reprs(monkeypatch) -> None:
    """One shows the gradient, one does not; constants look like the others."""
    x = Value(2.0, label="x")
    assert "Value(data=2.0, grad=0.0)" == repr(x)
    assert "Value(data=3.0, grad=0.0)" == repr((x * 3).args[1])
    monkeypatch.setattr(Value, "repr_grad", False)
    assert "Value(data=2.0)" == repr(x)


@pytest.mark.parametrize(
    ("arguments", "names", "attributes"),
    [
        ((2.0,), {}, {"data": 2.0, "label": "", "_op": ""}),
        ((2.0, (), "", "x"), {}, {"label": "x"}),
        ((2.0,), {"label": "x"}, {"label": "x"}),
        ((2.0,), {"_label": "x"}, {"label": "x"}),
        ((2.0,), {"label": None}, {"label": ""}),
        ((2.0,), {"color": "red"}, {"color": "red"}),
        ((np.float32(2.0), set(), "+"), {}, {"data": 2.0, "_op": "+"}),
        ((np.array(2), []), {}, {"data": 2.0}),
    ],
)
def test_constructor(arguments, names, attributes) -> None:
    """What notebooks give by position and by name."""
    x = Value(*arguments, **names)
    assert attributes == {name: getattr(x, name) for name in attributes}
    assert x.is_leaf


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        (("2",), TypeError, "needs a real number"),
        ((2.0, (1.0,)), TypeError, "_children must be Values, got"),
        ((2.0, Value(1.0)), TypeError, r"write \(value,\)"),
        ((2.0, (), 5), TypeError, "_op must be a str"),
        ((2.0, (Value(1.0),), (1.0, 2.0)), ValueError, "there are 1 children, but 2 local gradients"),
        ((2.0, (Value(1.0),), ("1",)), TypeError, "local gradient"),
        ((2.0, (), "+", 5), TypeError, "label must be"),
        ((np.ones(2),), TypeError, "needs a real number"),
    ],
    ids=range(8),
)
def test_constructor_refuses(arguments, error, said: str) -> None:
    """What is wrong is said at once."""
    with pytest.raises(error, match=said):
        Value(*arguments)


def test_attributes_that_refuse() -> None:
    """`_op` is a str, `_backward` a function; aliases cannot be set."""
    x = Value(1.0)
    with pytest.raises(TypeError, match="_op must be"):
        x._op = 1
    with pytest.raises(TypeError, match="_backward must be a function of no arguments, got"):
        x._backward = 1
    for alias in ("_prev", "prev", "op", "children", "_children", "_local_grads"):
        with pytest.raises(AttributeError):
            setattr(x, alias, ())


def test_backward_by_hand_pushes_one_step() -> None:
    """Each call adds the node's share to its operands; of a leaf, and of a step without rule, nothing."""
    a, b = Value(3.0), Value(4.0)
    y = a * b + a
    product, _ = y.args
    y.grad = 1.0
    y._backward()
    assert (1.0, 1.0, 0.0) == (product.grad, a.grad, b.grad)
    product._backward()
    a._backward()
    assert (5.0, 3.0) == (a.grad, b.grad)
    silent = Value(9.0, (a,), "silent")
    silent.grad = 1.0
    silent._backward()
    assert 5.0 == a.grad


def test_own_steps_and_the_tables_mix() -> None:
    """A user's step among others is called once, after all its users and before its operands."""
    x = Value(3.0)
    s = square(x)
    y = s * s + s + wg.Value(2.0) * s
    y.backward()
    assert (2 * 9.0 + 1 + 2) * 6.0 == x.grad
    y.backward()
    assert 2 * (2 * 9.0 + 1 + 2) * 6.0 == x.grad
    y.backward(seed=-2.0)
    assert 0.0 == x.grad


def test_an_own_step_alone_and_a_leaf_with_a_step() -> None:
    """The output may be such a step itself, and a leaf may have one."""
    x = Value(3.0)
    square(x).backward()
    assert 6.0 == x.grad
    called = []
    x._backward = lambda: called.append(x.grad)
    (x * 2).backward()
    assert [8.0] == called


def test_a_step_is_replaced_on_an_ordinary_node() -> None:
    """What a user sets goes before what the table knows."""
    x = Value(3.0)
    y = x * x
    y._backward = lambda: setattr(x, "grad", x.grad + 100.0)
    (y + 1).backward()
    assert 100.0 == x.grad


def test_a_sweep_with_own_steps_is_all_or_nothing() -> None:
    """An exception in a user's function leaves every gradient as it was."""
    x = Value(3.0)
    s = square(x)
    y = s * 2
    y.backward()
    s._backward = lambda: 1 / 0
    with pytest.raises(ZeroDivisionError):
        y.backward(5.0)
    assert (1.0, 2.0, 12.0) == (y.grad, s.grad, x.grad)
    with pytest.raises(TypeError, match="seed"):
        y.backward("1")


def test_a_deep_chain_of_own_steps() -> None:
    """No recursion there either."""
    x = y = Value(1.0)
    for _ in range(20_000):
        y = square(y, share=1.0)
    y.backward()
    assert 1.0 == x.grad


def test_copies() -> None:
    """What a node has goes with it; a function that is about the original cannot."""
    x = Value(3.0, label="x")
    x.m = [0.5]
    y = x * 2
    y._op = "twice"
    for twin in (copy.deepcopy(y), pickle.loads(pickle.dumps(y))):
        (operand,) = (arg for arg in twin.args if arg.label)
        assert ("twice", [0.5], Value) == (twin._op, operand.m, type(operand))
        assert operand.m is not x.m
    with pytest.raises(TypeError, match="_backward was set cannot be copied"):
        copy.deepcopy(square(x) + 1)


def test_graphs_with_own_steps_are_freed() -> None:
    """A step's function and its node hold each other; the collector frees both."""

    class Noted(Value):
        pass

    def made() -> weakref.ref[Noted]:
        x = Noted(3.0)
        out = Noted(9.0, (x,), "square")
        out._backward = lambda: x.grad + out.grad
        return weakref.ref(out)

    gc.disable()
    try:
        gone = made()
        assert gone() is not None
        gc.collect()
        assert gone() is None
    finally:
        gc.enable()


def test_truths_count_as_one_and_zero() -> None:
    """One-hot targets are often written as `p - (i == label)`."""
    p = Value(0.25)
    assert [-0.75, 0.25, 0.25, 1.25] == [
        y.data for y in (p - True, p - np.bool_(False), True * p, Value(1 == 1) + p)
    ]
    with pytest.raises(TypeError, match="needs a real number, got bool"):
        wg.Value(0.25) - True


def test_any_order_of_making_and_letting_go() -> None:
    """Nodes of several classes in one graph, attributes and cycles among them: none is lost, none stays."""

    class Noted(Value):
        pass

    chance = random.Random(0)
    kinds = [wg.Value, Value, Noted]
    pool: list[wg.Value] = [Value(1.0)]
    for i in range(20_000):
        a, b = chance.choice(pool), chance.choice(pool)
        act = chance.randrange(4)
        if act == 0:
            node = a * 0.5 + b * 0.1
        elif act == 1:
            node = a.tanh()
        elif act == 2:
            node = chance.choice(kinds)(0.1) * a
        else:
            node = square(a, share=0.0) if isinstance(a, Value) else -a
        if isinstance(node, Value) and chance.random() < 0.3:
            node.note = b
        if isinstance(a, Value) and chance.random() < 0.1:
            a.user = node
        pool.append(node)
        if len(pool) > 200:
            pool[chance.randrange(200)] = pool.pop()
        if i % 5_000 == 0:
            node.backward()
            assert 1.0 == node.grad
    pool.clear()
    del a, b, node
    gc.collect()
    assert [] == [found for found in gc.get_objects() if isinstance(found, Noted)]


def test_truth_and_comparison() -> None:
    """A Value is true, as micrograd's are; it compares by its number with others, and is itself alone."""
    zero, one = Value(0.0), Value(1.0)
    assert zero and one
    assert zero < one and zero == 0
    assert zero != Value(0.0)


def test_softmax_counts_itself_once() -> None:
    """Whether or not the Value stands among the others."""
    logits = [Value(x) for x in (1.0, 2.0, 1000.0, -5.0)]
    shares = [logit.softmax(logits) for logit in logits]
    assert [share.data for share in shares] == [
        logit.softmax([other for other in logits if other is not logit]).data for logit in logits
    ]
    assert math.isclose(1.0, sum(share.data for share in shares))
    twins = Value(1.0).softmax([Value(1.0)])
    assert math.isclose(0.5, twins.data)


@pytest.mark.parametrize("sizes", [[1], [3], [4, 4, 1], [2, 3]])
def test_a_seed_gives_micrograds_network(sizes: list[int]) -> None:
    """The same weights, the same words, the same answers."""
    random.seed(7)
    theirs = micrograd.nn.MLP(2, sizes)
    random.seed(7)
    ours = nn.MLP(2, sizes)
    assert [p.data for p in theirs.parameters()] == [p.data for p in ours.parameters()]
    assert repr(theirs) == repr(ours)
    for x in ([0.5, -1.0], [Value(2.0), Value(3.0)]):
        theirs_x = [getattr(xi, "data", xi) for xi in x]
        y, z = theirs(theirs_x), ours(x)
        assert [v.data for v in (y if isinstance(y, list) else [y])] == pytest.approx(
            [v.data for v in (z if isinstance(z, list) else [z])], rel=1e-14
        )


def test_networks_are_made_of_the_drop_in_alone() -> None:
    """Parameters, inputs, constants and results are of its class."""
    net = nn.MLP(2, [3, 1])
    y = net([1.0, -2.0])
    nodes, stack = set(), [y]
    while stack:
        node = stack.pop()
        if node not in nodes:
            nodes.add(node)
            stack.extend(node._prev)
    assert {Value} == {type(node) for node in nodes}
    assert ("LinearNeuron(2)", "ReLUNeuron(3)") == (repr(nn.Neuron(2, nonlin=False)), repr(nn.Neuron(3)))
    assert isinstance(net, nn.Module)
    assert "layer2.neuron1" == y.scope


def test_own_steps_are_seen_with_their_names_and_partials() -> None:
    """Explanations, steps and drawings ask a user's function for its partials, and leave no trace."""
    x = Value(3.0, label="x")
    s = square(x)
    both = Value(2.0, (x, s, x), "mix")
    both._backward = lambda: [
        setattr(v, "grad", v.grad + p * both.grad) for v, p in ((x, 1.0), (s, 10.0), (x, 2.0))
    ]
    y = both * 3
    y.backward()
    grads = [v.grad for v in (x, s, both, y)]
    assert [3 * (3 + 10 * 6.0), 30.0, 3.0, 1.0] == grads
    assert ((3.0, 10.0, 0.0), (6.0,)) == (both.partials, s.partials)
    assert grads[0] == y.explain(x).derivative == dict(wg.steps(y).gradients())[x]
    assert ("mix", "square") == (both.row.name, s.row.name)
    assert "mix(x, square(x), x)*3" == y.expression
    picture = y.draw().text()
    assert "(square)" in picture and "stated" not in picture
    assert grads == [v.grad for v in (x, s, both, y)]
    with pytest.raises(ValueError, match="the step 'square' was taken by hand"):
        wg.what_if(s, {x: 3.1})
    named = Value(9.0, (x,), "square")
    assert ["square", "square"] == [twin._op for twin in (copy.copy(named), pickle.loads(pickle.dumps(named)))]


def test_a_function_that_fails_leaves_no_trace() -> None:
    """Its exception comes through, and every gradient is as it was."""
    x = Value(3.0)
    s = square(x)
    s.backward()
    s._backward = lambda: x.grad + 1 / 0
    with pytest.raises(ZeroDivisionError):
        s.partials  # noqa: B018
    assert (6.0, 1.0) == (x.grad, s.grad)
