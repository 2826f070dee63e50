"""What stands around exported code: parameters by name, paths and guards, constants, what cannot be exported."""

from __future__ import annotations

import keyword
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import C, JavaScript, Left, Python, Subject, bits, near, run_js, subject
from workloads import program_of, spread, traced

import wengert as wg
from wengert import Value
from wengert.compiler.export import Exported, Outputs, Parameter, to_c, to_js, to_latex, to_python
from wengert.compiler.export.frame import plain
from wengert.compiler.export.javascript_helpers import SOURCE
from wengert.compiler.program.build import rolled
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.tracing.trace import Trace, recording

WRITERS = [to_python, to_c, to_js, to_latex]
LANGUAGES = [C, Python]


def program(function, count, guards=()):
    """The program of a function of some numbers and what it guards."""
    return rolled(traced(function, spread(count))[0])


def poly(x):
    """Three numbers and another."""
    total = x[0] * x[3]
    for i in range(1, 3):
        total = total + x[i] * x[3]
    return wg.sin(total) * x[3]


NAMES = ["x", "t", "c", "y", "i", "j", "at", "dx", "dt", "u1", "v0", "dv0", "seeds", "scale", "double", "lambda", "let",
         "exp", "f", "f_gradient", "inputs", "slopes", "θ", "_", "math", "inf", "work", "x_", "sin",
         "length", "found"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_of_a_parameter(name):
    """Whatever parameters are called, nothing else is called so."""
    code, numbers = program(poly, 4), spread(4)
    for params in (
        [Parameter(name, 3), Parameter("k", 1, True)],
        [Parameter("k", 3), Parameter(name, 1, True)],
        [Parameter(name, 4)],
    ):
        given = Subject(params, Outputs(1, True), [Exported(code, ())])
        for language in LANGUAGES:
            y, dx = language(given).slopes(numbers, [1.0])
            assert (bits(evaluate(code, numbers)), bits(gradient(code, numbers))) == (bits(y), bits(dx))
        ((y, _, dx),) = JavaScript(given).all([numbers], [1.0])
        assert near([*y, *dx], [*evaluate(code, numbers), *gradient(code, numbers)], 1e-12)


@given(st.text(max_size=8))
def test_any_text_makes_a_name(text):
    """A name for every language comes of any name."""
    name = plain(text)
    assert name.isascii()
    assert name.isidentifier()


def test_a_loop_through_several_parameters():
    """Then all inputs are one array, and the derivatives are cut out of one."""
    code, numbers = program(lambda x: wg.sin(sum(a * a for a in x)), 8), spread(8)
    params = [Parameter(name, 1, True) for name in "abcdef"] + [Parameter("g", 2)]
    given = Subject(params, Outputs(1, True), [Exported(code, ())])
    assert "inputs[i" in to_python("f", *given)
    for language in LANGUAGES:
        y, dx = language(given).slopes(numbers, [1.0])
        assert (bits(evaluate(code, numbers)), bits(gradient(code, numbers))) == (bits(y), bits(dx))
    ((_, _, dx),) = JavaScript(given).all([numbers], [1.0])
    assert near(dx, gradient(code, numbers), 1e-12)


def branching(which):
    """A path of a function that asks whether x[0] < x[1], and how often 1 goes into it; its guards last."""

    def function(x):
        below = wg.where(traced_less(x[0], x[1]), 1.0, 0.0)
        whole = wg.floor(x[2])
        return [(x[0] * x[1], x[0] / x[1])[which] * x[2], below, whole, traced_less(x[2], x[0])]

    return function


def traced_less(a: Value, b: Value) -> Value:
    """a < b as a node."""
    from wengert.core.ops import lt

    return wg.core.value.apply(lt, [a, b])


def paths():
    """Two paths with guards."""
    made = []
    for which, guards in ((0, [1.0, 2.0, 0.0]), (1, [0.0, 2.0, 0.0])):
        made.append(Exported(program(branching(which), 3), guards))
    return Subject([Parameter("a", 1, True), Parameter("b", 2)], Outputs(1, True), made)


POINTS = [
    ([0.25, 0.5, 2.5], 0), ([0.5, 0.25, 2.75], 1), ([0.25, 0.5, 3.5], None), ([5.0, 9.0, 2.5], None),
    ([math.nan, 0.5, 2.5], 1), ([0.5, 0.25, math.nan], None),
]  # fmt: skip


@pytest.mark.parametrize(("numbers", "path"), POINTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_paths_are_tried_in_order(numbers, path, language):
    """The first whose guards hold answers; if none does, nothing is written, and that is said."""
    exported = language(paths())
    if path is None:
        with pytest.raises(Left):
            exported.value(numbers)
        with pytest.raises(Left):
            exported.slopes(numbers, [1.0])
        return
    taken = paths().paths[path].program
    y, dx = exported.slopes(numbers, [1.0])
    assert bits(evaluate(taken, numbers)[:1]) == bits(y) == bits(exported.value(numbers))
    assert bits(gradient(taken, numbers, [1.0, 0.0, 0.0, 0.0])) == bits(dx)


def test_paths_in_javascript():
    """The same there, by a RangeError."""
    for (numbers, path), found in zip(POINTS, JavaScript(paths()).all([xs for xs, _ in POINTS], [1.0]), strict=True):
        assert (path is None) == (found is None)
        if found is not None:
            assert near(found[0], evaluate(paths().paths[path].program, numbers)[:1], 1e-12)


def newton(x):
    """Rounds of Newton's method, and for each whether it was to go on."""
    root, asked = x[0], []
    for _ in range(9):
        root = 0.5 * (root + x[0] / root)
        asked.append(traced_less(x[1], wg.abs(root * root - x[0])))
    return [root, *asked]


@pytest.mark.parametrize("language", LANGUAGES)
def test_guards_in_a_loop_are_tested_by_a_loop(language):
    """As many rounds as there were; other ways leave."""
    code = program(newton, 2)
    numbers = [0.3, -1.0]
    given = Subject([Parameter("x", 2)], Outputs(1, True), [Exported(code, [1.0] * 9)])
    exported = language(given)
    y, dx = exported.slopes(numbers, [1.0])
    assert bits(evaluate(code, numbers)[:1]) == bits(y)
    assert bits(gradient(code, numbers, [1.0] + [0.0] * 9)) == bits(dx)
    with pytest.raises(Left):
        exported.value([0.3, 1e-3])
    assert 2 > exported.text.count("[4") + exported.text.count("[5")  # no list of nine guards


@pytest.mark.parametrize("language", LANGUAGES)
def test_outputs_may_be_inputs_and_constants(language):
    """A result that nothing computes is returned as it is; its derivative is 1 or nothing."""
    xs = [Value(0.5), Value(2.0)]
    with recording() as made:
        y = xs[0] * xs[1]
    code = rolled(Trace(made, xs, [xs[1], y, wg.core.value.constant(3.5), xs[1]]))
    exported = language(subject(code))
    y, dx = exported.slopes([0.5, 2.0], [1.0, 10.0, 100.0, 1000.0])
    assert ([2.0, 1.0, 3.5, 2.0], [20.0, 1006.0]) == (y, dx)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_function_without_inputs(language):
    """It returns its constant."""
    constant = rolled(Trace([], [], [wg.core.value.constant(-0.0)]))
    for single in (True, False):
        exported = language(Subject([], Outputs(1, single), [Exported(constant, ())]))
        assert bits([-0.0]) == bits(exported.value([]))
        assert ([-0.0], []) == exported.slopes([], [1.0])


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_to_export(write):
    """A function that was never called has no path, and that is said."""
    with pytest.raises(ValueError, match="call the function once"):
        write("f", [Parameter("x", 1)], Outputs(1, True), [])


@pytest.mark.parametrize("write", WRITERS)
def test_an_operation_in_python_s_math_cannot_be_exported(write):
    """A user's own row is exported if it is written in wengert's functions; else it is named."""
    own = wg.custom("softsign", lambda x: x / (1 + abs(x)), lambda x, out: 1 / (1 + abs(x)) ** 2)
    other = wg.custom("mathsine", lambda x: math.sin(float(x)), lambda x, out: math.cos(float(x)))
    given = subject(program(lambda x: own(x[0]), 1))
    assert write("f", *given)
    with pytest.raises(TypeError, match="mathsine cannot be exported: its rule is not written in"):
        write("f", *subject(program(lambda x: other(x[0]), 1)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_custom_operation(language):
    """Its own partials are exported, or those that were derived."""
    own = wg.custom("softsign", lambda x: x / (1 + abs(x)), lambda x, out: 1 / (1 + abs(x)) ** 2)
    many = wg.custom("spread5", lambda *xs: wg.exp(xs[0] * xs[1]) - xs[4])
    code = program(lambda x: own(x[0]) * many(*x), 5)
    y, dx = language(subject(code)).slopes(spread(5), [1.0])
    assert (bits(evaluate(code, spread(5))), bits(gradient(code, spread(5)))) == (bits(y), bits(dx))


@pytest.mark.parametrize("write", WRITERS)
def test_the_text_is_the_same_every_time(write):
    """Exported twice, not a character differs."""
    given = subject(program_of(poly, 4))
    assert write("f", *given) == write("f", *given)


@pytest.mark.parametrize("name", ["lambda", "<lambda>", "class", "f'", "función", "日本", "2nd", "int", "new", "sin"])
def test_a_function_of_any_name(name):
    """Lambdas and names in other alphabets too."""
    given = subject(program(poly, 4))
    scope = {}
    exec(to_python(name, *given), scope)
    (found,) = [key for key in scope if key.endswith("_gradient")]
    assert scope[found.removesuffix("_gradient")](spread(4)) == evaluate(given.paths[0].program, spread(4))[0]
    assert not keyword.iskeyword(found)
    (in_c,) = re.findall(r"^int (\w+)\(const double \*x, double \*y\)$", to_c(name, *given), re.MULTILINE)
    in_js, _ = re.findall(r"^export function (\w+)\(x\) ", to_js(name, *given), re.MULTILINE)
    assert in_c not in ("int", "sin")
    assert in_js not in ("new", "class")
    assert to_latex(name, *given).startswith("\\begin{align*}")


def test_error_functions_and_lgamma_in_javascript():
    """Ours are exact to 1e-14, those of pole and tail too."""
    from mpmath import mp

    points = [x / 16 for x in range(-90, 430)] + [1e-300, -1e-300, 1 + 1e-9, 2 - 1e-9, 0.99999, -2.5, 170.3, 1e17]
    found = run_js(SOURCE, f"{points}.map(x => [erf(x), erfc(x), lgamma(x)].map(String))")
    with mp.workdps(40):
        for x, (erf, erfc, lgamma) in zip(points, found, strict=True):
            assert near([float(erf)], [float(mp.erf(x))], 1e-14)
            assert near([float(erfc)], [float(mp.erfc(x))], 1e-14) or x > 26
            if x > 0 or x != int(x):
                assert near([float(lgamma)], [float(mp.re(mp.loggamma(x)))], 2e-14 if x > 0 else 1e-12), x
            else:
                assert float(lgamma) == math.inf
