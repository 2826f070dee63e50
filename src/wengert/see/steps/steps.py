"""steps: the forward and the backward pass, one local step at a time."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, overload

from rich.console import Console, ConsoleOptions, RenderableType

from wengert.core import number
from wengert.core.graph import Graph
from wengert.core.value import Value
from wengert.see.draw.drawing import Drawing
from wengert.see.names import Names, figure
from wengert.see.shown import Shown
from wengert.see.steps import files, sweeps, table
from wengert.see.steps.words import named


@dataclass(frozen=True, slots=True)
class Step:
    """One local step: an operation computes its value, or passes its gradient to one operand.

    Printed, it is a sentence: `tanh passes 1 × 0.5 = 0.5 to n`.

    Attributes:
        phase: "forward" or "backward".
        node: who computes its value (forward) or pays (backward).
        argument: who is paid; the output itself in the first step backward, which starts the sweep; None forward.
        position: which operand of node the argument is, from 0; None where node pays nobody.
        adjoint: the gradient of node when it paid; None where it pays nobody.
        partial: the local derivative of node by this operand.
        contribution: adjoint times partial; in the first step backward the seed.
        before: the argument's gradient before; None if nothing had arrived.
        after: the argument's gradient after.
        arrived: how many contributions the argument has then.
        expected: how many it gets in all.
        mistake: what is wrong with this step, in words; empty in a right sweep.
    """

    phase: Literal["forward", "backward"]
    node: Value
    argument: Value | None = None
    position: int | None = None
    adjoint: float | None = None
    partial: float | None = None
    contribution: float | None = None
    before: float | None = None
    after: float | None = None
    arrived: int = 0
    expected: int = 0
    mistake: str = ""
    _steps: Steps | None = field(default=None, repr=False, compare=False)

    @property
    def to_come(self) -> int:
        """How many contributions the argument still waits for."""
        return self.expected - self.arrived

    @property
    def sentence(self) -> str:
        """The step in words, one line."""
        return repr(self) if self._steps is None else table.sentence(self, self._steps, self._steps.names)

    def __str__(self) -> str:
        return self.sentence


class Steps(Sequence[Step], Shown):
    """The steps of a computation and of a sweep through it; see `steps`.

    A sequence: iterate, index, slice, ask for the length.  Printed, it is a table.

    Attributes:
        y: the output.
        order: in which order the nodes pay.
        accumulate: what is done with a contribution that finds another one there.
        seed: the gradient of the output itself.
    """

    def __init__(self, y: Value, order: sweeps.Order, accumulate: sweeps.Accumulate, seed: float) -> None:
        self.y = y
        self.order = order
        self.accumulate = accumulate
        self.seed = seed

    # Computed when first asked for, so that the steps of a large graph cost nothing until then.

    @cached_property
    def graph(self) -> Graph:
        """The graph that is stepped through."""
        return Graph(self.y)

    @cached_property
    def names(self) -> Names:
        """How the nodes are called."""
        return Names(self.graph)

    @cached_property
    def uses(self) -> dict[int, int]:
        """How often each node is an operand, by its `id()`."""
        return sweeps.count_uses(self.graph)

    @cached_property
    def wrong(self) -> tuple[sweeps.Wrong, ...]:
        """Where this sweep goes wrong: nodes with another gradient than the true one; empty for a right sweep."""
        if self.is_right:
            return ()
        return tuple(sweeps.wrong(self.graph, self.order, self.accumulate, self.seed))

    @cached_property
    def forwards(self) -> int:
        """How many of the steps are of the forward pass."""
        return sum(not node.is_leaf for node in self.graph.nodes)

    @cached_property
    def solo(self) -> frozenset[int]:
        """The codes of the operations that the graph has only once, so that their names say which is meant."""
        counts = Counter(node.row.code for node in self.graph.nodes if node.row is not None)
        return frozenset(code for code, count in counts.items() if count == 1)

    @cached_property
    def _all(self) -> tuple[Step, ...]:
        return tuple(self)

    @property
    def is_right(self) -> bool:
        """Whether no mistake is made on purpose."""
        return self.order == "topological" and self.accumulate == "add"

    def gradients(self) -> dict[Value, float]:
        """The gradients at the end, of every node but constants, operands before their users."""
        found = sweeps.gradients(self.graph, self.order, self.accumulate, self.seed)
        return {node: found[id(node)] for node in self.graph.nodes if id(node) in found}

    def __iter__(self) -> Iterator[Step]:
        for node in self.graph.nodes:
            if not node.is_leaf:
                yield Step("forward", node, _steps=self)
        if not self.y.is_constant:
            start = self.seed + 0.0
            yield Step("backward", self.y, self.y, contribution=start, after=start, arrived=1, expected=1, _steps=self)
        for paid in sweeps.payments(self.graph, self.order, self.accumulate, self.seed):
            yield Step(
                "backward",
                paid.node,
                paid.node.args[paid.position],
                paid.position,
                paid.adjoint,
                paid.node.partials[paid.position],
                paid.share,
                paid.before,
                paid.after,
                paid.arrived,
                paid.expected,
                self._mistake(paid),
                self,
            )

    def _mistake(self, paid: sweeps.Payment) -> str:
        too_early = "" if paid.complete else "pays before all has arrived"
        overwrites = "" if self.accumulate == "add" or paid.before is None else f"overwrites {figure(paid.before)}"
        return " and ".join(filter(None, [too_early, overwrites]))

    def __len__(self) -> int:
        shares = sum(not arg.is_constant for node in self.graph.nodes for arg in node.args)
        return self.forwards + (not self.y.is_constant) + shares

    @overload
    def __getitem__(self, index: int) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: int | slice) -> Step | tuple[Step, ...]:
        return self._all[index]

    # --- what a person looks at -----------------------------------------------------------------

    def __repr__(self) -> str:
        mistakes = "" if self.is_right else f", order={self.order!r}, accumulate={self.accumulate!r}"
        return f"<steps of {named(self.y)}{mistakes}>"

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
        return table.terminal(self)

    def _repr_html_(self) -> str:
        return table.html(self)

    def draw(self, **options: Any) -> Drawing:
        """The graph with the gradients that these steps end with; where they are wrong, marked and with the true ones.

        Args:
            options: `rankdir`, `theme` and `fold`, as for `wg.draw`.
        """
        return files.draw(self, **options)

    def save(self, path: str | os.PathLike[str], **options: Any) -> None:
        """Write the steps into a file, in the form that its suffix names; it appears whole or not at all.

        Args:
            path: ends with .svg (an animation), .html (a page to step through with buttons and keys; it asks,
                if one likes, to predict each gradient before it is shown), .txt or .json.
            options: for .svg and .html `rankdir` ("LR" or "TB") and `theme` ("auto", "light" or "dark"); for
                .svg also `seconds`, for each step.

        Raises:
            ValueError: it ends with something else, or there are too many steps for an animation.
            OSError: the file cannot be written.
        """
        files.save(self, path, **options)

    def to_json(self) -> dict[str, Any]:
        """Everything in exact numbers; nodes as places in the list of the graph.

        Returns:
            `expression, order, accumulate, seed, nodes` (their names), `steps` (the fields of Step), `gradients`
            (None for constants) and `wrong` (`node, gradient, true`).
        """
        return table.to_json(self)


def steps(y: Value, order: str = "topological", accumulate: str = "add", seed: float = 1.0) -> Steps:
    """The forward, then the backward pass, one local step at a time.

    Backward, each node starts with no gradient at all, and each step adds one contribution to one operand:
    the gradient of a node times its local partial.  A gradient of which only a part has arrived is written
    `0.5 (1 of 2)`.  The two classic mistakes can be made on purpose, to see where they go wrong.

    Args:
        y: the output.
        order: "topological": a node pays when its last user has paid it; or "breadth-first": when it is
            reached from the output, which may be too early.
        accumulate: "add", or "overwrite": a contribution replaces what was there.
        seed: the gradient of y itself.

    Returns:
        Steps; print them, iterate, index, or ask for `.gradients()`, and with a mistake `.wrong`.  Nothing is
        changed: the nodes' own gradients are neither read nor set.

    Raises:
        TypeError: y is no Value, or seed no number.
        ValueError: order or accumulate is none of the two.

    Cost: none until looked at; then some microseconds per step.

    >>> x = Value(2.0, label="x")
    >>> y = x * x
    >>> for step in steps(y):
    ...     print(step)
    y = x*x: 2·2 = 4
    y starts with the gradient 1
    y passes 1 × 2 = 2 to x, 1 of 2
    y passes 1 × 2 = 2 to x, 2 of 2: 2 + 2 = 4
    >>> steps(y + y * y, order="breadth-first").gradients()[x], steps(y + y * y).gradients()[x]
    (4.0, 36.0)
    """
    if not isinstance(y, Value):
        raise TypeError(f"steps needs a Value, got {number.what(y)}")
    for word, known, of in ((order, sweeps.ORDERS, "order"), (accumulate, sweeps.ACCUMULATIONS, "accumulate")):
        if word not in known:
            raise ValueError(f"{of} must be {' or '.join(map(repr, known))}, got {number.what(word)}")
    return Steps(y, order, accumulate, number.real(seed, "seed"))  # type: ignore[arg-type]
