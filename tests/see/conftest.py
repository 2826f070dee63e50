"""What the tests of `see` share: golden files, and a guard that nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from wengert import Graph, Value

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden(pytestconfig: pytest.Config) -> Callable[[str, str], None]:
    """`golden("name.txt", text)`: the text is that of the file; `pytest --update` writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if pytestconfig.getoption("update", default=False):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        assert path.read_bytes().decode() == text

    return compare


@pytest.fixture
def untouched() -> Callable[[Value], AbstractContextManager[None]]:
    """A guard under which nothing of a graph changes, whatever gradients stand there."""

    @contextmanager
    def guard(y: Value) -> Iterator[None]:
        nodes = Graph(y).nodes
        for i, node in enumerate(nodes):
            if not node.is_constant:
                node.grad = 0.5 + i
        before = [_state(node) for node in nodes]
        yield
        assert before == [_state(node) for node in nodes]

    return guard


def _state(node: Value) -> tuple[object, ...]:
    return repr(node.data), repr(node.grad), repr(node.partials), node.label, node.scope, tuple(map(id, node.args))
