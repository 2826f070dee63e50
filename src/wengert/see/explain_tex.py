"""An explanation in LaTeX: one `align*`, for any document that has amsmath."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import TYPE_CHECKING

from wengert.core.graph import Edge
from wengert.core.real import scale
from wengert.core.value import Value
from wengert.see import chain
from wengert.see.formula import Formulas, tex_factor, tex_number
from wengert.see.names import abridged
from wengert.see.shown import bounded

if TYPE_CHECKING:
    from wengert.see.explain import Explanation

MOST_LINES = 24  # of operations, of uses, or of paths
MOST_STATIONS = 6  # of a path


def latex(explanation: Explanation) -> str:
    """The operations with their numbers, then the chain rule: for one node, or for every leaf."""
    return "\\begin{align*}\n" + " \\\\\n".join(_Writer(explanation).lines()) + "\n\\end{align*}\n"


class _Writer:
    def __init__(self, explanation: Explanation) -> None:
        self._explanation = explanation
        self._graph = explanation.graph
        self._formulas = Formulas(explanation.names)

    def lines(self) -> Iterator[str]:
        formulas, y, wrt = self._formulas, self._explanation.y, self._explanation.wrt
        made = [node for node in self._graph.nodes if not node.is_leaf]
        for _, node in bounded(made, len(made), MOST_LINES):
            if isinstance(node, int):
                yield _left_out(node, "operations")
                continue
            name, formula = formulas.name(node), formulas.made_by(node)
            steps = [formula] if name == formula else [name, formula]
            yield " &= ".join([steps[0], " = ".join([*steps[1:], formulas.at_numbers(node), tex_number(node.data)])])
        if wrt is not None:
            yield from self._local(wrt)
            yield from self._by_paths(wrt)
            return
        leaves = [leaf for leaf in self._graph.leaves if leaf is not y]
        for leaf in leaves[:MOST_LINES]:
            yield f"{formulas.derivative(y, leaf)} &= {tex_number(self._explanation.adjoints[id(leaf)])}"
        if len(leaves) > MOST_LINES:
            yield _left_out(len(leaves) - MOST_LINES, "leaves")

    def _local(self, a: Value) -> Iterator[str]:
        """The sum over the uses of a: in symbols, in numbers, and what it comes to."""
        formulas, y, adjoints = self._formulas, self._explanation.y, self._explanation.adjoints
        uses = chain.edges(self._graph, a)
        total = tex_number(adjoints[id(a)])
        if not uses or a is y:
            yield f"{formulas.derivative(y, a)} &= {total}"
            return
        shown, left_out = uses[:MOST_LINES], len(uses) - MOST_LINES
        lead = f"{formulas.derivative(y, a)} &= "
        for place, edge in enumerate(shown):
            yield (lead if place == 0 else r"&\quad + ") + self._factors(edge)
        yield from [_left_out(left_out, "uses")] if left_out > 0 else []
        for place, edge in enumerate(shown):
            numbers = self._numbers([adjoints[id(edge.user)], edge.partial], place > 0)
            yield ("&= " if place == 0 else r"&\quad + ") + numbers
        yield from [_left_out(left_out, "uses")] if left_out > 0 else []
        yield f"&= {total}"

    def _factors(self, edge: Edge) -> str:
        y, user = self._explanation.y, edge.user
        arg = user.args[edge.position]
        own = self._formulas.derivative(user, arg)
        return own if user is y else rf"{self._formulas.derivative(y, user)} \cdot {own}"

    def _by_paths(self, a: Value) -> Iterator[str]:
        """The sum over the paths from a, each with the stations that it goes through; equal ones as one product."""
        found, left_out = self._explanation.paths()
        if a is self._explanation.y or sum(path.times for path in found) + left_out < 2:
            return
        lead = f"{self._formulas.derivative(self._explanation.y, a)} &= "
        for place, path in enumerate(found[:MOST_LINES]):
            stations = [self._formulas.name(a), *(self._formulas.name(edge.user) for edge in path.edges)]
            way = r" \to ".join(r"\cdots" if word == "…" else word for word in abridged(stations, MOST_STATIONS))
            numbers = self._numbers([edge.partial for edge in path.edges], place > 0 or path.times > 1)
            if path.times > 1:
                count = f"{path.times:,}".replace(",", "{,}") if path.times <= chain.MANY else r"\ldots"
                numbers = rf"{count} \cdot {numbers}"
                way += rf" \quad \text{{({chain.counted(path.times)} equal paths)}}"
            yield (lead if place == 0 else r"&\quad + ") + f"{numbers} && {way}"
        more = left_out + sum(path.times for path in found[MOST_LINES:])
        if more:
            rest = self._explanation.rest(found[:MOST_LINES])
            together = r"\cdots" if rest is None else tex_factor(rest)
            yield rf"&\quad + {together} && \text{{by {chain.counted(more)} others}}"
        yield f"&= {tex_number(self._explanation.adjoints[id(a)])}"

    def _numbers(self, factors: list[float], inner: bool) -> str:
        """A product with its numbers; the first factor is in parentheses only after a sign."""
        if len(factors) > 2 * MOST_STATIONS:  # too wide for a page: what they come to
            factors = [reduce(scale, reversed(factors))]
        first, *rest = factors
        return r" \cdot ".join([tex_factor(first) if inner else tex_number(first), *map(tex_factor, rest)])


def _left_out(count: int, what: str) -> str:
    return rf"&\quad \text{{and {count:,} more {what}}}"
