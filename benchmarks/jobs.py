"""One measurement in this process: `python benchmarks/jobs.py NAME` prints its numbers as JSON.

Every number that a system computes is compared with a float64 reference before any time counts.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import threading
from collections.abc import Callable
from types import FunctionType
from typing import Any

from common import WrongNumberError, check, cpu, median, memory, timed, wall
from systems import OPERATIONS, POINT, SYSTEMS, program, reference

Numbers = dict[str, Any]
PEERS = ("micrograd", "xad")


def recurrence(x: Any, a: Any, b: Any, nodes: int) -> Any:
    """A product and a sum, over and over: `nodes` operations."""
    for _ in range(nodes // 2):
        x = x * a + b
    return x


#: CPython specialises code for the types it meets: floats get a copy of their own.
float_recurrence = FunctionType(recurrence.__code__.replace(), globals())


def recurrence_reference(nodes: int) -> list[float]:
    """Value and derivatives of the recurrence at 0.3, 0.9999, 0.0001, by tangents."""
    x, a, b = 0.3, 0.9999, 0.0001
    by_x, by_a, by_b = 1.0, 0.0, 0.0
    for _ in range(nodes // 2):
        by_x, by_a, by_b = by_x * a, by_a * a + x, by_b * a + 1.0
        x = x * a + b
    return [x, by_x, by_a, by_b]


def eager() -> Numbers:
    """Nanoseconds per node, forward, backward and freeing; a plain float beside it in every repeat."""
    from wengert import Value

    found: Numbers = {}
    for nodes, repeats in ((1_000, 301), (10_000, 61), (100_000, 21)):
        want = recurrence_reference(nodes)
        clock = wall if nodes < 10_000 else cpu
        times: dict[str, list[float]] = {"float": [], "forward": [], "backward": [], "free": []}
        for _ in range(repeats):
            times["float"].append(timed(clock, float_recurrence, 0.3, 0.9999, 0.0001, nodes)[0])
            x, a, b = leaves = [Value(0.3), Value(0.9999), Value(0.0001)]
            forward, y = timed(clock, recurrence, x, a, b, nodes)
            backward, _nothing = timed(clock, y.backward)
            check([y.data, *(leaf.grad for leaf in leaves)], want)
            start = clock()
            del y
            times["free"].append(clock() - start)
            times["forward"].append(forward)
            times["backward"].append(backward)
        for what, seconds in times.items():
            found[f"{what} {nodes}"] = median(seconds) / nodes * 1e9
        found[f"forward/float {nodes}"] = found[f"forward {nodes}"] / found[f"float {nodes}"]
        found[f"backward/float {nodes}"] = found[f"backward {nodes}"] / found[f"float {nodes}"]
    return found


def w1(name: str, collector: bool, repeats: int) -> Numbers:
    """Nanoseconds per operation of W1; the garbage collector runs between repeats in any case."""
    system = SYSTEMS[name]()
    want = reference()
    forward, backward = [], []
    if not collector:
        gc.disable()
    for repeat in range(repeats + 1):
        gc.collect()
        leaves = system.leaves(POINT)
        iterations = 8 if repeat == 0 else OPERATIONS // 6  # the first is a warming
        one, out = timed(cpu, program, *leaves, system.tanh, iterations)
        two, _nothing = timed(cpu, system.backward, out)
        if repeat:
            check([system.data(out), *map(system.grad, leaves)], want)
            forward.append(one / OPERATIONS * 1e9)
            backward.append(two / OPERATIONS * 1e9)
        del out, leaves
    found = {"forward": median(forward), "backward": median(backward)}
    return {**found, "together": found["forward"] + found["backward"]}


def memory_per_node(nodes: int = 1_000_000) -> Numbers:
    """Growth of this process per node, before and at the peak of a sweep; and what the collector tracks."""
    from wengert import Value

    x, a, b = leaves = [Value(0.3), Value(0.9999), Value(0.0001)]
    recurrence(x, a, b, 10_000).backward()
    for leaf in leaves:
        leaf.grad = 0.0
    tracked = len(gc.get_objects())
    before = memory("VmRSS")
    y = recurrence(x, a, b, nodes)
    built = memory("VmRSS")
    y.backward()
    peak = memory("VmHWM")
    tracked = len(gc.get_objects()) - tracked
    check([y.data, *(leaf.grad for leaf in leaves)], recurrence_reference(nodes))
    return {"graph": (built - before) / nodes, "sweep": (peak - before) / nodes, "tracked": tracked / nodes}


def depth(nodes: int) -> Numbers:
    """Seconds to build, sweep and free a chain, on the stack that the process was given."""
    from wengert import Value

    step = Value(0.5)

    def chain() -> Any:
        x = Value(0.0)
        for _ in range(nodes):
            x = x + step
        return x

    build, y = timed(cpu, chain)
    sweep, _nothing = timed(cpu, y.backward)
    check([y.data, step.grad], [0.5 * nodes, float(nodes)], tolerance=0.0)
    start = cpu()
    del y
    return {"build": build, "sweep": sweep, "free": cpu() - start, "nodes": nodes}


def about() -> Numbers:
    """Which build of wengert is measured."""
    import wengert  # noqa: F401
    from wengert import _build

    return {"build": "compiled" if all(_build.compiled().values()) else "interpreted"}


JOBS: dict[str, Callable[[], Numbers]] = {
    "about": about,
    "eager": eager,
    "memory": memory_per_node,
    "depth 10^7": lambda: depth(10**7),
    "depth 10^6": lambda: depth(10**6),
    "w1 wengert": lambda: w1("wengert", collector=True, repeats=9),
    "w1 wengert, no collector": lambda: w1("wengert", collector=False, repeats=5),
    "w1 xad": lambda: w1("xad", collector=True, repeats=3),
    "w1 micrograd": lambda: w1("micrograd", collector=True, repeats=1),
    "w1 micrograd, no collector": lambda: w1("micrograd", collector=False, repeats=3),
}


def main(name: str) -> None:
    """Run a job and print what it found."""
    try:
        found = JOBS[name]()
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in PEERS:
            raise
        found = {"missing": package}
    except WrongNumberError as error:
        found = {"failed": f"wrong number: {error}"}
    print(json.dumps(found), flush=True)
    os._exit(0)  # without freeing what a peer has left in cycles


if __name__ == "__main__":
    if "micrograd" in sys.argv[1]:  # recurses: a thread's stack may be as large as it needs
        threading.stack_size(2**29)
        thread = threading.Thread(target=main, args=sys.argv[1:2])
        thread.start()
        thread.join()
        sys.exit(1)  # not reached unless main raised
    else:
        main(sys.argv[1])
