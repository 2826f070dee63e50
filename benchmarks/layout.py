"""The bars of layouts: `python benchmarks/layout.py`.  `--crossings` counts them too, and those of `dot`.

Times are of `arrange` alone, CPU, median of some repeats in this process; sizes are counted in items (an
operation's sign and its card are one).  The graphs and the counter are those of the tests.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "see" / "draw"))

from diagrams import DIAGRAMS, RESULT, Diagram, diagram, mlp, neuron
from drawn import crossings, dots, ours

from wengert import _build
from wengert.see.draw.layout import arrange


def loop(steps: int) -> Diagram:
    """y = y*a + b, over and over: two numbers that every step uses."""
    links = [(step - 1 if step > 3 else 0, step, 0, 2) for step in range(3, steps + 3)]
    links += [(1 + step % 2, step, 1, 2) for step in range(3, steps + 3)]
    return boxes(steps + 3, links)


def near(count: int) -> Diagram:
    """Operations on any two of the last fifty numbers."""
    chance = random.Random(1)
    return boxes(
        count, [(chance.randrange(max(0, i - 50), i), i, port, 2) for i in range(count // 5, count) for port in (0, 1)]
    )


def boxes(count: int, links: list[tuple[int, int, int, int]]) -> Diagram:
    return Diagram([RESULT] * count, links, [26.0] * count, [True] * count)


GRAPHS = {
    "neuron": (lambda: diagram(neuron()), 301, 0.0007),
    "MLP 2-16-16-1": (lambda: diagram(mlp(2, 16, 16, 1)), 15, 0.12),
    "10^4 items, near operands": (lambda: near(10_000), 3, None),
    "10^4 items, a loop": (lambda: loop(10_000), 3, None),
    "10^5 items, near operands": (lambda: near(100_000), 1, None),
    "10^5 items, a loop": (lambda: loop(100_000), 1, None),
}


def times() -> None:
    """What every graph takes."""
    build = "compiled" if all(_build.compiled().values()) else "interpreted"
    print(f"Layouts, {build}.\n\n| graph | items | links | bar, ms | ms | met |\n|---|---|---|---|---|---|")
    for name, (make, repeats, bar) in GRAPHS.items():
        one = make()
        taken = []
        for _ in range(repeats):
            start = time.process_time() if repeats < 100 else time.perf_counter()
            arrange(one.sizes, one.links, "LR", one.mouths, one.free)
            taken.append((time.process_time() if repeats < 100 else time.perf_counter()) - start)
        took = statistics.median(taken)
        met = "" if bar is None else "yes" if took <= bar else "NO"
        limit = "" if bar is None else f"{bar * 1e3:g}"
        print(f"| {name} | {len(one.sizes)} | {len(one.links)} | {limit} | {took * 1e3:.3g} | {met} |", flush=True)


def count() -> None:
    """How often the lines cross: with operands in any order where that is right, and with all in order."""
    there = shutil.which("dot") is not None
    print("\n| graph | ours | dot, plain | ours, ports | dot, ports |\n|---|---|---|---|---|")
    sums = [0, 0, 0, 0]
    for name, make in DIAGRAMS.items():
        one = diagram(make())
        found = [
            crossings(ours(one.sizes, one.links, "LR", one.mouths, one.free)),
            crossings(dots(one.sizes, one.links, False)) if there else 0,
            crossings(ours(one.sizes, one.links, "LR", one.mouths)),
            crossings(dots(one.sizes, one.links, True)) if there else 0,
        ]
        sums = [a + b for a, b in zip(sums, found, strict=True)]
        print(f"| {name} | {' | '.join(map(str, found))} |")
    print(f"| all | {' | '.join(map(str, sums))} |{'' if there else '  (no dot here)'}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--crossings", action="store_true", help="count crossings too")
    arguments = parser.parse_args()
    times()
    if arguments.crossings:
        count()


if __name__ == "__main__":
    main()
