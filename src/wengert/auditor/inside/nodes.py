"""Somebody's nodes: leaves, their numbers, and the results of operations."""

from __future__ import annotations

from typing import Any

from wengert.auditor.inside import leaves, names
from wengert.auditor.inside.failures import files_of, said
from wengert.auditor.inside.leaves import OTHER, PROBE, Unusable
from wengert.auditor.inside.objects import attributes, like, number
from wengert.auditor.inside.operations import Operations
from wengert.auditor.inside.state import State


class Nodes:
    """The forward half of an engine.

    Args:
        cls: the class.
        namespace: the names of its module.

    Attributes:
        state: what programs must not hand on to each other.
        is_theirs: whether the class is written in a file.
        maker: how leaves are made.
        label_name: the attribute of labels; empty if there are none.
        operations: what it can compute.
        usable: of + * - those that it has, to try things with.
        forward: the method that computes numbers, where expressions are built first; otherwise empty.

    Raises:
        Unusable: no leaf can be made, there is neither + nor *, or results have no numbers.
    """

    def __init__(self, cls: type, namespace: dict[str, Any]) -> None:
        self.cls, self.namespace = cls, namespace
        self.state = State(cls, namespace)
        self.is_theirs = files_of(cls)
        self.maker = leaves.find(cls, namespace)
        self.label_name = self._find_label()
        self.operations = Operations(cls, namespace, self.maker)
        self.usable = [op for op in ("+", "*", "-") if self.operations.has(op)]
        if not {"+", "*"} & {*self.usable}:
            text = f"{cls.__name__} has neither + nor *, as operators or as functions."
            raise Unusable("no-operations", text)
        self.forward = self._find_forward()

    def make(self, x: float, label: str = "") -> Any:
        """A leaf with a number."""
        return self.maker.leaf(x, label)

    def data(self, node: Any) -> Any:
        """The number of a node; what is none, such as a complex number, as it is."""
        held = getattr(node, self.maker.data)
        x = number(held)
        return held if x is None else x

    def set_data(self, node: Any, x: float) -> None:
        """Change the number of a leaf."""
        setattr(node, self.maker.data, like(x, getattr(node, self.maker.data)))

    def is_node(self, thing: Any) -> bool:
        """Whether something is a result of the engine."""
        return self.operations.is_node(thing)

    def plain(self, held: Any) -> float | None:
        """A number, be it a node's."""
        return number(getattr(held, self.maker.data)) if self.is_node(held) else number(held)

    def _find_label(self) -> str:
        held = attributes(self.make(PROBE, "a label of ours"))
        given = [name for name, text in held.items() if text == "a label of ours"]
        texts = names.ranked([name for name, text in held.items() if isinstance(text, str)], names.LABEL)
        return (given or texts or [""])[0]

    # Numbers that are computed later than they are written

    def _is_empty(self, node: Any) -> bool:
        return self.is_node(node) and getattr(node, self.maker.data) is None

    def settle(self, node: Any) -> Any:
        """A node with its number, which some engines compute only when they are told to."""
        if self.forward and self._is_empty(node):
            getattr(node, self.forward)()
        return node

    def _find_forward(self) -> str:
        made = self._results()
        if not made or not all(map(self._is_empty, made)):
            return ""
        for name in names.ranked(dir(self.cls), names.FORWARD):
            try:
                getattr(made[0], name)()
            except Exception:
                continue
            if not self._is_empty(made[0]):
                return name
        raise Unusable(
            "no-number",
            f"The result of an operation of {self.cls.__name__} has no number: its {self.maker.data} is None, and no "
            "method such as forward() was found that computes it. Without arguments such a method would be called.",
        )

    def _results(self) -> list[Any]:
        """What the first operations give."""
        found, failure = [], ""
        for op in self.usable:
            try:
                found.append(self.operations.apply(op, self.pair()))
            except Exception as error:
                failure = failure or f"`{self._written(op)}` raises {said(error, self.is_theirs)}"
        if not found:
            leaf = self.maker.written(2.0, "a")
            text = f"No operation of {self.cls.__name__} works: with leaves such as {leaf}, {failure}."
            raise Unusable("no-operations", text)
        return found

    def pair(self) -> list[Any]:
        """Two leaves to try something with, as if nothing had been tried before."""
        self.state.restore()
        return [self.make(PROBE, "a"), self.make(OTHER, "b")]

    def _written(self, op: str) -> str:
        form = self.operations.function(op)
        return f"a {op} b" if op in self.operations.operators or form is None else form.spelled.format("a", "b")
