"""The bars of the eager core, measured: `python benchmarks/run.py`, or `make bench`.

    python benchmarks/run.py --repeats 9
    python benchmarks/run.py --markdown benchmarks/results.md --json results.json --fail

Each measurement runs in a process of its own; the repeats are interleaved over all of them, and a
ratio is taken within a repeat, because the clock of a shared machine drifts.  What is printed is the
median, with the least and the largest.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

from common import measure, median, spent

Results = dict[str, dict[str, Any]]  # of one repeat: job -> what it found


class Job(NamedTuple):
    """A measurement: what jobs.py calls it, which build it needs, and in how many repeats it runs."""

    name: str
    interpreted: bool = False
    most: int = 99


#: By the name that the bars use.
JOBS: dict[str, Job] = {
    "eager": Job("eager"),
    "w1": Job("w1 wengert"),
    "xad": Job("w1 xad"),
    "micrograd": Job("w1 micrograd, no collector"),
    "micrograd, collector on": Job("w1 micrograd", most=2),
    "interpreted": Job("w1 wengert, no collector", interpreted=True),
    "memory": Job("memory", most=3),
    "depth": Job("depth 10^7", most=1),
    "interpreted depth": Job("depth 10^6", interpreted=True, most=1),
    "import": Job("import"),
}


class Bar(NamedTuple):
    """A figure to reach.

    Attributes:
        what: what is measured.
        bar: the figure; None where one is only reported.
        most: whether the figure may be at most the bar, or at least.
        unit: printed after the figure.
        jobs: the measurements that it needs.
        figure: from the results of one repeat.
        aside: what else is said of it, from the results of one repeat.
    """

    what: str
    bar: float | None
    most: bool
    unit: str
    jobs: tuple[str, ...]
    figure: Callable[[Results], float]
    aside: Callable[[Results], str] = lambda r: ""


def _forward(nodes: int, bar: float) -> Bar:
    return Bar(f"forward, + and *, {nodes:,} nodes", bar, True, "x a float operation", ("eager",),
               lambda r: r["eager"][f"forward/float {nodes}"],
               lambda r: f"{r['eager'][f'forward {nodes}']:.1f} ns against {r['eager'][f'float {nodes}']:.1f}")


def _backward(nodes: int, bar: float) -> Bar:
    return Bar(f"backward, {nodes:,} nodes", bar, True, "ns per node", ("eager",),
               lambda r: r["eager"][f"backward {nodes}"],
               lambda r: f"{r['eager'][f'backward/float {nodes}']:.2f} x a float operation")


def _faster(what: str, bar: float | None, ours: str, theirs: str) -> Bar:
    return Bar(what, bar, False, "times faster", (ours, theirs),
               lambda r: r[theirs]["together"] / r[ours]["together"],
               lambda r: f"{r[ours]['together']:.0f} ns an operation against {r[theirs]['together']:.0f}")


def _deep(what: str, job: str) -> Bar:
    bar = 1e6 if JOBS[job].interpreted else 1e7
    aside = "built in {build:.1f} s, swept in {sweep:.1f}, freed in {free:.1f}"
    return Bar(what, bar, False, "nodes", (job,), lambda r: r[job]["nodes"], lambda r: aside.format(**r[job]))


BARS = [
    _forward(1_000, 3.5),
    _forward(100_000, 5.0),
    _backward(10_000, 15.0),
    _backward(100_000, 45.0),
    _faster("W1 against xad", 4.0, "w1", "xad"),
    _faster("W1 against micrograd, its collector off", 20.0, "w1", "micrograd"),
    _faster("W1 against micrograd, its collector on", None, "w1", "micrograd, collector on"),
    _faster("W1 interpreted against micrograd, collectors off", 2.5, "interpreted", "micrograd"),
    Bar("memory, graph and sweep", 112.0, True, "bytes per node", ("memory",),
        lambda r: r["memory"]["sweep"], lambda r: f"{r['memory']['graph']:.0f} without the sweep"),
    Bar("objects that the collector tracks", 0.001, True, "per node", ("memory",), lambda r: r["memory"]["tracked"]),
    _deep("a chain built, swept, freed", "depth"),
    _deep("the same, interpreted", "interpreted depth"),
    Bar("import wengert", 0.15, True, "s", ("import",), lambda r: r["import"]["seconds"],
        lambda r: f"beside {r['import']['bare']:.3f} s for Python itself"),
]


def imported() -> dict[str, float]:
    """CPU seconds that `import wengert` adds to the start of Python; medians of three, interleaved."""
    seconds: dict[str, list[float]] = {"pass": [], "import wengert": []}
    for _ in range(3):
        for code, found in seconds.items():
            found.append(spent(code))
    bare, full = map(median, seconds.values())
    return {"seconds": full - bare, "bare": bare}


def collect(repeats: int) -> list[Results]:
    """Every measurement, `repeats` times, interleaved; one that failed or is missing is not tried again."""
    runs: list[Results] = []
    over: Results = {}
    for repeat in range(repeats):
        results: Results = dict(over)
        for key, job in JOBS.items():
            if key in over or repeat >= job.most:
                continue
            progress(f"repeat {repeat + 1} of {repeats}: {key}")
            results[key] = imported() if key == "import" else measure(job.name, job.interpreted)
            if "missing" in results[key] or "failed" in results[key]:
                over[key] = results[key]
        runs.append(results)
    progress("")
    return runs


def progress(text: str) -> None:
    """Say on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"{text:50}", end="\r", file=sys.stderr, flush=True)


