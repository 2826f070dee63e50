"""Graphs in files: `wg.save` and `wg.load`.

A file is a JSON object of columns.  Those of nodes have one entry for each node, operands before users:

    format    "wengert graph"
    version   1
    rows      names of rows of the table, each once
    texts     labels and scopes, each once; the first is ""
    ops       0 for a leaf, 1 for a constant, 2 + i for an operation, that of rows[i]
    counts    how many operands the node has
    operands  places of nodes: first the operands of the first node, then those of the second, …
    data      the numbers of the leaves and constants, in their order
    grads     the node's gradient
    labels    the place in `texts` of the node's label
    scopes    the place in `texts` of the node's scope
    outputs   the place of the output; or a list of places

`grads`, `labels` and `scopes` are left out where all their entries are 0.  A number is a JSON number, which
gives the same float back, or "inf", "-inf", "nan".  What operations make of the leaves is not stored but
computed anew, so that no file contradicts itself: after a `.data` was set, that is what `refresh()` would
make.  A Value's class, its other attributes and its place in a program are not stored.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Iterable
from itertools import compress, pairwise
from math import isfinite
from typing import Any

from wengert.core import context, files, sweep
from wengert.core.columns import FORMAT, LONGEST, VERSION, Columns, read
from wengert.core.errors import GraphError, GraphFormatError
from wengert.core.graph import Graph
from wengert.core.listing import findable, restored
from wengert.core.notation import shown
from wengert.core.row import CONSTANT, LEAF, TABLE
from wengert.core.value import Value

LARGEST = 2**27  # bytes of a file: some 5 million nodes


def save(path: str | os.PathLike[str], outputs: Value | Iterable[Value]) -> None:
    """Write some Values, and all they were made from, into a file.

    The file appears whole or not at all: until it is written and safe on the disk, one that was there
    before stays.

    Args:
        path: the file.
        outputs: one Value or several; `load` returns one Value or a list of them.

    Raises:
        TypeError: something is no Value.
        GraphError: a label or a scope is longer than 10^6 characters, or a row's name means another row by now.
        OSError: the file cannot be written.

    Cost: some 2 µs per node.

    >>> import tempfile
    >>> x = Value(3.0, label="x")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(f"{folder}/y.json", x * x)
    ...     y = load(f"{folder}/y.json")
    >>> y.data, y.expression
    (9.0, 'x*x')
    """
    with sweep.one_at_a_time:
        columns = _columns_of(Graph(outputs), isinstance(outputs, Value))
    lines = [f"{json.dumps(name)}: {_dumped(column)}" for name, column in columns.items()]
    files.write(path, ("{\n" + ",\n".join(lines) + "\n}\n").encode("ascii"))


def load(path: str | os.PathLike[str], largest: int = LARGEST) -> Any:
    """Read what `save` has written.

    Args:
        path: the file.
        largest: how many bytes it may have; while it is read, it takes up to 20 times as much memory.

    Returns:
        The Value that was saved, or a list of them; made of new Values, with their gradients.

    Raises:
        GraphFormatError: the file is no such file, or damaged, or names rows that the table does not
            have; the message says where.  Nothing in a file is ever run as code.
        OSError: the file cannot be read.

    Cost: some 2 µs per node.
    """
    name = os.fsdecode(path)
    with open(name, "rb") as file:
        content = file.read(largest + 1)
    try:
        columns = read(content, largest)
        nodes = _built(columns)
    except GraphFormatError as error:
        raise GraphFormatError(f"{name}: {error.place}", error.wrong) from None
    outputs = [nodes[place] for place in columns.outputs]
    return outputs[0] if columns.single else outputs


def _built(columns: Columns) -> list[Value]:
    """The nodes of a file, made of its columns."""
    rows, texts, operands, data = columns.rows, columns.texts, columns.operands, iter(columns.data)
    nodes: list[Value] = []
    start = 0
    marked = zip(columns.ops, columns.counts, columns.grads, columns.labels, columns.scopes, strict=True)
    with context.unwatched():
        for op, count, grad, label, scope in marked:
            if count == 0:
                nodes.append(Value._restored(next(data), grad, op, (), (), (texts[label], texts[scope], "")))
                continue
            args = tuple([nodes[place] for place in operands[start : start + count]])
            start += count
            try:
                nodes.append(restored(rows[op - 2], args, grad, texts[label], texts[scope]))
            except ValueError as refused:
                raise GraphFormatError(f"ops[{len(nodes)}]", str(refused)) from None
    return nodes


# --- writing ---------------------------------------------------------------------------------------


def _columns_of(graph: Graph, single: bool) -> dict[str, Any]:
    """What a file has of a graph."""
    ops, starts, operands, data, outputs = graph.arrays
    codes = sorted(set(ops) - {LEAF, CONSTANT})
    op_of = {LEAF: LEAF, CONSTANT: CONSTANT, **{code: i for i, code in enumerate(codes, start=2)}}
    texts = {"": 0}
    grads = array("d", [node.grad for node in graph.nodes])
    marks = {"labels": [node.label for node in graph.nodes], "scopes": [node.scope for node in graph.nodes]}
    placed = {
        name: [texts.setdefault(text, len(texts)) for text in column] for name, column in marks.items() if any(column)
    }
    for text in texts:
        if len(text) > LONGEST:
            raise GraphError(f"a label or scope has {len(text)} characters, at most {LONGEST} are saved: {shown(text)}")
    return {
        "format": FORMAT,
        "version": VERSION,
        "rows": [findable(row) for code in codes if (row := TABLE[code]) is not None],
        "texts": list(texts),
        "ops": [op_of[code] for code in ops],
        "counts": [stop - start for start, stop in pairwise(starts)],
        "operands": operands.tolist(),
        "data": _numbers(compress(data, map((2).__gt__, ops))),
        **({"grads": _numbers(grads)} if grads.tobytes().strip(b"\0") else {}),  # -0.0 is not left out
        **placed,
        "outputs": outputs[0] if single else outputs.tolist(),
    }


def _numbers(xs: Iterable[float]) -> list[Any]:
    numbers = list(xs)
    return numbers if all(map(isfinite, numbers)) else [x if isfinite(x) else repr(x) for x in numbers]


def _dumped(column: Any) -> str:
    return json.dumps(column, separators=(",", ":"), allow_nan=False)
