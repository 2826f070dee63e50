"""docs/accuracy.md holds: its figures are those of `tools/ulps.py`, for every row and every tier."""

from __future__ import annotations

import importlib.util
import math
import subprocess
import sys
from pathlib import Path

import pytest

from wengert.core.row import rows

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "ulps.py"

_spec = importlib.util.spec_from_file_location("ulps", TOOL)
ulps = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ulps)
PAGE = ulps.PAGE.read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    """What is compiled here is kept nowhere else."""
    monkeypatch.setenv("WENGERT_CACHE_DIR", str(tmp_path))


def test_no_row_is_less_exact_than_is_written():
    """At each 25th of the points that were measured, with one ulp more for another system's library."""
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, encoding="utf-8", check=False)
    assert ("", "", 0) == (done.stdout, done.stderr, done.returncode)


def test_every_row_has_its_figures():
    """A value's and a partial's, in every tier."""
    titles = ulps.written(PAGE)
    told = sorted(tier for title in titles for tier in title.partition(": ")[2].split(", "))
    assert sorted([*ulps.TIERS, *ulps.TIERS]) == told
    for figures in titles.values():
        assert [row.name for row in rows()] == list(figures)


def test_a_value_is_within_four_ulp_or_has_a_bound_of_its_own():
    """What the page promises of the rows is what the tests hold them to."""
    for title, figures in ulps.written(PAGE).items():
        if title.startswith("value"):
            too_far = {name for name, own in figures.items() if own > 4}
            assert too_far <= set(ulps.rowpoints.BOUNDS)


@pytest.mark.parametrize("tier", list(ulps.TIERS))
def test_a_tier_answers_point_by_point(tier):
    """Though points with different numbers of arguments are not computed together."""
    points = [(3.0, 4.0), (2.0,), (1.0, 2.0, 2.0), (-5.0, 12.0)]
    found = ulps.computed(tier, "norm", points)
    assert [5.0, 2.0, 3.0, 13.0] == [value for value, _ in found]
    assert [0.6, 0.8] == found[0][1]
    assert [2, 1, 3, 2] == [len(partials) for _, partials in found]


def test_distances_are_in_last_places():
    """Of the exact result; 0 if the nearest float was found."""
    out = math.exp(1.0)
    assert ulps.Worst() == ulps.of_values("exp", [(1.0,)], [out])
    worst = ulps.of_values("exp", [(0.0,), (1.0,)], [1.0, out + 3 * math.ulp(out)])
    assert 2.5 < worst.off == worst.own < 3.5
    assert (1.0,) == worst.at
    assert math.inf == ulps.of_values("exp", [(1.0,)], [math.nan]).off


def test_a_rows_own_share_leaves_out_its_condition():
    """In the tail of norm_cdf, where one ulp of the argument is a thousand of the result."""
    value = ulps.computed("eager", "norm_cdf", [(-34.0,)])[0][0]
    worst = ulps.of_values("norm_cdf", [(-34.0,)], [value + 2000 * math.ulp(value)])
    assert 1000 < worst.off < 3000
    assert 1 < worst.own < 3


def test_a_partials_own_share_is_in_last_places_of_one():
    """Where the partial is smaller: 1 - tanh(5)**2 is 0.00018."""
    exact = 1 / math.cosh(5.0) ** 2
    worst = ulps.of_partials("tanh", [(5.0,)], [[exact + 2.0**-52]])
    assert 1000 < worst.off
    assert 0.9 < worst.own < 1.1
    assert 3.5 < ulps.of_partials("exp", [(2.0,)], [[math.exp(2.0) + 2.0**-48]]).own < 4.5


def test_what_is_worse_than_the_page_is_told():
    """By row, tier and place; so are a row and a tier that are not on it."""
    good, bad = ulps.Worst(1.2, 1.2, (0.5,)), ulps.Worst(3.3, 3.3, (0.25,))
    page = ulps.BEGIN + ulps.table([ulps.Column(("eager", "flat"), {"exp": (good, good)})]) + ulps.END
    assert {"value: eager, flat": {"exp": 1.2}, "partials: eager, flat": {"exp": 1.2}} == ulps.written(page)
    assert [] == ulps.worse([ulps.Column(("flat",), {"exp": (good, good)})], page)
    assert ["exp: value in flat off by 3.3 at (0.25,), not 1.2"] == ulps.worse(
        [ulps.Column(("flat",), {"exp": (bad, good)})], page
    )
    assert ["exp: value in native off by 4.5 (4.5) at (0.25,), not 1.2"] == ulps.worse(
        [ulps.Column(("native",), {"exp": (ulps.Worst(4.5, 4.5, (0.25,)), bad)})], page.replace("flat", "native")
    )
    assert 2 == len(ulps.worse([ulps.Column(("native",), {"exp": (good, good)})], page))
    assert 2 == len(ulps.worse([ulps.Column(("flat",), {"sin": (good, good)})], page))


@pytest.mark.parametrize(
    ("off", "own", "text"),
    [(0.0, 0.0, "0"), (0.51, 0.51, "0.6"), (4.0, 4.0, "4"), (4.01, 0.3, "4.1 (0.3)"), (99.2, 9.91, "100 (10)"),
     (math.inf, math.inf, "inf (inf)")],
)  # fmt: skip
def test_figures_are_rounded_up(off, own, text):
    """So that what was measured is within what is written."""
    assert text == str(ulps.Worst(off, own))
