"""Every row of the table at special numbers, exported: the bits of the reference in C and Python, near it elsewhere."""

from __future__ import annotations

import itertools
from array import array
from functools import cache

import pytest
from rowbits import SPECIAL
from rowedges import EDGES
from running import C, JavaScript, Python, bits, near, subject

from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Affine, Operand, Program, Step
from wengert.compiler.spaces import INPUT, RESULT
from wengert.core.row import LINEAR, find, rows

OWN_LGAMMA = 1e-14  # C libraries have their own
ENGINES = 2e-13  # of JavaScript differ in exp and its like, and derivatives of high orders amplify it


@cache
def step(name: str, count: int) -> Program:
    """One step of a row."""
    operands = tuple(Operand(INPUT, Affine(i)) for i in range(count))
    row = LINEAR if name == "linear" else find(name)
    return Program(count, array("d"), (Step(row, operands),), (Operand(RESULT, Affine(0)),))


def cases():
    """Rows and how many operands they get."""
    for row in rows():
        for count in (1, 2, 3, 4) if row.variadic else [len(row.args)]:
            if count >= row.least and not (row.name == "dot" and count % 2):
                yield row.name, count
    yield "linear", 3
    yield "linear", 5


CASES = list(cases())


@cache
def points(name, count):
    """Special numbers in every combination, and the row's edges; with the reference's answers."""
    numbers = SPECIAL if count < 3 else SPECIAL[::2] if count == 3 else SPECIAL[2::4]
    found = [*itertools.product(numbers, repeat=count), *[xs for xs, _, _ in EDGES.get(name, ()) if len(xs) == count]]
    answers = []
    for xs in found:
        try:
            answers.append((xs, evaluate(step(name, count), xs), gradient(step(name, count), xs)))
        except ValueError:
            continue  # refused: swapped bounds
    assert answers
    return answers


@pytest.mark.parametrize("language", [C, Python])
@pytest.mark.parametrize(("name", "count"), CASES)
def test_a_row(name, count, language):
    """Its value and partials have the bits of the reference; where the library's lgamma is used, almost."""
    exported = language(subject(step(name, count)))
    for xs, expected, slopes in points(name, count):
        y, dx = exported.slopes(xs, [1.0])
        if language is C and "lgamma(" in exported.text:
            assert near(y, expected, OWN_LGAMMA), xs
        else:
            assert bits(expected) == bits(y), xs
        assert bits(slopes) == bits(dx), xs
        assert bits(y) == bits(exported.value(xs))


@pytest.mark.parametrize(("name", "count"), CASES)
def test_a_row_in_javascript(name, count):
    """Its value and partials are those of the reference to the last digits; what has no limit there has none."""
    known = points(name, count)
    answers = JavaScript(subject(step(name, count))).all([xs for xs, _, _ in known], [1.0])
    for (xs, expected, slopes), (y, again, dx) in zip(known, answers, strict=True):
        assert near(y, expected, ENGINES), xs
        assert near(dx, slopes, ENGINES), xs
        assert bits(y) == bits(again)