def verdict(bar: Bar, runs: list[Results]) -> dict[str, Any]:
    """The line of the table for one bar."""
    line: dict[str, Any] = {"what": bar.what, "bar": "", "measured": "", "met": "", "figures": []}
    if bar.bar is not None:
        line["bar"] = f"{'at most' if bar.most else 'at least'} {bar.bar:,.9g} {bar.unit}"
    for job in bar.jobs:
        for problem in ("failed", "missing"):
            found = next((run[job][problem] for run in runs if problem in run.get(job, ())), None)
            if found is not None:
                text = found if problem == "failed" else f"{found} is not installed"
                return {**line, "measured": text, "met": "error" if problem == "failed" else ""}
    good = [run for run in runs if all(job in run for job in bar.jobs)]
    figures = [bar.figure(run) for run in good]
    figure = median(figures)
    middle = min(good, key=lambda run: abs(bar.figure(run) - figure))
    line["measured"] = f"{figure:,.3g} {bar.unit}" if figure < 1e4 else f"{figure:,.0f} {bar.unit}"
    if len(set(figures)) > 1:
        line["measured"] += f" ({min(figures):.3g} to {max(figures):.3g})"
    line["measured"] += f"; {bar.aside(middle)}" if bar.aside(middle) else ""
    if bar.bar is not None:
        line["met"] = "yes" if (figure <= bar.bar if bar.most else figure >= bar.bar) else "NO"
    return {**line, "figures": figures}


def heading(repeats: int) -> str:
    """What was measured, and on what."""
    peers = []
    for package in ("xad", "micrograd"):
        try:
            peers.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            peers.append(f"no {package}")
    build = measure("about")
    return (
        f"wengert, {build.get('build', build)} core; Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores; {', '.join(peers)}; medians of {repeats} interleaved "
        "repeats (least to largest)."
    )


def table(lines: list[dict[str, Any]]) -> str:
    """The lines in Markdown, in columns that also read well unrendered."""
    columns = ("what", "bar", "measured", "met")
    cells = [list(columns), *([line[column] for column in columns] for line in lines)]
    widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
    padded = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in cells]
    rows = ["| " + " | ".join(row) + " |" for row in padded]
    rows.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(rows)


def main() -> int:
    """Measure, print, write; 1 if a measurement failed, or with --fail if a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=7, help="how often everything is measured (7)")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured there")
    parser.add_argument("--fail", action="store_true", help="exit with 1 if a bar was missed")
    options = parser.parse_args()
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")
    about = heading(options.repeats)
    runs = collect(options.repeats)
    lines = [verdict(bar, runs) for bar in BARS]
    print(f"{about}\n\n{table(lines)}")
    if options.markdown:
        options.markdown.write_text(f"# The bars of the eager core\n\n{about}\n\n{table(lines)}\n", encoding="utf-8")
    if options.json:
        whole = {"about": about, "bars": lines, "runs": runs}
        options.json.write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    met = [line["met"] for line in lines]
    return int("error" in met or (options.fail and "NO" in met))


if __name__ == "__main__":
    sys.exit(main())
