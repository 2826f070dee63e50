"""The minimal program of a defect with wengert's Values: its picture, and the mistaken sweep step by step."""

from __future__ import annotations

import math
from itertools import product
from typing import NamedTuple

from wengert.auditor.findings import Finding
from wengert.auditor.programs.truth import built
from wengert.core.graph import Graph
from wengert.core.value import Value
from wengert.see.draw.drawing import draw
from wengert.see.draw.forms.svg import svg
from wengert.see.steps.stepper import WRONG
from wengert.see.steps.steps import Steps, steps
from wengert.see.steps.sweeps import payments

#: More nodes are no picture of a minimal program.
MOST = 40

#: What engines have under one name: slopes of leaky_relu, forms of gelu.
SLOPES = (0.01, 0.1, 0.2)
GELUS = ("gelu", "gelu_tanh")

#: The mistaken sweeps that may be behind a defect, as `steps` makes them: order, accumulate.
SWEEPS = {
    "wrong-order": (("breadth-first", "add"), ("breadth-first", "overwrite")),
    "overwritten-gradient": (("topological", "overwrite"), ("breadth-first", "overwrite")),
}


class Right(NamedTuple):
    """A program as wengert computes it.

    Attributes:
        y: the output, after a sweep.
        node: where the engine has another number; None if the report is not about a number of one node.
        part: which number of it: "grad" or "data".
    """

    y: Value
    node: Value | None = None
    part: str = ""


def picture(finding: Finding) -> str:
    """The right computation as SVG; what the engine examined gets wrong in it has a red ring.

    Returns:
        Nothing if there is no program, or if what is right is no number of it: the drawing would contradict the report.
    """
    right = _right(finding)
    if right is None:
        return ""
    ring = f"rect{{stroke:{WRONG};stroke-width:3}}"
    rings = "" if right.node is None else f'[data-key="v{Graph(right.y).places[id(right.node)]}"] {ring}'
    return svg(draw(right.y).placed, "auto", rings)


def mistaken(finding: Finding) -> Steps | None:
    """The sweep that goes wrong as the engine's does: it leaves the very number that was got; None if none does."""
    sweeps = SWEEPS.get(finding.code, ())
    right = _right(finding) if sweeps else None
    if right is None or right.node is None or right.part != "grad":
        return None
    for order, accumulate in sweeps:
        wrong = steps(right.y, order, accumulate)
        timely = finding.code == "wrong-order" or _is_timely(wrong)
        if timely and _same(wrong.gradients().get(right.node), finding.got):
            return wrong
    return None


def _is_timely(sweep: Steps) -> bool:
    """Whether every node has all of its gradient when it pays: then the order is no mistake, whatever its name."""
    return all(paid.complete for paid in payments(sweep.graph, sweep.order, sweep.accumulate, sweep.seed))


def _right(finding: Finding) -> Right | None:
    """The program done right; None if there is none, if it is too large, or if what is called right is not in it."""
    if finding.program is None:
        return None
    name = finding.quantity.removeprefix("gradient of ").partition(".")[0]  # then comes the engine's word for grad
    for slope, gelu in product(SLOPES, GELUS):
        named, y = built(finding.program, slope, gelu)
        if not isinstance(y, Value) or len(graph := Graph(y)) > MOST:
            return None
        y.backward()
        node = named.get(name)
        if isinstance(finding.right, str) or node is None:
            return Right(y)
        if id(node) in graph.places:
            for part in ("grad", "data"):
                if _same(getattr(node, part), finding.right):
                    return Right(y, node, part)
    return None


def _same(x: float | None, y: float | str) -> bool:
    """Whether two numbers are the same to rounding; two that are nan are."""
    if x is None or isinstance(y, str):
        return False
    return (x != x and y != y) or math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12)
