"""Layouts: what must hold of every drawing.  Crossings, and `dot`'s, are in test_crossings.py."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from diagrams import DIAGRAMS, Diagram, diagram
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from builds import COMPILED, run_python
from wengert.see.draw.layered.ranks import ranks
from wengert.see.draw.layout import Layout, arrange, curve

NEAR = 1e-6  # px


@st.composite
def boxes(draw: st.DrawFn, most: int = 14) -> Diagram:
    """Items of any size and in any order, with links of any length, repeated or not, in one piece or several."""
    count = draw(st.integers(1, most))
    size = st.tuples(st.sampled_from([0.0, 1.0, 30.0, 96.0, 300.0]), st.sampled_from([0.0, 0.5, 20.0, 46.0]))
    name = draw(st.permutations(range(count)))
    links: list[tuple[int, int, int, int]] = []
    for place in range(1, count):
        operands = draw(st.lists(st.integers(0, place - 1), max_size=4))
        links += [(name[arg], name[place], port, len(operands)) for port, arg in enumerate(operands)]
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    mouths = st.lists(st.floats(0.0, 40.0), min_size=count, max_size=count)
    return Diagram(draw(st.lists(size, min_size=count, max_size=count)), links, draw(mouths), draw(flags))


def loop(steps: int) -> Diagram:
    """A number carried on by steps that all use the same two others."""
    links = [(step - 1 if step > 3 else 0, step, 0, 2) for step in range(3, steps + 3)]
    links += [(1 + step % 2, step, 1, 2) for step in range(3, steps + 3)]
    return Diagram([(96.0, 46.0)] * (steps + 3), links, [26.0] * (steps + 3), [True] * (steps + 3))


def there_and_back(steps: int) -> Diagram:
    """A chain, and its reverse sweep, which uses every number of the chain once more."""
    links = [(step, step + 1, 0, 1) for step in range(steps - 1)]
    links += [(steps + step - 1, steps + step, 0, 2) for step in range(steps)]
    links += [(steps - 1 - step, steps + step, 1, 2) for step in range(1, steps)]
    return Diagram([(96.0, 46.0)] * 2 * steps, links, [26.0] * 2 * steps, [False] * 2 * steps)


def sound(given: Diagram, layout: Layout) -> None:
    """Assert what must hold of every drawing from left to right."""
    placed = zip(layout.x, layout.y, given.sizes, strict=True)
    boxes = [(x - w / 2, y - h / 2, x + w / 2, y + h / 2) for x, y, (w, h) in placed]
    for left, top, right, bottom in boxes:
        assert 0.0 <= left and 0.0 <= top and right <= layout.width and bottom <= layout.height
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            apart = a[2] < b[0] + NEAR or b[2] < a[0] + NEAR or a[3] < b[1] + NEAR or b[3] < a[1] + NEAR
            assert apart, (a, b)
    assert len(given.links) == len(layout.routes)
    for (source, target, _, _), route in zip(given.links, layout.routes, strict=True):
        assert pytest.approx((boxes[source][2], layout.y[source]), abs=NEAR) == route[0]
        assert pytest.approx(boxes[target][0], abs=NEAR) == route[-1][0]
        assert abs(route[-1][1] - layout.y[target]) <= given.mouths[target] / 2 + NEAR
        assert all(before[0] < after[0] + NEAR for before, after in itertools.pairwise(route))
        assert all(0.0 <= x <= layout.width and 0.0 <= y <= layout.height for x, y in route)
    for item in range(len(given.sizes)):
        drawn = zip(given.links, layout.routes, strict=True)
        coming = [(link, route[-1][1]) for link, route in drawn if link[1] == item]
        ports = sorted((port + 0.5) / ports for (_, _, port, ports), _ in coming)
        wanted = [layout.y[item] + (port - 0.5) * given.mouths[item] for port in ports]
        assert pytest.approx(wanted, abs=NEAR) == sorted(y for _, y in coming)
        if not given.free[item]:
            assert pytest.approx(wanted, abs=NEAR) == [y for _, y in sorted(coming, key=lambda one: one[0][2])]


@given(boxes())
@settings(max_examples=150, deadline=None)
def test_sound(given):
    """No items overlap, nothing lies outside, and links run on from right sides to the left ones' ports."""
    sound(given, arrange(given.sizes, given.links, "LR", given.mouths, given.free))


@given(boxes())
@settings(max_examples=50, deadline=None)
def test_downwards(given):
    """TB is LR with the axes exchanged."""
    right = arrange([(h, w) for w, h in given.sizes], given.links, "LR", given.mouths, given.free)
    down = arrange(given.sizes, given.links, "TB", given.mouths, given.free)
    turned = [[(x, y) for y, x in route] for route in right.routes]
    assert Layout(right.y, right.x, turned, right.height, right.width) == down


@given(boxes())
@settings(max_examples=50, deadline=None)
def test_deterministic(given):
    """The same input has the same layout, and the input stays as it was."""
    sizes, links, mouths = list(given.sizes), list(given.links), list(given.mouths)
    first = arrange(given.sizes, given.links, "LR", given.mouths)
    assert first == arrange(given.sizes, given.links, "LR", given.mouths)
    assert (sizes, links, mouths) == (given.sizes, given.links, given.mouths)


@pytest.mark.parametrize("make", [loop(40), loop(400), there_and_back(60), there_and_back(700)])
def test_many_long_links(make):
    """Where long links are many, they share trunks or run straight, and all else holds as ever."""
    sound(make._replace(sizes=make.sizes), arrange(make.sizes, make.links, "LR", make.mouths, make.free))


