"""A sweep is all or nothing, and one at a time."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest

import wengert as wg
from builds import COMPILED, run_python
from wengert import Value
from wengert.core import ops, sweep
from wengert.core.row import BY_NAME, TABLE, Row, register


def some_graph() -> tuple[Value, list[Value]]:
    """A graph with sharing, constants, one, two and many operands, after a sweep."""
    x, y = Value(2.0, label="x"), Value(3.0, label="y")
    inner = x * y + x
    out = wg.sum(inner, inner.tanh(), y, 2) * inner - x / 2
    out.backward()
    return out, list(wg.Graph(out).nodes)


def state(nodes: list[Value]) -> list[tuple[object, ...]]:
    """Everything that a sweep could touch."""
    return [(v.data, v.grad, v.partials, v._uses, v._pa) for v in nodes]


@pytest.fixture
def interrupt() -> Iterator[Callable[..., None]]:
    """Raise an exception at the n-th line that runs in sweep.py, as Ctrl-C may at any line."""
    left = 0
    error: type[BaseException] = KeyboardInterrupt

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal left
        if frame.f_code.co_filename != sweep.__file__:
            return None
        if event == "line":
            left -= 1
            if left == 0:
                raise error
        return trace

    def at(line: int, kind: type[BaseException]) -> None:
        nonlocal left, error
        left, error = line, kind
        sys.settrace(trace)

    tracing = sys.gettrace()
    yield at
    sys.settrace(tracing)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, MemoryError])
def test_an_exception_at_any_line_of_a_sweep(interrupt, kind: type[BaseException]) -> None:
    """Raised at whatever line, an exception leaves every gradient as it was, or the sweep complete."""
    out, nodes = some_graph()
    before = state(nodes)
    out.backward()
    after = state(nodes)
    grads = [node.grad for node in nodes]
    interrupted = complete = 0
    tracing = sys.gettrace()
    with wg.strict():  # the plain sweep, compiled too
        while not complete:
            for node, row in zip(nodes, before, strict=True):
                if not node.is_constant:
                    node.grad = row[1]
            interrupt(interrupted + 1, kind)
            try:
                out.backward()
                complete = 1
            except kind:
                interrupted += 1
                assert state(nodes) in (before, after)
            finally:
                sys.settrace(tracing)
    assert interrupted > 200
    assert grads == [node.grad for node in nodes]


@pytest.mark.parametrize("at", range(1, 10))
def test_an_exception_out_of_the_arithmetic(monkeypatch: pytest.MonkeyPatch, at: int) -> None:
    """An exception in the middle of the sweep puts every gradient back; the next sweep is right."""
    out, nodes = some_graph()
    before = state(nodes)
    left = at

    def failing(adjoint: float, partial: float) -> float:
        nonlocal left
        left -= 1
        if not left:
            raise KeyboardInterrupt
        return adjoint * partial

    with monkeypatch.context() as patch, wg.strict():
        patch.setattr(sweep, "scale", failing)
        with pytest.raises(KeyboardInterrupt):
            out.backward()
    assert before == state(nodes)
    leaves = [node for node in nodes if node.is_leaf]
    once = [leaf.grad for leaf in leaves]
    out.backward()
    assert [2 * grad for grad in once] == [leaf.grad for leaf in leaves]


@pytest.mark.parametrize("name", ["backward", "zero_grad"])
def test_a_sweep_within_a_sweep_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A signal handler that sweeps while a sweep runs gets a RuntimeError, and nothing is mixed up."""
    out, nodes = some_graph()
    before = state(nodes)
    refused = []

    def handler(adjoint: float, partial: float) -> float:
        try:
            getattr(out, name)()
        except RuntimeError as error:
            refused.append(str(error))
        return adjoint * partial

    with monkeypatch.context() as patch, wg.strict():
        patch.setattr(sweep, "scale", handler)
        out.backward()
    assert {f"{name}() was called from within a sweep of the same thread; call it when that is done"} == set(refused)
    assert [2 * row[1] if node.is_leaf else row[1] for node, row in zip(nodes, before, strict=True)] == [
        node.grad for node in nodes
    ]


def test_a_composite_within_a_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal handler may still compute: a composite row's own sweep is on nodes of its own."""
    out, nodes = some_graph()
    expected = [2 * node.grad if node.is_leaf else node.grad for node in nodes]
    means: list[float] = []

    def handler(adjoint: float, partial: float) -> float:
        if not means:
            means.append(0.0)  # the handler does not interrupt itself
            means[0] = wg.mean(Value(1.0), 2, 3, 6).data
        return adjoint * partial

    with monkeypatch.context() as patch, wg.strict():
        patch.setattr(sweep, "scale", handler)
        out.backward()
    assert [3.0] == means
    assert expected == [node.grad for node in nodes]


