"""The bars of tracing and rolling: `python benchmarks/rolling.py`.

Each job runs in a process of its own, some times; medians are printed, in CPU time for one operation of the
trace.  Tracing is what a run with a recording takes longer than one without, and laying out the columns.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import subprocess
import sys

import wengert as wg
from common import HERE, cpu, environment, median, timed
from wengert import Value
from wengert.compiler.program.build import rolled
from wengert.compiler.tracing.trace import Trace, recording

sys.path.insert(0, str(HERE.parent / "tests" / "compiler"))
from workloads import digits, rosenbrock, spread, three_bodies


def irregular(steps):
    """Operations in no order on results of the last hundred."""
    chance = random.Random(1)
    picks = [(chance.randrange(5), -chance.randrange(1, 100), -chance.randrange(1, 100)) for _ in range(steps)]

    def run(x):
        numbers = list(x)
        for kind, i, j in picks:
            a, b = numbers[i], numbers[j]
            numbers.append(a + b if kind == 0 else a - b if kind == 1 else a * 0.5 if kind == 2 else wg.sin(a * b))
        return wg.sum(*numbers[-100:])

    return run


JOBS = {
    "three bodies, 1000 steps": (three_bodies(1000), 9, 400),
    "digits 64-32-10, a sample": (digits(), 64 * 32 + 32 + 32 * 10 + 10, 40),
    "Rosenbrock, n = 1000": (rosenbrock, 1000, 40),
    "irregular, 10^4": (irregular(7_000), 100, None),
    "irregular, 10^5": (irregular(70_000), 100, None),
    "irregular, 10^6": (irregular(700_000), 100, None),
}
MIXTURES = ((5, 10, 1000), (25, 10, 1000), (25, 20, 100), (100, 5, 100))  # components, dimensions, points
MIXTURE = 400  # steps of the programs of examples/gmm.py
TRACING, ROLLING, LINEAR = 200.0, 500.0, 2.0  # ns for an operation, twice; ratio of 10^6 to 10^4


def measured(name):
    function, inputs, _ = JOBS[name]
    xs = [Value(x) for x in spread(inputs)]
    function(xs)
    eager, alone, laid, folded = [], [], [], []
    for _ in range(3):
        seconds, _ = timed(cpu, function, xs)
        eager.append(seconds)
        with recording() as made:
            seconds, output = timed(cpu, function, xs)
        alone.append(seconds)
        seconds, trace = timed(cpu, Trace, made, xs, [output])
        laid.append(seconds)
        seconds, program = timed(cpu, rolled, trace)
        folded.append(seconds)
    for_one = 1e9 / len(trace)
    return {
        "operations": len(trace),
        "static": program.static,
        "eager": median(eager) * for_one,
        "tracing": (median(alone) - median(eager) + median(laid)) * for_one,
        "rolling": median(folded) * for_one,
    }


def mixture(sizes):
    """Steps of the programs of ADBench's mixture."""
    found = importlib.util.spec_from_file_location("gmm", HERE.parent / "examples" / "gmm.py")
    gmm = importlib.util.module_from_spec(found)
    found.loader.exec_module(gmm)
    gmm.posterior(gmm.drawn(*sizes))
    return sum(path["static"] for f in (gmm.densities, gmm.priors) for path in f.report().paths)


def met(figure, bar):
    return "" if bar is None else "yes" if figure <= bar else "NO"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--job", choices=JOBS, help="run one job here and print its figures as JSON")
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(measured(arguments.job)))
        return
    print(f"For one operation, in ns; medians of {arguments.repeats}, CPU time.\n")
    print("| program | operations | static | bar | eager | tracing | bar | rolling | bar | met |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    rolling = {}
    for name, (_, _, bar) in JOBS.items():
        command = [sys.executable, __file__, "--job", name]
        runs = [
            json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=environment()).stdout)
            for _ in range(arguments.repeats)
        ]
        found = {what: median([run[what] for run in runs]) for what in runs[0]}
        rolling[name] = found["rolling"]
        marks = {met(found["static"], bar), met(found["tracing"], TRACING), met(found["rolling"], ROLLING)} - {""}
        print(
            f"| {name} | {found['operations']:,} | {found['static']:,} | {bar or ''} | {found['eager']:.0f} | "
            f"{found['tracing']:.0f} | {TRACING:.0f} | {found['rolling']:.0f} | {ROLLING:.0f} | {min(marks)} |",
            flush=True,
        )
    steps = [mixture(sizes) for sizes in MIXTURES]
    most = max(steps)
    print(f"\nSteps of ADBench's mixture, K 5 to 100, d 5 to 20: {most}, bar {MIXTURE}, met: {met(most, MIXTURE)}")
    ratio = rolling["irregular, 10^6"] / rolling["irregular, 10^4"]
    print(f"Rolling at 10^6 against 10^4 operations: {ratio:.2f}, bar {LINEAR:g}, met: {met(ratio, LINEAR)}")


if __name__ == "__main__":
    main()
