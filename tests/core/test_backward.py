"""The reverse sweep: against the forward sum over paths, against differences, and its promises."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wengert as wg
from builds import COMPILED, run_python
from strategies import FLOATS, Program, programs
from wengert import Value
from wengert.core import numeric


@given(programs())
def test_values_of_random_graphs(program: Program) -> None:
    """Every node of a random graph has the value that plain floats give."""
    _, nodes = program.on_values()
    assert program.on_floats(program.inputs) == pytest.approx([node.data for node in nodes], rel=1e-12, abs=1e-12)


@given(programs())
def test_gradients_of_random_graphs_are_sums_over_paths(program: Program) -> None:
    """The gradient of every leaf is what a tangent pushed forward along all paths gives."""
    leaves, nodes = program.on_values()
    nodes[-1].backward()
    tangents = [program.tangent(i) for i in range(len(leaves))]
    assert tangents == pytest.approx([leaf.grad for leaf in leaves], rel=1e-9, abs=1e-9)


@given(programs(most=6))
def test_gradients_of_random_graphs_are_differences(program: Program) -> None:
    """The gradient of every leaf agrees with extrapolated central differences."""
    leaves, nodes = program.on_values()
    nodes[-1].backward()
    for i, leaf in enumerate(leaves):

        def along(x: float, i: int = i) -> float:
            inputs = [*program.inputs[:i], x, *program.inputs[i + 1 :]]
            try:
                return program.on_floats(inputs)[-1]
            except OverflowError:
                return math.nan

        estimate = numeric.derivative(along, leaf.data)
        assert leaf.grad == pytest.approx(estimate.value, rel=1e-5, abs=1e-6 + 100 * estimate.error)


@given(programs(), FLOATS)
def test_a_second_sweep_doubles_the_leaves(program: Program, seed: float) -> None:
    """Leaves accumulate: a second backward exactly doubles them; inner adjoints come out the same."""
    _, nodes = program.on_values()
    nodes[-1].backward(seed)
    once = [node.grad for node in nodes]
    nodes[-1].backward(seed)
    for node, grad in zip(nodes, once, strict=True):
        assert (grad + grad if node.is_leaf else grad).hex() == node.grad.hex()


@given(programs())
def test_pushing_by_hand_is_the_sweep(program: Program) -> None:
    """push() on every node, users before operands, gives the gradients of backward()."""
    _, nodes = program.on_values()
    out = nodes[-1]
    graph = wg.Graph(out)
    out.backward()
    expected = [node.grad for node in graph.nodes]
    out.zero_grad()
    out.grad = 1.0
    for node in reversed(graph.nodes):
        node.push()
    assert expected == pytest.approx([node.grad for node in graph.nodes], rel=1e-12, abs=1e-12)


@given(programs(), st.data())
def test_refresh_is_building_anew(program: Program, data: st.DataObject) -> None:
    """After refresh() every node has the bits that a graph built from the new leaves has."""
    leaves, nodes = program.on_values()
    inputs = tuple(data.draw(st.floats(-1.0, 1.0)) for _ in leaves)
    _, fresh = program._replace(inputs=inputs).on_values()
    for leaf, x in zip(leaves, inputs, strict=True):
        leaf.data = x
    nodes[-1].refresh()
    for node, twin in zip(wg.Graph(nodes[-1]).nodes, wg.Graph(fresh[-1]).nodes, strict=True):
        assert [x.hex() for x in (twin.data, *twin.partials)] == [x.hex() for x in (node.data, *node.partials)]


# --- shapes of graphs ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("build", "slope"),
    [
        (lambda a: a + a, 2.0),
        (lambda a: a - a, 0.0),
        (lambda a: a * a, 6.0),
        (lambda a: a / a, 0.0),
        (lambda a: a * a * a + a, 28.0),
        (lambda a: (a * a) * (a * a), 108.0),
        (lambda a: (b := a * a) + b * b, 114.0),
        (lambda a: (b := a * a) * b + b, 114.0),
        (lambda a: wg.sum(a, a, a, a, a), 5.0),
        (lambda a: wg.prod(a, a, a, a), 108.0),
        (lambda a: wg.dot([a, a], [a, 2]), 8.0),
        (lambda a: wg.mean(a, 1, a, 2), 0.5),
        (lambda a: wg.max(a, a, a, 1), 1.0),
        (lambda a: wg.norm(a, a, a, a), 2.0),
        (lambda a: wg.tanh(a * 0) + wg.tanh(a * 0), 0.0),
        (lambda a: a**2 + a**0, 6.0),
    ],
    ids=range(16),
)
def test_shared_operands(build, slope: float) -> None:
    """A node used several times gets the sum over its uses, whatever the order of construction."""
    a = Value(3.0)
    build(a).backward()
    assert slope == pytest.approx(a.grad, rel=1e-15)


def test_backward_at_a_leaf() -> None:
    """A leaf is its own output: the seed is added to its gradient."""
    x = Value(2.0)
    x.backward()
    x.backward(0.5)
    assert 1.5 == x.grad


def test_backward_at_a_constant() -> None:
    """A constant has no gradient, even as the output; nor has a node of constants alone."""
    constant = (Value(1.0) * 2).args[1]
    constant.backward()
    assert 0.0 == constant.grad
    node = constant * constant + 1
    node.backward()
    assert (1.0, 1.0, 0.0) == (node.grad, node.args[0].grad, constant.grad)


def test_inner_adjoints_are_fresh() -> None:
    """A sweep sets inner gradients anew: what another sweep or a hand left there does not count."""
    x = Value(3.0)
    inner = x * x
    y, z = inner * 2, inner * 5
    inner.grad = 1000.0
    y.backward()
    assert (2.0, 12.0) == (inner.grad, x.grad)
    z.backward()
    assert (5.0, 42.0, 1.0, 1.0) == (inner.grad, x.grad, y.grad, z.grad)


@pytest.mark.parametrize("awkward", [0.1, 1 / 3, 1e-310, -1e308, 5e-324, math.pi])
@pytest.mark.parametrize("uses", [1, 3, 7])
def test_doubling_is_exact_for_awkward_floats(awkward: float, uses: int) -> None:
    """A leaf's gradient is gathered before it is added, so that the second sweep doubles it exactly."""
    x = Value(awkward)
    y = wg.sum([x * awkward for _ in range(uses)])
    y.backward()
    once = x.grad
    y.backward()
    assert (2 * once).hex() == x.grad.hex()