@pytest.fixture
def fragile() -> Iterator[Row]:
    """A row of one operand whose value fails where told to."""
    row = register(Row("fragile", "x", "x, or an exception at 13.", value=_fragile, partials=lambda x, out: 1.0))
    yield row
    TABLE.pop()
    del BY_NAME["fragile"]


def _fragile(x: float) -> float:
    if x == 13.0:
        raise KeyboardInterrupt
    return x


def test_an_exception_in_refresh_changes_nothing(fragile: Row) -> None:
    """refresh() is all or nothing: nodes computed before the exception get their numbers back."""
    x = Value(2.0)
    middle = wg.prod(x, x, x, x) * x
    out = fragile(x * 1.0) + middle
    nodes = [node for node in wg.Graph(out).nodes if not node.is_leaf]
    before = state(nodes)
    x.data = 13.0
    with pytest.raises(KeyboardInterrupt):
        out.refresh()
    assert before == state(nodes)
    x.data = 3.0
    out.refresh()
    assert (246.0, 243.0) == (out.data, middle.data)


LACK_OF_MEMORY = """
import resource, sys
from wengert import Value
x = y = Value(1.0)
z = Value(2.0)
for _ in range(int(sys.argv[1])):
    y = y * 1.0 + z
y.backward()
before = x.grad, y.grad, z.grad
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
limit = resource.getrlimit(resource.RLIMIT_AS)
for what in ("backward", "zero_grad"):
    resource.setrlimit(resource.RLIMIT_AS, (size + (1 << 18), limit[1]))
    try:
        getattr(y, what)()
    except MemoryError as error:
        said = str(error)
    resource.setrlimit(resource.RLIMIT_AS, limit)
    print(said == "" or "no gradient was changed" in said, (x.grad, y.grad, z.grad) == before)
y.backward()
print(x.grad, y.grad, z.grad)
"""


def test_lack_of_memory() -> None:
    """Where memory for a sweep lacks, a MemoryError leaves every gradient as it was, and a later sweep is right."""
    uses = 300_000 if COMPILED else 60_000
    assert ["True True", "True True", f"2.0 1.0 {2.0 * uses}"] == run_python(LACK_OF_MEMORY, str(uses)).splitlines()


# --- threads -----------------------------------------------------------------------------------------


def at_once(*jobs: Callable[[], None]) -> None:
    """Run jobs in threads that change places as often as the interpreter lets them."""
    failed: list[BaseException] = []
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        barrier.wait()
        try:
            job()
        except BaseException as error:
            failed.append(error)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=run, args=[job]) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(interval)
    assert [] == failed


def test_graphs_of_different_threads_are_independent() -> None:
    """Threads that build and sweep their own graphs get the same numbers as one alone."""
    results: list[list[float]] = []

    def job() -> None:
        grads = []
        for k in range(40):
            x = Value(0.5 + k)
            y = x
            for _ in range(20):
                y = wg.mean(y * 0.5 + 1, x.tanh(), y, 3)
            y.backward()
            grads.append(x.grad)
        results.append(grads)

    job()
    at_once(*[job] * 4)
    assert [results[0]] * 5 == results


@pytest.mark.parametrize("strict", [False, True])
def test_sweeps_of_shared_nodes_are_serialised(strict: bool) -> None:
    """Threads that sweep graphs with common nodes: every sweep counts once and in full."""
    x = Value(2.0)
    shared = x
    for _ in range(30):
        shared = shared * 1.0 + x
    outputs = [shared * float(k) for k in (1, 2, 3)]

    def job(out: Value, watched: bool) -> Callable[[], None]:
        def run() -> None:
            for _ in range(60):
                if watched:
                    with wg.strict():
                        out.backward()
                else:
                    out.backward()
                out.args[0].refresh()

        return run

    at_once(*(job(out, strict and k == 0) for k, out in enumerate(outputs)))
    assert 60 * 31.0 * (1 + 2 + 3) == x.grad


def test_pushes_of_shared_nodes_are_serialised() -> None:
    """push() from several threads loses nothing."""
    x = Value(2.0)
    y = ops.mul(x, 1.0)
    y.grad = 1.0

    def job() -> None:
        for _ in range(500):
            y.push()

    at_once(*[job] * 4)
    assert 2000.0 == x.grad


def test_the_plain_sweep_runs_under_strict() -> None:
    """What the tests above rely on: under strict(), the sweep of sweep.py runs in both builds."""
    printed = run_python(
        "import wengert as wg\n"
        "from wengert.core import sweep\n"
        "ran = []\n"
        "plain = sweep._pay_out\n"
        "sweep._pay_out = lambda *args: (ran.append(mode), plain(*args))\n"
        "y = wg.Value(2.0) * 3\n"
        "mode = 'both'; y.backward()\n"
        "mode = 'strict'\n"
        "with wg.strict(): y.backward()\n"
        "print(*ran)\n"
    )
    assert ("strict\n" if COMPILED else "both strict\n") == printed
