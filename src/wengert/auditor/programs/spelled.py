"""Programs in the words of the engine that is examined."""

from __future__ import annotations

import ast
from typing import Any

from wengert.auditor.programs.battery import Probe

_SIGNS: dict[type[ast.operator], tuple[str, int]] = {
    ast.Add: ("+", 1), ast.Sub: ("-", 1), ast.Mult: ("*", 2), ast.Div: ("/", 2), ast.Pow: ("**", 4),
}  # fmt: skip
_OF_LISTS = {"softmax": "softmax([{}])[0]", "logsumexp": "logsumexp([{}])"}
_IN_PLACE = {"iadd": "+=", "imul": "*="}


def program(
    engine: dict[str, Any], probe: Probe, sweeps: int = 1, change: dict[str, float] | None = None
) -> tuple[str, ...]:
    """The lines that somebody would type to see for themselves.

    Args:
        engine: how it is used; what `Engine.facts` of the child tells.
        probe: the program.
        sweeps: how often backward is called.
        change: numbers put into inputs between forward and backward.
    """
    leaf = engine["leaf"]
    lines = []
    same: dict[str, str] = {}  # names of what an operator such as += has changed in place
    for name, x in probe.program.inputs.items():
        written = leaf.replace("{number}", repr(x)).replace("{label!r}", repr(name))
        lines.append(f"{name} = {written}")
    for line in probe.program.lines:
        target, _, text = line.partition("=")
        tree = ast.parse(text.strip(), mode="eval").body
        if isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name) and tree.func.id in _IN_PLACE:
            one, other = (_expression(engine, each, 0) for each in tree.args)
            lines.append(f"{one} {_IN_PLACE[tree.func.id]} {other}")
            same[target.strip()] = one
            continue
        for inner in ast.walk(tree):
            if isinstance(inner, ast.Name):
                inner.id = same.get(inner.id, inner.id)
        lines.append(f"{target.strip()} = {_expression(engine, tree, 0)}")
    lines += [f"{name}.{engine['data']} = {x!r}" for name, x in (change or {}).items()]
    if not probe.options.get("sweeps", 1):
        return tuple(lines)
    for out in probe.options.get("outs") or [probe.out] * sweeps:
        if engine["by hand"]:
            lines.append(f"{out}.{engine['grad']} = 1.0")
        leaves = ", ".join(probe.program.inputs)
        lines.append(engine["backward"].format(out).replace("[a, b]", f"[{leaves}]"))
    return tuple(lines)


def quantity(engine: dict[str, Any], text: str) -> str:
    """What is looked at, "a.grad" or "y.data", in the engine's names."""
    name, _, part = text.partition(".")
    if part == "grad":
        return f"{name}.{engine['grad']}" if engine["grad"] else f"gradient of {name}"
    return f"{name}.{engine['data']}" if part == "data" else text


def _expression(engine: dict[str, Any], tree: ast.expr, outside: int) -> str:
    if isinstance(tree, ast.Name):
        return tree.id
    if isinstance(tree, ast.Constant):
        return repr(tree.value)
    if isinstance(tree, ast.UnaryOp):
        inner = _expression(engine, tree.operand, 3)
        is_sign = isinstance(tree.operand, ast.Constant) or "neg" in engine["operators"]
        return f"-{inner}" if is_sign else _call(engine, "neg", [inner])
    if isinstance(tree, ast.BinOp):
        sign, strength = _SIGNS[type(tree.op)]
        left, right = _expression(engine, tree.left, strength), _expression(engine, tree.right, strength + 1)
        if sign not in engine["operators"]:
            return _call(engine, sign, [left, right])
        written = f"{left} {sign} {right}" if strength == 1 else f"{left}{sign}{right}"
        return f"({written})" if strength < outside else written
    assert isinstance(tree, ast.Call) and isinstance(tree.func, ast.Name)
    return _call(engine, tree.func.id, [_expression(engine, each, 0) for each in tree.args])


def _call(engine: dict[str, Any], name: str, args: list[str]) -> str:
    form = engine["functions"].get(name)
    if form is None:
        return _OF_LISTS.get(name, f"{name}({{}})").format(", ".join(args))
    if form.startswith("{0}.") and not args[0].isidentifier():
        args = [f"({args[0]})", *args[1:]]
    return str(form.format(*args))
