"""The bars of graphs and of derivatives of functions: `python benchmarks/graphs.py`.

Each job runs in a process of its own, some times; medians are printed.  These bars are in seconds, since
no peer offers the same: read them beside the time of a float operation, which is printed too.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import wengert as wg
from wengert import Value

NODES = 1_000_000


def rosenbrock(x):
    return sum(100 * (x[i + 1] - x[i] ** 2) ** 2 + (1 - x[i]) ** 2 for i in range(len(x) - 1))


def chain():
    x, a, b = Value(0.3), Value(0.999), Value(0.001)
    y = x
    for _ in range(NODES // 2):
        y = y * a + b
    return y, [x, a, b]


def job_floats():
    start, x = time.process_time(), 0.3
    for _ in range(NODES // 2):
        x = x * 0.999 + 0.001
    return {"float operation, ns": (time.process_time() - start) / NODES * 1e9}


def job_hessian():
    x = [-1.0 + i / 25 for i in range(50)]
    start = time.process_time()
    hessian = wg.hessian(rosenbrock)(x)
    took = time.process_time() - start
    for i in (0, 20, 49):  # against the closed form
        expected = (202.0 if 0 < i < 49 else 2.0 if i == 0 else 200.0) + (
            1200 * x[i] ** 2 - 400 * x[i + 1] if i < 49 else 0.0
        )
        assert abs(hessian[i, i] - expected) <= 1e-10 * abs(expected), (i, hessian[i, i], expected)
    return {"Hessian of Rosenbrock, n = 50, s": took}


def job_products():
    leaves = [Value(-1.0 + i / 25) for i in range(50)]
    y = rosenbrock(leaves)
    slopes = wg.gradients(y, leaves)
    products = wg.tangents(slopes, {leaf: 1.0 for leaf in leaves})
    return {
        "hvp against gradient, in nodes": len(wg.Graph([y, *slopes, *products])) / len(wg.Graph([y, *slopes])),
    }


def job_million():
    y, leaves = chain()
    times = [time.process_time()]
    graph = wg.Graph(y)
    times.append(time.process_time())
    slopes = wg.gradients(y, leaves)
    times.append(time.process_time())
    graph.verify()
    times.append(time.process_time())
    y.backward()
    assert [leaf.grad for leaf in leaves] == [slope.data for slope in slopes]
    return {
        "extracted, reversed, verified, s": times[3] - times[0],
        "extraction, ns per node": (times[1] - times[0]) / len(graph) * 1e9,
        "reversal, s": times[2] - times[1],
        "verification, s": times[3] - times[2],
        "memory, GB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6,
    }


def job_files():
    y, _ = chain()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.json"
        start = time.process_time()
        wg.save(path, y)
        again = wg.load(path)
        took = time.process_time() - start
    assert again.data == y.data
    return {"saved and loaded, s": took}


JOBS = {name[4:]: job for name, job in globals().items() if name.startswith("job_")}
BARS = {
    "extraction, ns per node": 100.0,
    "Hessian of Rosenbrock, n = 50, s": 0.3,
    "hvp against gradient, in nodes": 8.0,
    "extracted, reversed, verified, s": 4.0,
    "memory, GB": 1.5,
    "saved and loaded, s": 6.0,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--job", choices=JOBS, help="run one job here and print its figures as JSON")
    arguments = parser.parse_args()
    if arguments.job:
        print(json.dumps(JOBS[arguments.job]()))
        return
    found: dict[str, list[float]] = {}
    for _ in range(arguments.repeats):
        for name in JOBS:
            done = subprocess.run([sys.executable, __file__, "--job", name], check=True, capture_output=True, text=True)
            for what, figure in json.loads(done.stdout).items():
                found.setdefault(what, []).append(figure)
    print(f"A graph of {NODES:,} nodes, and Rosenbrock's function; medians of {arguments.repeats}, CPU time.\n")
    print("| what | bar | measured | met |\n|---|---|---|---|")
    for what, figures in found.items():
        bar, figure = BARS.get(what), statistics.median(figures)
        met = "" if bar is None else "yes" if figure <= bar else "NO"
        print(f"| {what} | {'' if bar is None else f'at most {bar:g}'} | {figure:.3g} | {met} |")


if __name__ == "__main__":
    main()
