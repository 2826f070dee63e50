"""The bars of compiled functions: `python benchmarks/compiled.py`.

Each workload runs in a process of its own, some times; in it the systems take turns.  What is printed is the
median of the repeats, and the median of the ratios to C and to ddx-ad that were taken within a repeat.  A wrong
number is an error.  C needs gcc; ddx-ad is optional (`pip install ddx-ad`).
"""

from __future__ import annotations

import argparse
import gc
import importlib.util
import json
import subprocess
import sys
from typing import Any, NamedTuple

import wengert as wg
from common import HERE, check, cpu, environment, median, timed, wall
from compiled_work import WORK, Missing, warm


class Bar(NamedTuple):
    """A time to reach: of which workload, the first answer or the next one, in ms."""

    work: str
    what: str
    bar: float | None


BARS = [
    Bar("two moons", "first", None),
    Bar("two moons", "next", 0.12),
    Bar("three bodies", "first", 100.0),
    Bar("three bodies", "next", None),
    Bar("irregular, 10^4", "first", 8.0),
    Bar("irregular, 10^4", "next", None),
    Bar("irregular, 10^5", "first", 50.0),
    Bar("irregular, 10^5", "next", 1.25),
    Bar("irregular, 10^6", "first", 1000.0),
    Bar("irregular, 10^6", "next", None),
]
STATIC = {"three bodies, 1000 steps": 400, "digits 64-32-10, a sample": 40, "Rosenbrock, n = 1000": 40}
MIXTURES = ((5, 10, 1000), (25, 10, 1000), (25, 20, 100), (100, 5, 100))  # components, dimensions, points
MIXTURE = 400


def measured(name: str) -> dict[str, dict[str, float]]:
    """ms of each system, of the first answer and of one after it."""
    work = WORK[name]()
    want = work.reference()
    warm()
    found: dict[str, dict[str, float]] = {}
    for system, start in work.systems.items():
        gc.collect()
        try:
            first, run = timed(cpu, _started, start)
        except Missing:
            continue
        check(run(), want, 1e-7)
        found[system] = {"first": 1e3 * first, "next": 1e3 * _next(run)}
    return found


def _started(start: Any) -> Any:
    run = start()
    run()
    return run


def _next(run: Any) -> float:
    """Seconds of one call: the median of as many as fit into a third of one."""
    seconds: list[float] = []
    clock = cpu if timed(wall, run)[0] > 1e-4 else wall
    begin = cpu()
    while len(seconds) < 5 or (cpu() - begin < 0.3 and len(seconds) < 1000):
        seconds.append(timed(clock, run)[0])
    return median(seconds)


def steps() -> dict[str, list[int]]:
    """Static steps of programs, and how many there may be."""
    from workloads import spread

    from rolling import JOBS

    found = {}
    for name, most in STATIC.items():
        function, inputs, _ = JOBS[name]
        compiled = wg.compile(function)
        compiled(spread(inputs))
        found[name] = [_static(compiled), most]
    spec = importlib.util.spec_from_file_location("gmm", HERE.parent / "examples" / "gmm.py")
    gmm = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(gmm)
    for components, dimensions, count in MIXTURES:
        gmm.posterior(gmm.drawn(components, dimensions, count))
        name = f"mixture, K = {components}, d = {dimensions}, N = {count}"
        found[name] = [_static(gmm.densities) + _static(gmm.priors), MIXTURE]
    return found


def _static(compiled: Any) -> int:
    return sum(path["static"] for path in compiled.report().paths)


def child(job: str) -> Any:
    """What a job found, in a process of its own."""
    command = [sys.executable, __file__, "--job", job]
    done = subprocess.run(command, capture_output=True, text=True, env=environment())
    if done.returncode:
        raise SystemExit(f"{job} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def beside(runs: list[dict[str, dict[str, float]]], bar: Bar) -> str:
    """The ratio to every other system, where there is one."""
    words = []
    for system in runs[0]:
        if system != "wengert" and (system != "C" or bar.what == "next"):
            ratio = median([run["wengert"][bar.what] / run[system][bar.what] for run in runs])
            words.append(f"{ratio:.2f} x {system} ({median([run[system][bar.what] for run in runs]):.3g} ms)")
    return ", ".join(words)


def met(figure: float, bar: float | None) -> str:
    """Whether a figure reaches its bar, if it has one."""
    return "" if bar is None else "yes" if figure <= bar else "NO"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--work", action="append", choices=WORK, help="these workloads alone")
    parser.add_argument("--job", help="run one workload here, or `steps`, and print its figures as JSON")
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(steps() if arguments.job == "steps" else measured(arguments.job)))
        return
    chosen = arguments.work or list(WORK)
    runs: dict[str, list[Any]] = {name: [] for name in chosen}
    for _ in range(arguments.repeats):
        for name in chosen:
            runs[name].append(child(name))
    print(f"Value and gradient, ms; medians of {arguments.repeats} interleaved repeats.\n")
    print("| work | answer | ms | bar | met | beside |")
    print("|---|---|---|---|---|---|")
    for bar in BARS:
        if bar.work in runs:
            figure = median([run["wengert"][bar.what] for run in runs[bar.work]])
            print(f"| {bar.work} | {bar.what} | {figure:.3g} | {bar.bar or ''} | {met(figure, bar.bar)} | "
                  f"{beside(runs[bar.work], bar)} |")  # fmt: skip
    if not arguments.work:
        print("\n| program | static steps | bar | met |\n|---|---|---|---|")
        for name, (figure, most) in child("steps").items():
            print(f"| {name} | {figure} | {most} | {met(figure, most)} |")


if __name__ == "__main__":
    main()