@pytest.mark.parametrize("name", DIAGRAMS)
def test_leaf_beside_its_use(name):
    """A leaf stands in the rank before its earliest user."""
    given = diagram(DIAGRAMS[name]())
    layout = arrange(given.sizes, given.links, "LR", given.mouths)
    columns = sorted(set(layout.x))
    column = [columns.index(x) for x in layout.x]
    leaves = {source for source, *_ in given.links} - {target for _, target, *_ in given.links}
    earliest = {leaf: min(column[target] for source, target, *_ in given.links if source == leaf) for leaf in leaves}
    assert {leaf: user - 1 for leaf, user in earliest.items()} == {leaf: column[leaf] for leaf in leaves}


@given(boxes())
@settings(max_examples=60, deadline=None)
def test_shortest(given):
    """No other ranks make the links shorter in all; a link into an operation of one operand counts 5/4."""
    sources, targets = [link[0] for link in given.links], [link[1] for link in given.links]
    weights = [5 if targets.count(target) == 1 else 4 for target in targets]
    rank = ranks(len(given.sizes), sources, targets)
    found = sum(w * (rank[t] - rank[s]) for w, s, t in zip(weights, sources, targets, strict=True))
    rows = np.zeros((len(targets) + 1, len(given.sizes)))  # one row of zeros, or there may be none
    for row, s, t in zip(rows, sources, targets, strict=False):
        row[s], row[t] = 1.0, -1.0
    least = linprog(-np.array([*weights, 0]) @ rows, rows, [-1.0] * len(targets) + [0.0], bounds=(0, None))
    assert pytest.approx(least.fun, abs=NEAR) == found


def test_tree_without_crossings_is_straight():
    """An operation on one operand stands straight behind it, and so does a leaf on its own before its user."""
    layout = arrange([(96, 46), (132, 46), (132, 46)], [(0, 1, 0, 1), (1, 2, 0, 1)])
    assert [layout.y[0]] * 3 == layout.y
    assert [2, 2] == [len(route) for route in layout.routes]


def test_repeated_links_have_ports_of_their_own():
    """x*x is two lines."""
    layout = arrange([(96, 46), (132, 46)], [(0, 1, 0, 2), (0, 1, 1, 2)], mouths=[46, 26])
    assert [(104.0, 31.0), (140.0, 24.5)] == layout.routes[0]
    assert [(104.0, 31.0), (140.0, 37.5)] == layout.routes[1]


def test_single_and_none():
    """One item is all there is to see; no item is an empty drawing."""
    assert Layout([28.0], [18.0], [], 56.0, 36.0) == arrange([(40, 20)], [])
    assert Layout([], [], [], 0.0, 0.0) == arrange([], [])


@pytest.mark.parametrize(
    ("sizes", "links", "options", "message"),
    [
        ([(9, 9)] * 2, [(0, 1, 0, 1), (1, 0, 0, 1)], {}, "cycle"),
        ([(9, 9)], [(0, 0, 0, 1)], {}, "cycle"),
        ([(9, 9)], [(0, 1, 0, 1)], {}, "link 0 runs from item 0 to 1, but there are 1 items"),
        ([(9, 9)] * 2, [(-1, 1, 0, 1)], {}, "link 0 runs from item -1"),
        ([(9, 9)] * 2, [(0, 1, 2, 2)], {}, "link 0 enters port 2 of 2"),
        ([(9, 9)] * 2, [(0, 1, -1, 2)], {}, "link 0 enters port -1 of 2"),
        ([(9, -1)], [], {}, "item 0 needs a finite width and height >= 0, got 9 and -1"),
        ([(math.nan, 9)], [], {}, "item 0 needs a finite width"),
        ([(math.inf, 9)], [], {}, "item 0 needs a finite width"),
        ([(9, 9)], [], {"mouths": [math.nan]}, "item 0 needs a finite mouth"),
        ([(9, 9)], [], {"mouths": []}, "there are 1 items, but 0 mouths"),
        ([(9, 9)], [], {"free": []}, "there are 1 items, but 0 of `free`"),
        ([(9, 9)], [], {"rankdir": "RL"}, "rankdir is 'LR' or 'TB', got 'RL'"),
    ],
)
def test_wrong_input(sizes, links, options, message):
    """What cannot be laid out is named."""
    with pytest.raises(ValueError, match=message.replace("(", r"\(")):
        arrange(sizes, links, **options)


def test_deep():
    """A chain of 20,000 items needs no recursion."""
    count = 20_000
    layout = arrange([(10, 10)] * count, [(i, i + 1, 0, 1) for i in range(count - 1)])
    assert [layout.y[0]] * count == layout.y
    assert sorted(set(layout.x)) == layout.x


PRINT = """
import sys
sys.path.insert(0, {folder!r})
from diagrams import DIAGRAMS, diagram
from wengert.see.draw.layout import arrange
for name in ("S3 neuron", "residual", "random 1"):
    one = diagram(DIAGRAMS[name]())
    print(arrange(one.sizes, one.links, "LR", one.mouths, one.free))
one = diagram(DIAGRAMS["MLP 2-4-4-1"]())
print(arrange(one.sizes, one.links, "TB", one.mouths))
"""


def test_builds_agree(request):
    """Both builds lay out the same, bit for bit."""
    code = PRINT.format(folder=str(request.path.parent))
    assert run_python(code, pure=COMPILED) == run_python(code, pure=not COMPILED)


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_curve(rankdir):
    """A curve goes through all points, along the direction of the drawing at each."""
    points = [(0.0, 0.0), (10.0, 4.0), (30.0, 4.0), (40.0, 50.0)]
    segments = curve(points, rankdir)
    assert points == [segments[0][0], *(segment[3] for segment in segments)]
    still = 1 if rankdir == "LR" else 0
    for start, leaving, arriving, end in segments:
        assert (start[still], end[still]) == (leaving[still], arriving[still])
