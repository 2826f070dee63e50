"""micrograd's own demo, one full-batch step: `python benchmarks/demo_step.py`.

A network of 2-16-16-1 neurons with relu, 100 points, hinge loss and the squared parameters; a step is
forward, backward and the update of 337 parameters, some 66,000 operations.  One program for micrograd,
for the drop-in and for `wengert.nn`; only the two imported classes differ.  All begin with the same
weights, and every loss and every parameter is compared with matrices of NumPy before a time counts.

Each system runs in a process of its own, the repeats interleaved; a ratio is taken within a repeat.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import random
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from common import HERE, WrongNumberError, check, cpu, environment, median, timed
from run import Bar, Results, heading, table, verdict

SIZES = (2, 16, 16, 1)
POINTS = 100
DECAY = 1e-4
RATE = 0.5
OPERATIONS = 20_000  # of the recurrence that measures the drop-in's overhead


def data() -> tuple[list[list[float]], list[int], list[float]]:
    """Points on two half circles, the side of each, and first weights in the order of `parameters()`."""
    chance = random.Random(1)
    rows, sides = [], []
    for i in range(POINTS):
        angle, side = math.pi * chance.random(), 1 if i % 2 else -1
        x, y = side * math.cos(angle) + (side < 0), side * math.sin(angle) + 0.25 - 0.25 * side
        rows.append([x + chance.gauss(0.0, 0.1), y + chance.gauss(0.0, 0.1)])
        sides.append(side)
    weights = []
    for nin, nout in pairwise(SIZES):
        for _ in range(nout):
            weights += [*(chance.uniform(-1.0, 1.0) for _ in range(nin)), chance.uniform(-0.1, 0.1)]
    return rows, sides, weights


def step(net: Any, value: Any, rows: list[list[float]], sides: list[int]) -> float:
    """The demo's step, for whatever has Values and a network of them."""
    scores = [net([value(x) for x in row]) for row in rows]
    hinges = [(1 + -side * score).relu() for side, score in zip(sides, scores, strict=True)]
    loss = sum(hinges) * (1.0 / len(hinges)) + DECAY * sum(p * p for p in net.parameters())
    net.zero_grad()
    loss.backward()
    for p in net.parameters():
        p.data -= RATE * p.grad
    return loss.data


def reference(steps: int) -> list[list[float]]:
    """Loss and parameters after each step, by matrices."""
    import numpy as np

    rows, sides, weights = data()
    x, side, layers, start = np.array(rows), np.array(sides), [], 0
    for nin, nout in pairwise(SIZES):
        stop = start + nout * (nin + 1)
        layers.append(np.array(weights[start:stop]).reshape(nout, nin + 1))  # the bias is the last column
        start = stop
    found = []
    for _ in range(steps):
        seen, signal = [], x
        for i, layer in enumerate(layers):
            seen.append(np.hstack([signal, np.ones((len(x), 1))]))
            signal = seen[-1] @ layer.T
            signal = signal if i == len(layers) - 1 else np.maximum(signal, 0.0)
        hinges = np.maximum(1.0 - side * signal[:, 0], 0.0)
        loss = hinges.mean() + DECAY * sum((layer**2).sum() for layer in layers)
        back = (-side * (hinges > 0) / len(x))[:, None]
        slopes = []
        for i in reversed(range(len(layers))):
            slopes.insert(0, back.T @ seen[i] + 2 * DECAY * layers[i])
            back = (back @ layers[i])[:, :-1] * (seen[i][:, :-1] > 0)
        layers = [layer - RATE * slope for layer, slope in zip(layers, slopes, strict=True)]
        found.append([float(loss), *(float(p) for layer in layers for p in layer.flat)])
    return found


def classes(name: str) -> tuple[Any, Any]:
    """The Value and the MLP of a system."""
    if name == "wengert.nn":
        from wengert import Value
        from wengert.nn import MLP

        return Value, MLP
    from importlib import import_module

    return import_module(f"{name}.engine").Value, import_module(f"{name}.nn").MLP


def steps(name: str, collector: bool, repeats: int) -> dict[str, float]:
    """Milliseconds of a step.  The garbage collector runs between steps in any case."""
    value, network = classes(name)
    sys.setrecursionlimit(10**5)  # micrograd's backward() recurses
    rows, sides, weights = data()
    net = network(SIZES[0], list(SIZES[1:]))
    for p, weight in zip(net.parameters(), weights, strict=True):
        p.data = weight
    if not collector:
        gc.disable()
    times = []
    for want in reference(repeats + 1):
        gc.collect()
        seconds, loss = timed(cpu, step, net, value, rows, sides)
        check([loss, *(p.data for p in net.parameters())], want)
        times.append(seconds * 1e3)
    return {"step": median(times[1:])}  # the first is a warming