SEEDS = {
    math.inf: ["0x1.0000000000000p+1", "inf", "inf"],
    -math.inf: ["0x1.0000000000000p+1", "-inf", "-inf"],
    -0.0: ["0x1.0000000000000p+1", "0x0.0p+0", "0x0.0p+0"],
    2: ["0x1.0000000000000p+1", "0x1.0000000000000p+1", "0x1.8000000000000p+2"],
}


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds(seed: float) -> None:
    """Any float is a seed; it is the output's adjoint and multiplies every gradient."""
    x, unused = Value(3.0), Value(2.0)
    y = x * 3 + unused * 0
    y.backward(seed)
    assert SEEDS[seed] == [unused.data.hex(), y.grad.hex(), x.grad.hex()]
    assert 0.0 == unused.grad


def test_a_seed_of_nan() -> None:
    """nan as a seed spreads, but not through a partial of zero."""
    x, unused = Value(3.0), Value(2.0)
    y = x * 3 + unused * 0
    y.backward(math.nan)
    assert [True, True, False] == [math.isnan(v.grad) for v in (y, x, unused)]


@pytest.mark.parametrize("build", [lambda x: x * 0, lambda x: wg.where(0, x, 1), lambda x: wg.sum(x, 1, 2, 3) * 0])
@pytest.mark.parametrize("data", [math.inf, math.nan, 0.0])
def test_a_zero_contributes_nothing(build, data: float) -> None:
    """An adjoint or partial of exactly 0 stops inf and nan."""
    x = Value(data)
    build(wg.log(x)).backward()
    assert 0.0 == x.grad


def test_zero_grad_clears_the_whole_graph() -> None:
    """zero_grad() sets every gradient below the Value to 0, and none beside it."""
    x, beside = Value(3.0), Value(1.0)
    inner = wg.sum(x * x, x, 1, x.exp())
    y, other = inner * 2, inner * beside
    other.backward()
    y.backward()
    y.zero_grad()
    assert [0.0] * len(wg.Graph(y)) == [node.grad for node in wg.Graph(y).nodes]
    assert (1.0, inner.data) == (other.grad, beside.grad)
    y.backward()
    assert 2 * (6.0 + 1 + math.exp(3)) == pytest.approx(x.grad, rel=1e-15)


