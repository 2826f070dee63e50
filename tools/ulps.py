"""Measure how exact every row of the table is, in every tier, and write the table in docs/accuracy.md.

    python tools/ulps.py                 what is measured, and at which point each row is worst
    python tools/ulps.py --row tanh      one row
    python tools/ulps.py --write         into docs/accuracy.md
    python tools/ulps.py --check         every 25th point against what is written there; status 1 if something is worse

mpmath says to 50 digits what is right; `tests/core/rowpoints.py` says where to ask: values at points of all sizes,
partials at ordinary ones.  Tiers whose answers are the same to the last bit share their columns.

Legend: xs a point; p a partial and q what it should be; off a distance in units in the last place (ulp).
"""

from __future__ import annotations

import argparse
import importlib
import math
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import wengert as wg
from wengert.core.row import find

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
BEGIN, END = "<!-- tools/ulps.py writes from here -->\n", "<!-- to here -->\n"

sys.path.insert(0, str(ROOT / "tests" / "core"))
rowpoints: Any = importlib.import_module("rowpoints")
rowchecks: Any = importlib.import_module("rowchecks")
rowreference: Any = importlib.import_module("rowreference")

COUNT = 300  # points in each region of a row
EVERY = 25  # which of them are looked at by --check
PROMISED = 4.0  # ulp; beyond, a second figure says how much of the distance is the row's own
SLACK = 1.0  # ulp, for the mathematics of another system's library; a vector library is held to what is promised

Point = tuple[float, ...]
Points = Mapping[str, Sequence[Point]]


#: The ways in which rows are computed: what `wg.compile` is told, and None for eager Values.
TIERS: dict[str, dict[str, Any] | None] = {
    "eager": None,
    "flat": {"tier": "flat"},
    "native without vector math": {"tier": "native", "vector_math": False},
    "native": {"tier": "native", "vector_math": True},
}


class Answers(NamedTuple):
    """What a tier computes for a row: values at the wide points, partials at the ordinary ones."""

    values: list[float]
    partials: list[list[float]]


class Worst(NamedTuple):
    """The largest distances at some points.

    Attributes:
        off: in ulp of the exact result.
        own: what the row itself adds: for a value the distance divided by how ill-conditioned the row is there, for
            a partial in last places of 1 where the partial is smaller.
        at: where `off` is largest.
    """

    off: float = 0.0
    own: float = 0.0
    at: Point = ()

    def __str__(self) -> str:
        return _above(self.off) if self.off <= PROMISED else f"{_above(self.off)} ({_above(self.own)})"


def wide(names: Iterable[str], every: int = 1) -> Points:
    """Points for values: the same in every run, or each 25th of them."""
    return {name: rowpoints.wide(name, COUNT)[::every] for name in names}


def interior(names: Iterable[str], every: int = 1) -> Points:
    """Points for partials."""
    return {name: rowpoints.interior(name, COUNT)[::every] for name in names}


# --- asking a tier -----------------------------------------------------------------------------------


def answers(tier: str, values: Points, partials: Points) -> dict[str, Answers]:
    """What a tier says of some rows."""
    return {
        name: Answers(
            [value for value, _ in computed(tier, name, values[name])],
            [found for _, found in computed(tier, name, partials[name])],
        )
        for name in values
    }


def computed(tier: str, name: str, points: Sequence[Point]) -> list[tuple[float, list[float]]]:
    """Value and partials of a row, point by point; compiled for each number of arguments that there are."""
    settings = TIERS[tier]
    if settings is None:
        eagerly = (rowchecks.at(name, xs) for xs in points)
        return [(value, [p + 0.0 for p in found]) for value, found in eagerly]  # an adjoint begins as 0, never as -0
    row = find(name)
    found: dict[Point, tuple[float, list[float]]] = {}
    for count in {len(xs) for xs in points}:
        lanes = [xs for xs in points if len(xs) == count]
        compiled = wg.compile(lambda xs: row(*xs), batch=("xs",), **settings)
        values, partials = compiled.value_and_grad(lanes)
        found.update(zip(lanes, zip(_listed(values), map(_listed, partials), strict=True), strict=True))
    return [found[xs] for xs in points]


def _listed(numbers: Iterable[Any]) -> list[float]:
    return [float(x) for x in numbers]


# --- comparing -----------------------------------------------------------------------------------------


def of_values(name: str, points: Sequence[Point], values: Sequence[float]) -> Worst:
    """How far some values are off at the worst."""
    return _worst((xs, *_value_off(name, xs, value)) for xs, value in zip(points, values, strict=True))


def of_partials(name: str, points: Sequence[Point], partials: Sequence[Sequence[float]]) -> Worst:
    """How far some partials are off at the worst, by whichever argument; by one that is none, there is no partial."""
    return _worst(
        (xs, *_partial_off(p, q))
        for xs, found in zip(points, partials, strict=True)
        for p, q in zip(found, rowreference.exact_partials(name, xs), strict=True)
        if not rowreference.mp.isnan(q)
    )


def _value_off(name: str, xs: Point, value: float) -> tuple[float, float]:
    off = rowchecks.ulps(value, rowreference.exact(name, xs))
    if off <= 1.0 or not rowpoints.bound(name).per_condition:
        return off, off  # the condition takes mpmath a while
    return off, off / max(1.0, float(rowreference.condition(name, xs)))