def overhead(repeats: int) -> dict[str, float]:
    """Nanoseconds per operation of products and sums, forward, backward and freed: drop-in and core by turns."""

    def run(kind: Any) -> list[float]:
        x, a, b = leaves = [kind(0.3), kind(0.9999), kind(0.0001)]
        for _ in range(OPERATIONS // 2):
            x = x * a + b
        x.backward()
        return [x.data, *(leaf.grad for leaf in leaves)]

    kinds = [classes(name)[0] for name in ("wengert.nn", "wengert.micrograd")]
    times: dict[Any, list[float]] = {kind: [] for kind in kinds}
    for _ in range(repeats + 1):
        numbers = []
        for kind, found in times.items():
            seconds, result = timed(cpu, run, kind)
            found.append(seconds / OPERATIONS * 1e9)
            numbers.append(result)
        check(numbers[1], numbers[0], tolerance=0.0)
    core, drop_in = (median(found[1:]) for found in times.values())
    return {"core": core, "drop-in": drop_in}


JOBS: dict[str, Callable[[], dict[str, float]]] = {
    "micrograd": lambda: steps("micrograd", collector=False, repeats=3),
    "wengert.nn": lambda: steps("wengert.nn", collector=True, repeats=9),
    "drop-in": lambda: steps("wengert.micrograd", collector=True, repeats=9),
    "micrograd, collector on": lambda: steps("micrograd", collector=True, repeats=1),
    "overhead": lambda: overhead(repeats=9),
}


def _faster(what: str, bar: float | None, ours: str, theirs: str) -> Bar:
    return Bar(what, bar, False, "times faster", (ours, theirs),
               lambda r: r[theirs]["step"] / r[ours]["step"],
               lambda r: f"{r[ours]['step']:.1f} ms a step against {r[theirs]['step']:.0f}")


BARS = [
    _faster("wengert.nn against micrograd, its collector off", 12.0, "wengert.nn", "micrograd"),
    _faster("wengert.nn against micrograd, its collector on", 40.0, "wengert.nn", "micrograd, collector on"),
    _faster("the drop-in against micrograd, its collector off", 8.0, "drop-in", "micrograd"),
    _faster("the drop-in against micrograd, its collector on", None, "drop-in", "micrograd, collector on"),
    Bar("an operation of the drop-in", 4.0, True, "x one of the core", ("overhead",),
        lambda r: r["overhead"]["drop-in"] / r["overhead"]["core"],
        lambda r: f"{r['overhead']['drop-in']:.0f} ns against {r['overhead']['core']:.0f}"),
]


def measure(job: str) -> dict[str, Any]:
    """Run one job in its own process: what it found, or the one key `missing` or `failed`."""
    command = [sys.executable, str(HERE / "demo_step.py"), "--job", job]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no message"])[-1]
        return {"failed": f"exit status {done.returncode}: {last}"}
    return json.loads(done.stdout.splitlines()[-1])


def run_job(name: str) -> dict[str, Any]:
    """A job in this process; a package that is not there is no failure."""
    try:
        return JOBS[name]()
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith(("micrograd", "wengert.micrograd")):
            raise
        return {"missing": error.name}
    except WrongNumberError as error:
        return {"failed": f"wrong number: {error}"}


def main() -> int:
    """Measure and print; 1 if a measurement failed, or with --fail if a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5, help="how often everything is measured (5)")
    parser.add_argument("--fail", action="store_true", help="exit with 1 if a bar was missed")
    parser.add_argument("--job", choices=JOBS, help="run one job here and print its numbers as JSON")
    options = parser.parse_args()
    if options.repeats < 1:
        parser.error("--repeats must be at least 1")
    if options.job:
        print(json.dumps(run_job(options.job)))
        return 0
    runs: list[Results] = [{job: measure(job) for job in JOBS} for _ in range(options.repeats)]
    lines = [verdict(bar, runs) for bar in BARS]
    print(f"{heading(options.repeats)}\n\n{table(lines)}")
    met = [line["met"] for line in lines]
    return int("error" in met or (options.fail and "NO" in met))


if __name__ == "__main__":
    sys.exit(main())