def test_stored_partials_are_used() -> None:
    """A data set after the forward pass does not mix into the sweep; refresh() brings it in."""
    x, y = Value(3.0), Value(4.0)
    out = x * y
    x.data, y.data, out.data = 100.0, 200.0, 7.0
    out.backward()
    assert (4.0, 3.0, 7.0) == (x.grad, y.grad, out.data)
    out.refresh()
    assert (20000.0, (200.0, 100.0), 4.0, 1.0) == (out.data, out.partials, x.grad, out.grad)
    out.backward()
    assert (204.0, 103.0) == (x.grad, y.grad)


def test_refresh_of_a_leaf_changes_nothing() -> None:
    """A leaf is computed from nothing."""
    x = Value(3.0, label="x")
    x.refresh()
    assert 3.0 == x.data


def test_refresh_recomputes_constants_users() -> None:
    """A constant's data may be set too; refresh() uses it, and still computes no partial for it."""
    x = Value(-2.0)
    y = x**3
    y.args[1].data = 2.0
    y.refresh()
    assert (4.0, (-4.0, 0.0)) == (y.data, y.partials)


@pytest.mark.parametrize("build", [lambda x: wg.clip(x, x, 5), lambda x: wg.clip(x * 1, 0, x) + 1])
def test_refresh_refuses_what_the_row_refuses(build) -> None:
    """clip with bounds in the wrong order is refused by refresh() too, and nothing changes."""
    x = Value(3.0)
    y = build(x)
    before = [(node.data, node.partials) for node in wg.Graph(y).nodes if not node.is_leaf]
    x.data = 7.0 if y.op == "clip" else -1.0
    with pytest.raises(ValueError, match="clip needs lo <= hi"):
        y.refresh()
    assert before == [(node.data, node.partials) for node in wg.Graph(y).nodes if not node.is_leaf]


def test_push_once() -> None:
    """push() adds the node's share to each operand, once for each use, and to no constant."""
    x, y = Value(3.0), Value(5.0)
    for node, expected in ((x * x, 6.0), (wg.sum(x, x, y, 1), 2.0), (x * 4, 4.0), (-x, -1.0)):
        x.grad, node.grad = 10.0, 2.0
        node.push()
        assert 10.0 + 2.0 * expected == x.grad
    assert 2.0 == y.grad
    x.push()
    assert 8.0 == x.grad


def test_breadth_first_is_the_wrong_order() -> None:
    """y = x*x, z = y*y, y + z at 2: pushed breadth first, x gets 4; the derivative is 36."""
    x = Value(2.0)
    y = x * x
    out = y + y * y
    out.grad = 1.0
    for node in wg.Graph(out).breadth_first():
        node.push()
    assert 4.0 == x.grad
    out.zero_grad()
    out.backward()
    assert 36.0 == x.grad


# --- the two builds ----------------------------------------------------------------------------------

BITS = """
import math, random, sys
import wengert as wg
from wengert.core.row import rows
from wengert.core.value import Value, apply

EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, math.inf, -math.inf, math.nan, 5e-324, 1e308, 1e-200]
ROWS = rows()

for number in range(int(sys.argv[1])):
    chance = random.Random(number)
    some = lambda: chance.choice(EDGES) if chance.random() < 0.1 else chance.uniform(-3, 3)
    nodes = [Value(some()) for _ in range(3)]
    for _ in range(25):
        row = chance.choice(ROWS)
        count = len(row.args) if not row.variadic else chance.choice([1, 2, 3, 4, 6])
        if row.name == "dot":
            count = 2 * (count + 1 >> 1)
        args = [chance.choice(nodes) if chance.random() < 0.8 else some() for _ in range(count)]
        if row.name == "polygamma":
            args[0] = float(chance.randrange(4))
        try:
            nodes.append(apply(row, args))
        except ValueError:
            pass  # clip, bounds in the wrong order
    for _ in range(2):
        nodes[-1].backward(some())
    print(number, *((node.op, node.data.hex(), node.grad.hex(), *map(float.hex, node.partials)) for node in nodes))
    for leaf in nodes[:3]:
        leaf.data = chance.uniform(-3, 3)
    try:
        nodes[-1].refresh()
    except ValueError:
        pass
    print([(node.data.hex(), *map(float.hex, node.partials)) for node in nodes])
"""


def test_both_builds_agree_bit_for_bit() -> None:
    """Random graphs of every row, with sharing and at edges: the same bits compiled and interpreted."""
    mine = run_python(BITS, "400").splitlines()
    other = run_python(BITS, "400", pure=COMPILED).splitlines()
    assert 800 == len(mine)
    for a, b in zip(mine, other, strict=True):
        assert a == b
