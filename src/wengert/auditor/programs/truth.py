"""The right numbers: programs carried out by wengert itself."""

from __future__ import annotations

import ast
import functools
import operator
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import wengert as wg
from wengert.auditor.findings import Program
from wengert.core.value import Value


class Truth(NamedTuple):
    """What a program makes: every named number, and the derivatives of the output by the inputs."""

    data: dict[str, float]
    grads: dict[str, float]


#: Functions whose name or form is not wengert's.  Of gelu engines have two forms, and leaky_relu has a slope.
_OWN: dict[str, Callable[..., Any]] = {
    "cube": lambda a: a**3,
    "iadd": operator.add,  # with a new node, as Python makes one where there is no __iadd__
    "imul": operator.mul,
    "softmax": lambda *args: wg.softmax(args)[0],
}


def built(program: Program, slope: float = 0.01, gelu: str = "gelu") -> tuple[dict[str, Value], Value]:
    """The program as Values: those of all names, and the output.

    Args:
        program: to carry out.
        slope: of leaky_relu below 0.
        gelu: which of its two forms, "gelu" or "gelu_tanh".
    """
    names: dict[str, Any] = {name: Value(x, label=name) for name, x in program.inputs.items()}
    functions = {**_OWN, "leaky_relu": lambda a: wg.leaky_relu(a, slope), "gelu": getattr(wg, gelu)}
    for line in program.lines:
        target, _, text = line.partition("=")
        made = _value(ast.parse(text.strip(), mode="eval").body, names, functions)
        made.label = made.label or target.strip()
        names[target.strip()] = made
    return names, names[program.output]


def _value(tree: ast.expr, names: dict[str, Any], functions: dict[str, Callable[..., Any]]) -> Any:
    if isinstance(tree, ast.Name):
        return names[tree.id]
    if isinstance(tree, ast.Constant):
        return tree.value
    if isinstance(tree, ast.UnaryOp):
        return -_value(tree.operand, names, functions)
    if isinstance(tree, ast.BinOp):
        one, other = _value(tree.left, names, functions), _value(tree.right, names, functions)
        return _BINARY[type(tree.op)](one, other)
    assert isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
    args = [_value(each, names, functions) for each in tree.args]
    return (functions.get(tree.func.id) or getattr(wg, tree.func.id))(*args)


_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


@functools.lru_cache(maxsize=4096)
def _true(inputs: tuple[tuple[str, float], ...], lines: tuple[str, ...], out: str, slope: float, gelu: str) -> Truth:
    names, _ = built(Program(dict(inputs), lines), slope, gelu)
    y = names[out]
    leaves = [names[name] for name, _ in inputs]
    used = {id(node) for node in wg.Graph(y).nodes}
    y.backward()
    grads = {name: leaf.grad if id(leaf) in used else 0.0 for (name, _), leaf in zip(inputs, leaves, strict=True)}
    return Truth({name: node.data for name, node in names.items()}, grads)


def true(program: Program, out: str = "", slope: float = 0.01, gelu: str = "gelu") -> Truth:
    """The right numbers of a program.

    Args:
        program: to carry out.
        out: the output, if it is not what the last line makes.
        slope: of leaky_relu below 0.
        gelu: which of its two forms.
    """
    return _true(tuple(program.inputs.items()), program.lines, out or program.output, slope, gelu)


def value(text: str, numbers: Mapping[str, float]) -> float:
    """A formula at numbers, in wengert's total arithmetic: 1/0 is inf.

    >>> value("1 - tanh(a)**2", {"a": 0.0})
    1.0
    """
    return true(Program(dict(numbers), (f"y = {text} + 0.0*a",))).data["y"]
