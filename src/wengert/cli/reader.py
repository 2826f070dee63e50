"""The part of Python's grammar that an expression has: a syntax tree turned into steps."""

from __future__ import annotations

import ast
from typing import NamedTuple, TypeAlias

from wengert.cli.fault import Fault, suggestion
from wengert.core.row import TABLE, Row

SYMBOLS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**", ast.Mod: "%", ast.FloorDiv: "//",
    ast.USub: "-",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip

#: What to write instead of what is not taken.
INSTEAD: dict[type[ast.AST], str] = {
    ast.Attribute: "a function goes by its bare name: tanh(x), not math.tanh(x); decimals need digits around the point",
    ast.Subscript: "give each number a name of its own: x1, x2",
    ast.Compare: "a comparison may only be the condition of where: where(x < 0, a, b)",
    ast.IfExp: "write where(condition, a, b)",
    ast.BoolOp: "write where(a < b, where(c < d, x, y), y) for two conditions",
    ast.Tuple: "a comma only separates arguments of a function; decimals have a point: 2.5",
    ast.BitXor: "a power is written x**2",
    ast.MatMult: "a product is written x*y",
    ast.Not: "write the opposite comparison",
}

Step: TypeAlias = "float | str | tuple[Row, int, int]"  # a number, a name, a row at n operands typed at a column


def functions() -> dict[str, Row]:
    """The rows that a name calls, by their names and NumPy's."""
    rows = [row for row in TABLE if row is not None and row.function]
    return {name: row for row in rows for name in (row.name, *row.numpy)}


class _Node(NamedTuple):
    """A step, and the parts of the tree whose steps come before it."""

    step: Step | None
    parts: list[ast.expr]
    condition: ast.expr | None = None  # the part where a comparison may stand


class Reader:
    """Turns a tree into steps, without recursion.

    Args:
        source: the text as it was typed, for messages.
        text: what was parsed of it.
        indent: where in the source the text begins.

    Attributes:
        names: the names met so far, each with the column of its first use.
    """

    def __init__(self, source: str, text: str, indent: int) -> None:
        self._source = source
        self._bytes = text.encode()
        self._indent = indent
        self._functions = functions()
        self._operators = {(row.symbol, row.arity): row for row in TABLE if row is not None and row.symbol}
        self.names: dict[str, int] = {}

    def read(self, tree: ast.expr) -> list[Step]:
        """The steps of an expression, operands before operators.

        Raises:
            Fault: there is something in it that an expression has not.
        """
        steps: list[Step] = []
        stack: list[_Node] = [_Node(None, [tree])]  # a node with no parts left is done
        while stack:
            node = stack[-1]
            if not node.parts:
                stack.pop()
                if node.step is not None:
                    steps.append(node.step)
                continue
            part = node.parts.pop(0)
            stack.append(self._node(part, part is node.condition))
        return steps

    def _node(self, node: ast.expr, condition: bool) -> _Node:
        if isinstance(node, ast.Constant):
            return _Node(self._number(node), [])
        if isinstance(node, ast.Name):
            self.names.setdefault(node.id, self._at(node))
            return _Node(node.id, [])
        if isinstance(node, ast.UnaryOp):
            step = None if isinstance(node.op, ast.UAdd) else self._operator(node, node.op, 1, self._at(node))
            return _Node(step, [node.operand])
        if isinstance(node, ast.BinOp):
            at = self._between(node.left, node.right)
            return _Node(self._operator(node, node.op, 2, at), [node.left, node.right])
        if isinstance(node, ast.Compare) and condition:
            at = self._between(node.left, node.comparators[0])
            if len(node.ops) > 1:
                raise self._fault("one comparison at a time: where(0 < x, where(x < 1, a, b), b)", node.comparators[0])
            return _Node(self._operator(node, node.ops[0], 2, at), [node.left, node.comparators[0]])
        if isinstance(node, ast.Call):
            return self._call(node)
        raise self._refusal(node, node, self._at(node))

    def _number(self, node: ast.Constant) -> float:
        if not isinstance(node.value, (int, float)) or isinstance(node.value, bool):
            raise self._fault(f"{_KINDS.get(type(node.value), 'this')} is no real number", node)
        try:
            return float(node.value)
        except OverflowError:
            raise self._fault("this number is too large for a float (at most 1.8e308)", node) from None

    def _operator(self, node: ast.expr, op: ast.AST, count: int, at: int) -> Step:
        row = self._operators.get((SYMBOLS.get(type(op), ""), count))
        if row is None:
            raise self._refusal(node, op, at)
        return row, count, at

    def _call(self, node: ast.Call) -> _Node:
        if not isinstance(node.func, ast.Name):
            if isinstance(node.func, (ast.Constant, ast.BinOp, ast.UnaryOp, ast.Call)):
                raise self._fault("only a function can be called; a product is written 2*(x + 1)", node.func)
            raise self._refusal(node.func, node.func, self._at(node.func))
        name = node.func.id
        row = self._functions.get(name)
        if row is None:
            raise self._fault(f"{name} is no function here{_no_function(name, self._functions)}", node.func)
        for keyword_ in node.keywords:
            raise self._fault(f"arguments go by place: {row.signature}", keyword_.value)
        for arg in node.args:
            if isinstance(arg, ast.Starred):
                raise self._fault("write the arguments one by one", arg)
        given = len(node.args)
        fewest = row.least if row.variadic else len(row.args) - len(row.defaults)
        if given < fewest or (not row.variadic and given > len(row.args)):
            counts = f"at least {fewest}" if row.variadic else " or ".join(map(str, sorted({fewest, len(row.args)})))
            plural = "" if counts.endswith(" 1") or counts == "1" else "s"
            raise self._fault(f"{row.signature} takes {counts} argument{plural}, got {given}", node.func)
        missing = [] if row.variadic else row.defaults[len(row.defaults) - (len(row.args) - given) :]
        extra = [ast.Constant(x) for x in missing] if given < len(row.args) else []
        parts = [*node.args, *extra]
        return _Node((row, len(parts), self._at(node)), parts, parts[0] if row.conditional else None)

    def _at(self, node: ast.expr) -> int:
        return self._indent + len(self._bytes[: node.col_offset].decode())

    def _between(self, left: ast.expr, right: ast.expr) -> int:
        """The place of the operator between two operands."""
        gap = self._bytes[left.end_col_offset : right.col_offset].decode()
        at = self._indent + len(self._bytes[: left.end_col_offset].decode())
        return at + len(gap) - len(gap.lstrip(" )"))

    def _fault(self, message: str, node: ast.expr) -> Fault:
        return Fault(message, self._source, self._at(node))

    def _refusal(self, node: ast.expr, kind: ast.AST, at: int) -> Fault:
        instead = INSTEAD.get(type(kind), "an expression has numbers, names, + - * / ** % // and functions")
        return Fault(instead, self._source, at)


_KINDS: dict[type, str] = {bool: "a truth value", str: "a string", bytes: "a string", complex: "an imaginary number",
                           type(None): "None", type(...): "..."}  # fmt: skip


def _no_function(name: str, known: dict[str, Row]) -> str:
    for row in TABLE:
        if row is not None and row.name == name:
            return f": {row.signature} works on lists, which an expression has not"
    close = suggestion(name, list(known))
    return close or "; `wengert functions` lists those there are, a product is written x*(y)"