def _partial_off(p: float, q: Any) -> tuple[float, float]:
    off = rowchecks.ulps(p, q)
    return off, off * min(1.0, math.ulp(float(q)) / rowpoints.EPS)


def _worst(found: Iterable[tuple[Point, float, float]]) -> Worst:
    worst = Worst()
    for xs, off, own in found:
        worst = Worst(max(worst.off, off), max(worst.own, own), xs if off > worst.off else worst.at)
    return worst


# --- the page ------------------------------------------------------------------------------------------


class Column(NamedTuple):
    """What tiers with the same bits are measured at: value and partials of each row."""

    tiers: tuple[str, ...]
    rows: dict[str, tuple[Worst, Worst]]


def measured(names: Sequence[str], every: int = 1) -> list[Column]:
    """Every tier, those with the same bits together."""
    values, partials = wide(names, every), interior(names, every)
    told = {tier: answers(tier, values, partials) for tier in TIERS}
    alike: dict[str, list[str]] = {}
    for tier, found in told.items():
        alike.setdefault(repr(found), []).append(tier)
    return [
        Column(tuple(tiers), {
            name: (of_values(name, values[name], found.values), of_partials(name, partials[name], found.partials))
            for name, found in told[tiers[0]].items()
        })
        for tiers in alike.values()
    ]  # fmt: skip


def table(columns: Sequence[Column]) -> str:
    """The figures, for people and for `written`."""
    titles = [f"{what}: {', '.join(column.tiers)}" for column in columns for what in ("value", "partials")]
    lines = [" | ".join(["row", *titles]), "|".join(["---"] * (1 + len(titles)))]
    for name in columns[0].rows:
        lines.append(" | ".join([name, *(str(worst) for column in columns for worst in column.rows[name])]))
    return "".join(f"| {line} |\n" if " " in line else f"|{line}|\n" for line in lines)


def written(page: str) -> dict[str, dict[str, float]]:
    """What a page promises: by title of a column and by row, the figure in brackets where there are two."""
    head, _, *rows = [line.strip("|\n").split("|") for line in _between(page).splitlines() if line.startswith("|")]
    return {
        title.strip(): {row[0].strip(): float(re.findall(r"[\d.]+|inf", row[i])[-1]) for row in rows}
        for i, title in enumerate(head)
        if i > 0
    }


def worse(columns: Sequence[Column], page: str) -> list[str]:
    """What is further off than a page says."""
    promised, lines = written(page), []
    for column in columns:
        for tier in column.tiers:
            for i, what in enumerate(("value", "partials")):
                titles = [title for title in promised if title.startswith(what) and tier in _tiers_of(title)]
                told = promised[titles[0]] if titles else {}
                for name, worst in column.rows.items():
                    own, at = worst[i].own, worst[i].at
                    if own > _allowed(tier, told.get(name, -math.inf)):
                        lines.append(f"{name}: {what} in {tier} off by {worst[i]} at {at}, not {told.get(name)}")
    return lines


def _allowed(tier: str, told: float) -> float:
    vectors = told >= 0 and (TIERS[tier] or {}).get("vector_math")
    return max(told + SLACK, PROMISED) if vectors else told + SLACK


def _tiers_of(title: str) -> list[str]:
    return title.partition(": ")[2].split(", ")


def _between(page: str) -> str:
    return page.partition(BEGIN)[2].partition(END)[0]


def _above(off: float) -> str:
    """A figure that is not below what was measured; 0 if all was as near as a float can be."""
    if off >= 10:
        return f"{math.ceil(off):d}" if off < math.inf else "inf"
    return f"{math.ceil(off * 10) / 10:g}"


def main() -> int:
    """Measure; the exit status is 1 if --check finds something worse than is written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--row", action="append", help="only this row; may come again")
    parser.add_argument("--write", action="store_true", help="write docs/accuracy.md")
    parser.add_argument("--check", action="store_true", help="compare with docs/accuracy.md at every 25th point")
    parser.add_argument("--every", type=int, help="each how many-th point")
    options = parser.parse_args()
    names = options.row or rowchecks.NAMES
    every = options.every or (EVERY if options.check else 1)
    columns = measured(names, every)
    if options.check:
        lines = worse(columns, PAGE.read_text(encoding="utf-8"))
        print("".join(f"{line}\n" for line in lines), end="")
        return int(bool(lines))
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        library = " ".join(platform.libc_ver()).strip() or "its own library"
        where = f"Measured on {platform.system()} {platform.machine()} with {library}."
        text = f"{before}{BEGIN}\n{where}\n\n{table(columns)}\n{END}{rest.partition(END)[2]}"
        PAGE.write_text(text, encoding="utf-8")
        return 0
    for column in columns:
        print(", ".join(column.tiers))
        for name, (value, partials) in column.rows.items():
            print(f"  {name:12} value {value} {_at(value)}, partials {partials} {_at(partials)}")
    return 0


def _at(worst: Worst) -> str:
    return f"at {', '.join(map(repr, worst.at))}" if worst.at else "everywhere"


if __name__ == "__main__":
    sys.exit(main())
