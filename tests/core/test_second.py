"""Second derivatives of every row, and the triangle of reverse, forward and differences over all rows."""

import itertools
import math

import pytest
import rowpoints
from hypothesis import given
from hypothesis import strategies as st
from mpmath import mp
from rowreference import exact

import wengert as wg
from strategies import programs
from wengert import Value
from wengert.core import numeric
from wengert.core.row import rows

ROWS = rows()
FEW = 4  # points of each row


def curvatures(row, xs):
    """All second derivatives at a point, reverse over reverse and forward over reverse."""
    leaves = [Value(x) for x in xs]
    slopes = wg.gradients(row(*leaves), leaves)
    reverse = [[node.data for node in wg.gradients(slope, leaves)] for slope in slopes]
    forward = [[wg.tangents([slope], {leaf: 1.0})[0].data for leaf in leaves] for slope in slopes]
    return reverse, forward


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_second_derivatives_are_mpmaths(row):
    """Each second partial against differences at 50 digits; reverse and forward give the same."""
    for xs in rowpoints.interior(row.name, FEW):
        reverse, forward = curvatures(row, xs)
        for i, j in itertools.product(range(len(xs)), repeat=2):
            if 0 in (i, j) and (row.conditional or row.args[0] == "n"):
                continue  # a condition, and an order that counts: there is no derivative by it
            orders = tuple((k == i) + (k == j) for k in range(len(xs)))
            with mp.workdps(60):
                expected = float(mp.diff(lambda *at: exact(row.name, at), [mp.mpf(x) for x in xs], orders))
            scale = max(abs(x) for line in reverse for x in line) or 1.0
            assert expected == pytest.approx(reverse[i][j], rel=1e-8, abs=1e-9 * scale), (xs, i, j)
            assert reverse[i][j] == pytest.approx(forward[i][j], rel=1e-12, abs=1e-14 * scale), (xs, i, j)


@given(programs())
def test_reverse_forward_and_the_sweep_agree_on_random_graphs(program):
    """Three evaluations of the same chain rule."""
    leaves, numbers = program.on_values()
    y = numbers[-1]
    y.backward()
    swept = [leaf.grad for leaf in leaves]
    slopes = wg.gradients(y, leaves)
    dots = [wg.tangents([y], {leaf: 1.0})[0] for leaf in leaves]
    wg.Graph([y, *slopes, *dots]).verify()
    reverse, forward = [node.data for node in slopes], [node.data for node in dots]
    scale = max(1.0, *map(abs, swept))
    assert swept == pytest.approx(reverse, rel=1e-12, abs=1e-12 * scale)
    assert swept == pytest.approx(forward, rel=1e-9, abs=1e-9 * scale)


@given(programs(most=8))
def test_second_derivatives_of_random_graphs_are_differences_of_the_first(program):
    """The Hessian's first row against differences of the gradient, and its symmetry."""

    def slope(x):
        leaves, numbers = program._replace(inputs=(x, *program.inputs[1:])).on_values()
        return wg.gradients(numbers[-1], leaves)[0]

    leaves, numbers = program.on_values()
    slopes = wg.gradients(numbers[-1], leaves)
    hessian = [[node.data for node in wg.gradients(s, leaves)] for s in slopes]
    scale = max(1.0, *(abs(x) for line in hessian for x in line))
    for line, column in zip(hessian, zip(*hessian, strict=True), strict=True):
        assert line == pytest.approx(list(column), rel=1e-8, abs=1e-8 * scale)
    estimate = numeric.derivative(lambda x: slope(x).data, program.inputs[0])
    assert hessian[0][0] == pytest.approx(estimate.value, rel=1e-6, abs=1e-6 * scale + 20 * estimate.error)


@st.composite
def graphs_of_all_rows(draw):
    """Some leaves, and a Value made of them by rows of any kind, with sharing."""
    at = st.one_of(st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 3.0]), st.floats(-3.0, 3.0))
    leaves = [Value(draw(at)) for _ in range(draw(st.integers(1, 3)))]
    nodes = list(leaves)
    for _ in range(draw(st.integers(1, 8))):
        row = draw(st.sampled_from(ROWS))
        count = len(row.args) if row.arity else 2 * draw(st.integers(1, 3))
        try:
            nodes.append(row(*[draw(st.sampled_from(nodes)) for _ in range(count)]))
        except ValueError:  # clip with its bounds in the wrong order
            continue
    return leaves, wg.sum(nodes)


@given(graphs_of_all_rows())
def test_reverse_equals_forward_over_all_rows(graph):
    """Wherever all partials are finite, up to rounding of the sum over all paths."""
    leaves, y = graph
    nodes = wg.Graph(y).nodes
    if not all(math.isfinite(partial) for node in nodes for partial in node.partials):
        return
    y.backward()
    for leaf, slope in zip(leaves, wg.gradients(y, leaves), strict=True):
        reach = dict.fromkeys(map(id, nodes), 0.0) | {id(leaf): 1.0}  # sums over paths of |product|
        for node in nodes:
            if node.args:
                reach[id(node)] = sum(
                    abs(partial) * reach[id(arg)] for arg, partial in zip(node.args, node.partials, strict=True)
                )
        if not math.isfinite(reach[id(y)]):
            continue
        off = pytest.approx(leaf.grad, rel=0.0, abs=1e-12 * reach[id(y)])
        assert off == slope.data
        assert off == wg.tangents([y], {leaf: 1.0})[0].data


@given(st.sampled_from(ROWS), st.data())
def test_reverse_equals_forward_at_special_numbers(row, data):
    """At kinks, zeros and infinities too, wherever the partials are finite."""
    special = st.sampled_from([0.0, -0.0, 1.0, -1.0, 0.5, 2.0, -3.0, 1e-300, 1e300])
    count = len(row.args) if row.arity else 2
    leaves = [Value(data.draw(special)) for _ in range(count)]
    try:
        y = row(*leaves) * 2.0
    except ValueError:
        return  # clip with its bounds in the wrong order
    if all(map(math.isfinite, y.args[0].partials)):
        reverse = [node.data for node in wg.gradients(y, leaves)]
        assert reverse == [wg.tangents([y], {leaf: 1.0})[0].data for leaf in leaves]


def test_what_a_graph_cannot_know():
    """Where a partial is infinite, modes may differ: `docs/adr/0003-edge-conventions.md` has these two."""
    x, y, z = Value(0.0), Value(0.0), Value(0.0)
    root = wg.sqrt(x * y)
    root.backward()
    assert (0.0, 0.0) == (x.grad, y.grad)
    assert 0.0 == wg.tangents([root], {x: 1.0, y: 1.0})[0].data
    s = wg.sqrt(z)
    (s - s).backward()
    assert 0.0 == z.grad
    assert math.isnan(wg.tangents([s - s], {z: 1.0})[0].data)
