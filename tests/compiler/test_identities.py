"""Identities: each holds in value and derivative, to the last bit, and is used."""

from __future__ import annotations

from itertools import product
from math import inf, nan

import pytest
from workloads import bits

from wengert import Value
from wengert.compiler.passes.identities import ALL, IDENTITIES, Patterns, read
from wengert.compiler.passes.simplify import simplified
from wengert.compiler.program.build import rolled, straight
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Program
from wengert.compiler.spaces import INPUT
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core.symbol import Expression, Symbol
from wengert.core.value import apply, constant

SAMPLES = (0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 5e-324, -5e-324, 1.7e308, -1.7e308, 0.3, -2.5)
SEEDS = (1.0, -2.5, 1e300, inf)
LETTERS = "cxyz"


def traced(expression: Expression) -> Trace:
    """The trace of an expression whose inputs are all letters."""
    letters = {letter: Value(0.75 + i) for i, letter in enumerate(LETTERS)}

    def build(part: Expression) -> Value:
        if not isinstance(part, Symbol):
            return constant(float(part))
        return letters[part.name] if part.row is None else apply(part.row, list(map(build, part.args)))

    with recording() as made:
        out = build(expression)
    return Trace(made, letters.values(), [out])


def differences(left: Expression, right: Expression) -> list[tuple[float, ...]]:
    """Where two expressions differ in value or in a derivative, in which nan is nan."""
    sides = [straight(traced(side)) for side in (left, right)]
    operands = [operand for side in sides for _, operands in side.unrolled() for operand in operands]
    used = sorted({place for space, place in operands if space == INPUT})
    found = []
    for point in product(SAMPLES, repeat=len(used)):
        inputs = [0.5] * len(LETTERS)
        for place, x in zip(used, point, strict=True):
            inputs[place] = x
        if len({tuple(everything(side, inputs)) for side in sides}) > 1:
            found.append(point)
    return found


def everything(program: Program, inputs: list[float]) -> list[bytes]:
    """Value and derivatives at some seeds; every nan is the same, and of a derivative that is 0 the sign is too."""
    slopes = [slope + 0.0 for seed in SEEDS for slope in gradient(program, inputs, [seed])]
    return bits([nan if x != x else x for x in (*evaluate(program, inputs), *slopes)])


@pytest.mark.parametrize("identity", ALL, ids=lambda identity: identity.text)
def test_an_identity_holds(identity):
    """Both sides have the same value and derivatives at zeros, infinities, nan, tiny and huge numbers."""
    assert [] == differences(identity.left, identity.right)


@pytest.mark.parametrize("identity", ALL, ids=lambda identity: identity.text)
def test_an_identity_is_used(identity):
    """What stands on its left is simplified to what stands on its right."""
    expected, found = (rolled(simplified(traced(side))) for side in (identity.right, identity.left))
    assert expected.text() == found.text()
    assert (expected.static, found.static) <= (1, 1)


REFUTED = """
    0 + x          -> x
    x + 0          -> x
    0 - x          -> -x
    x - x          -> 0
    x * 0          -> 0
    x / x          -> 1
    -(x - y)       -> y - x
    max(x, x)      -> x
    max(x)         -> x
    scale(x, 1)    -> x
    square(x)      -> x * x
    1 / x          -> reciprocal(x)
    reciprocal(reciprocal(x)) -> x
    sqrt(square(x)) -> abs(x)
    x ** 0.5       -> sqrt(x)
    eq(x, x)       -> 1
    norm(x)        -> abs(x)
    where(c, 1, 0) -> c
"""


@pytest.mark.parametrize("line", REFUTED.strip().splitlines(), ids=str.strip)
def test_what_is_no_identity_is_refuted(line):
    """The samples tell what holds from what nearly does: such a line would fail above."""
    left, right = read(line)[1:]
    assert [] != differences(left, right)


def test_all_lines_are_read():
    """Each line is one identity, and none is written twice."""
    lines = [" ".join(line.split()) for line in IDENTITIES.strip().splitlines()]
    assert lines == [identity.text for identity in ALL]
    assert len(lines) == len(set(lines))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("x -> x * 1", "one operation on the left"),
        ("-x -> x * -1", "more operands"),
        ("x + y -> (x + y) * 1", "one operation of letters and numbers"),
        ("x + y -> x + z", "z"),
    ],
)
def test_a_line_of_another_form_is_refused(line, message):
    """The compiled matcher has room for the new operation only where the old one stood."""
    with pytest.raises(ValueError, match=message):
        Patterns([read(line)])
