"""Crossings: how they are counted, and ours against those of `dot`.

Where `dot` is not installed, ours are compared with what was recorded; `python tests/see/draw/test_crossings.py`
records anew.
"""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from diagrams import DIAGRAMS, diagram
from drawn import crossings, dots, ours
from hypothesis import given, settings
from test_layout import boxes

from wengert.see.draw.layered.chains import chains
from wengert.see.draw.layered.order import order
from wengert.see.draw.layered.ranks import ranks

RECORDED = Path(__file__).with_name("dot_crossings.json")


def line(*points):
    """Straight pieces from point to point, as Bezier segments."""
    between = lambda p, q, t: (p[0] + t * (q[0] - p[0]), p[1] + t * (q[1] - p[1]))  # noqa: E731
    return [(p, between(p, q, 1 / 3), between(p, q, 2 / 3), q) for p, q in itertools.pairwise(points)]


S_DOWN = [((0.0, 0.0), (50.0, 0.0), (50.0, 80.0), (100.0, 80.0))]
S_UP = [((0.0, 80.0), (50.0, 80.0), (50.0, 0.0), (100.0, 0.0))]


@pytest.mark.parametrize(
    ("curves", "expected"),
    [
        ([], 0),
        ([line((0, 0), (100, 90))], 0),
        ([line((0, 0), (100, 90)), line((0, 90), (100, 0))], 1),
        ([S_DOWN, S_UP], 1),
        ([S_DOWN, line((0, 40), (100, 40))], 1),
        ([S_DOWN, line((0, 81), (100, 81))], 0),
        ([line((0, 0), (100, 90)), line((0, 0), (100, 10))], 0),  # from one point
        ([line((0, 0), (100, 50)), line((0, 90), (100, 50))], 0),  # to one point
        ([line((0, 0), (50, 0), (100, 30)), line((0, 0), (50, 0), (100, -30))], 0),  # together, then apart
        ([line((0, 50), (20, -50), (40, 50), (60, -50)), line((0, 0), (61, 0.7))], 3),  # one pair, three times
        ([line((0, 0), (100, 90)), line((0, 90), (100, 0)), line((0, 30), (100, 31))], 3),
    ],
)
def test_counter(curves, expected):
    """Proper crossings count, each once; meeting at a shared end and running side by side do not."""
    assert expected == crossings(curves)


@given(boxes())
@settings(max_examples=60, deadline=None)
def test_counted_as_ordered(given):
    """What is drawn crosses as often as the order of the ranks says."""
    sources, targets = [link[0] for link in given.links], [link[1] for link in given.links]
    web = chains(ranks(len(given.sizes), sources, targets), sources, targets, [link[2] for link in given.links])
    pos = {node: place for layer in order(web) for place, node in enumerate(layer)}
    steps = [(web.rank[t], pos[t], pos[h], p) for t, h, p in zip(web.tails, web.heads, web.ports, strict=True)]
    expected = sum(
        a[0] == b[0] and (a[1] - b[1]) * ((a[2] > b[2]) - (a[2] < b[2]) or a[3] - b[3]) < 0
        for a, b in itertools.combinations(steps, 2)
    )
    assert expected == crossings(ours(given.sizes, given.links, mouths=[20.0] * len(given.sizes)))


def of_dot() -> dict[str, dict[str, int]]:
    """The crossings of `dot`: edges to plain boxes, which are free to arrive anywhere, and to ordered ports."""
    found = {}
    for name, make in DIAGRAMS.items():
        one = diagram(make())
        found[name] = {how: crossings(dots(one.sizes, one.links, how == "ports")) for how in ("plain", "ports")}
    return found


@pytest.fixture(scope="module")
def theirs() -> dict[str, dict[str, int]]:
    """As drawn by the `dot` of this machine; as recorded, if it has none."""
    return of_dot() if shutil.which("dot") else json.loads(RECORDED.read_text())["crossings"]


@pytest.mark.parametrize("ports", [False, True], ids=["free", "ports"])
def test_against_dot(theirs, ports):
    """In all we cross no more often than `dot`, and nowhere more than 2 times more.

    Operands of + and * may arrive in any order, as may edges at dot's plain boxes, and dot has the better of
    boxes and records; with all ports in order, dot has records.
    """
    found, bar = {}, {}
    for name, make in DIAGRAMS.items():
        one = diagram(make())
        found[name] = crossings(ours(one.sizes, one.links, "LR", one.mouths, None if ports else one.free))
        bar[name] = theirs[name]["ports"] if ports else min(theirs[name].values())
    assert sum(found.values()) <= sum(bar.values())
    assert {} == {name: (count, bar[name]) for name, count in found.items() if count > bar[name] + 2}


def test_recorded():
    """The recorded crossings cover all diagrams, and say of which `dot` they are."""
    recorded = json.loads(RECORDED.read_text())
    assert list(DIAGRAMS) == list(recorded["crossings"])
    assert recorded["dot"].startswith("dot - graphviz version ")


if __name__ == "__main__":
    version = subprocess.run(["dot", "-V"], capture_output=True, text=True, check=True).stderr.strip()
    RECORDED.write_text(json.dumps({"dot": version, "crossings": of_dot()}, indent=1) + "\n")
