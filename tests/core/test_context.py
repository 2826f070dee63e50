"""strict() and scope(): what surrounds an operation."""

from __future__ import annotations

import math
import sys
import threading

import numpy as np
import pytest

import wengert as wg
from wengert import NonFiniteError, Value
from wengert.core import extra
from wengert.core.row import BY_NAME, TABLE, Row, register
from wengert.core.value import watch


def here(offset: int = 0) -> str:
    """`file:line` of the caller."""
    frame = sys._getframe(1)
    return f"{frame.f_code.co_filename}:{frame.f_lineno + offset}"


# --- strict, forward -----------------------------------------------------------------------------

FORWARD = [
    (lambda x: x / 0, "div(3.0, 0.0) made inf, in x/0, at "),
    (lambda x: wg.log(x - 3), "log(0.0) made -inf, in log(x - 3), at "),
    (lambda x: (-x).sqrt(), "sqrt(-3.0) made nan, in sqrt(-x), at "),
    (lambda x: x * 1e308, "mul(3.0, 1e+308) made inf, in x*1e+308, at "),
    (lambda x: x**1000, "pow(3.0, 1000.0) made inf, in x**1000, at "),
    (lambda x: wg.prod(x, 1e308, x, x), "prod(3.0, 1e+308, 3.0, 3.0) made inf, in prod(x, 1e+308, x, x), at "),
    (lambda x: wg.sum(x * 5e307, 1e308, 0, 0), "sum(1.5e+308, 1e+308, 0.0, 0.0) made inf, in sum(x*5e+307, "),
    (lambda x: wg.exp(1000.0), "exp(1000.0) made inf, in exp(1000), at "),
    (lambda x: np.exp(np.array([x * 1000]))[0], "exp(3000.0) made inf, in exp(x*1000), at "),
    (lambda x: np.mean(np.array([x * 5e307, Value(1e308)])), "made inf, in x*5e+307 + 1e+308, at "),
]


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's, of the overflow
@pytest.mark.parametrize(("act", "said"), FORWARD, ids=range(len(FORWARD)))
def test_strict_stops_at_the_operation_that_makes_inf_or_nan(act, said: str) -> None:
    """The error names operation, arguments, result, expression, and the user's file and line."""
    x = Value(3.0, label="x")
    act(x)
    with wg.strict(), pytest.raises(NonFiniteError) as caught:
        act(x)
    assert said in str(caught.value)
    assert f"{act.__code__.co_filename}:{act.__code__.co_firstlineno}" == str(caught.value).rpartition(", at ")[2]
    assert (3.0, 0.0) == (x.data, x.grad)


@pytest.mark.parametrize("data", [math.inf, -math.inf, math.nan])
def test_strict_lets_inf_and_nan_pass_on(data: float) -> None:
    """What is inf or nan from the start is no error, nor is what is made of it."""
    with wg.strict():
        x = Value(data)
        assert not math.isfinite((x * 2 + 1).data)
        wg.sum(x, 1, 2, 3).backward()
        wg.exp(data)


def test_strict_does_not_look_inside_a_composite() -> None:
    """A stable composite row may pass through inf inside: only its result counts."""
    xs = [Value(-1e308), Value(1e308), Value(0.0), Value(1.0)]
    with wg.strict():
        y = wg.logsumexp(xs)
        y.backward()
    assert (1e308, [0.0, 1.0, 0.0, 0.0]) == (y.data, [x.grad for x in xs])


def test_strict_is_an_arithmetic_error() -> None:
    """NonFiniteError is an ArithmeticError."""
    assert issubclass(NonFiniteError, ArithmeticError)


def test_a_long_label_is_shortened_in_the_error() -> None:
    """A label of 10^5 characters and one with control characters make a short plain message."""
    for label in ("x" * 10**5, "\x1b[31m\n"):
        with wg.strict(), pytest.raises(NonFiniteError) as caught:
            wg.log(Value(0.0, label=label))
        assert len(str(caught.value)) < 400
        assert str(caught.value).isprintable()


def test_places() -> None:
    """Nodes remember file and line of their making under strict() alone; lifted numbers do not."""
    x = Value(2.0)
    outside = x * 2
    with wg.strict():
        leaf = Value(3.0); at = here()  # noqa: E702
        node = leaf.exp() + 1; then = here()  # noqa: E702
        mapped = wg.exp([leaf])[0]; last = here()  # noqa: E702
        assert (at, then, then, "", last) == (
            leaf.place, node.place, node.args[0].place, node.args[1].place, mapped.place,
        )  # fmt: skip
    assert ("", "", "") == (x.place, outside.place, (x * 2).place)


def test_a_place_without_a_user() -> None:
    """Where every frame is of a library, the outermost is the place."""
    names: dict[str, object] = {"__name__": "wengert.else", "wg": wg, "Value": Value}
    with wg.strict():
        exec(compile("y = Value(1.0)", "somewhere", "exec"), names)
    assert here(-1) == names["y"].place  # type: ignore[attr-defined]


# --- strict, in refresh and in the sweep -----------------------------------------------------------


def test_strict_in_refresh() -> None:
    """refresh() under strict() names where the node was made, or else who asked; nothing is changed."""
    x = Value(1.0, label="x")
    for recorded in (True, False):
        x.data = 1.0
        if recorded:
            with wg.strict():
                y = wg.log(x) + x * x; at = here()  # noqa: E702
        else:
            y = wg.log(x) + x * x
        before = [(node.data, node.partials) for node in wg.Graph(y).nodes if not node.is_leaf]
        x.data = 0.0
        with wg.strict(), pytest.raises(NonFiniteError) as caught:
            y.refresh()
        at = at if recorded else here(-1)
        assert f"log(0.0) made -inf, in log(x), at {at}" == str(caught.value)
        assert before == [(node.data, node.partials) for node in wg.Graph(y).nodes if not node.is_leaf]
    y.refresh()
    assert -math.inf == y.data


BACKWARD = [
    (lambda x: wg.sqrt(x - 3) * 2, "sqrt(0.0) made inf of the adjoint 2.0: the partial by operand 1 is inf, "
                                   "the gradient there was 0.0, in sqrt(x - 3), at "),
    (lambda x: (x * 0 * 1e200) * 1e200, "the sweep through mul(0.0, 1e+200) made inf of the adjoint 1e+200"),
    (lambda x: wg.prod(x * 0, 1e200, 1e100, 1) * 1e100, "made inf of the adjoint 1e+100: the partial by operand 1 is"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "said"), BACKWARD, ids=range(len(BACKWARD)))
def test_strict_in_the_sweep(act, said: str) -> None:
    """The sweep under strict() stops where a finite adjoint becomes inf; every gradient is as before."""
    x = Value(3.0, label="x")
    x.grad = 7.0
    y = act(x)
    nodes = wg.Graph(y).nodes
    before = [node.grad for node in nodes]
    with wg.strict(), pytest.raises(NonFiniteError) as caught:
        y.backward()
    assert said in str(caught.value)
    assert before == [node.grad for node in nodes]
    y.backward()
    assert any(not math.isfinite(node.grad) for node in nodes)


def test_strict_in_the_sweep_names_where_the_node_was_made() -> None:
    """A node that was made under strict() is named by its own place."""
    x = Value(3.0)
    with wg.strict():
        y = wg.sqrt(x - 3); at = here()  # noqa: E702
        with pytest.raises(NonFiniteError, match=r"in sqrt\(3 - 3\), at ") as caught:
            y.backward()
    assert str(caught.value).endswith(f", at {at}")


def test_strict_in_the_sweep_names_who_asked_for_it() -> None:
    """A node that was not made under strict() has no place: the sweep's caller is named."""
    y = wg.sqrt(Value(0.0))
    with wg.strict(), pytest.raises(NonFiniteError) as caught:
        y.backward()
    assert str(caught.value).endswith(f", at {here(-1)}")


OVERFLOWS = [
    (1e308, lambda x: x * x),
    (1.0, lambda x: wg.sum(x, x, 1, 2) * 1e308),
    (1.0, lambda x: x * 1e308 + x * 1e308),
]


@pytest.mark.parametrize(("data", "build"), OVERFLOWS, ids=range(3))
@pytest.mark.parametrize("inner", [False, True])
def test_strict_sees_an_overflow_of_two_finite_shares(data: float, build, inner: bool) -> None:
    """Each share of the adjoint is finite, but not their sum: at one node or two, for a leaf or an inner node."""
    y = build(Value(data) * 1 if inner else Value(data))
    before = [node.grad for node in wg.Graph(y).nodes]
    with wg.strict(), pytest.raises(NonFiniteError, match="made inf of the adjoint"):
        y.backward()
    assert before == [node.grad for node in wg.Graph(y).nodes]


def test_strict_sees_a_leaf_overflow_from_sweep_to_sweep() -> None:
    """A second sweep whose sum with the first is beyond floats is stopped too."""
    x = Value(1.0, label="x")
    y = x * 1e308
    with wg.strict():
        y.backward()
        with pytest.raises(NonFiniteError, match=r"the gradient there was 1e\+308, in x\*1e\+308"):
            y.backward()
    assert 1e308 == x.grad


@pytest.mark.parametrize("seed", [math.inf, math.nan])
def test_strict_lets_a_seed_pass_on(seed: float) -> None:
    """A seed that is inf or nan is the caller's own."""
    x = Value(2.0)
    with wg.strict():
        (x * 3).backward(seed)
    assert not math.isfinite(x.grad)


def test_strict_lets_a_gradient_that_is_inf_stay() -> None:
    """A gradient that was inf before the sweep is not the sweep's doing."""
    x = Value(2.0)
    x.grad = math.inf
    with wg.strict():
        (x * 3 + x).backward()
    assert math.inf == x.grad


def test_strict_nests_and_ends() -> None:
    """strict() within strict() stays strict until the outer ends, also when an exception ends it."""
    x = Value(0.0)
    with wg.strict():
        with wg.strict():
            pass
        with pytest.raises(NonFiniteError):
            wg.log(x)
        with pytest.raises(KeyError), wg.strict():
            raise KeyError
        with pytest.raises(NonFiniteError):
            wg.log(x)
    assert -math.inf == wg.log(x).data
    assert "" == (x * 2).place


def test_strict_is_of_one_thread() -> None:
    """Another thread neither raises nor records places nor has the scope."""
    seen: list[object] = []

    def other() -> None:
        y = wg.log(Value(0.0))
        seen.extend([y.data, y.place, y.scope])

    with wg.strict(), wg.scope("main"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert [-math.inf, "", ""] == seen


# --- scopes ----------------------------------------------------------------------------------------


def test_scopes_nest_and_end() -> None:
    """Nodes made in scopes have their names joined by dots; lifted numbers and others have none."""
    before = Value(1.0)
    with wg.scope("net"):
        a = Value(2.0)
        with wg.scope("layer1"), wg.scope("neuron3"):
            b = a * 2
            c = wg.sum(a, b, b, 1)
            d = -c
        e = b + 1
    after = before * 2
    deep = "net.layer1.neuron3"
    assert ["", "net", deep, deep, deep, "net", ""] == [v.scope for v in (before, a, b, c, d, e, after)]
    assert "" == b.args[1].scope


def test_an_exception_ends_a_scope() -> None:
    """The scope around comes back after an exception."""
    with wg.scope("outer"):
        with pytest.raises(KeyError), wg.scope("inner"):
            raise KeyError
        assert "outer" == Value(1.0).scope
    assert "" == Value(1.0).scope


@pytest.mark.parametrize("wrong", [None, 1, b"x", ["x"], Value(1.0)])
def test_a_scope_is_named_by_a_str(wrong: object) -> None:
    """A name that is no str is a TypeError that says what was got; the scope around stays."""
    with wg.scope("outer"):
        said = f"^a scope's name must be a str, got {type(wrong).__name__}"
        with pytest.raises(TypeError, match=said), wg.scope(wrong):
            pass
        assert "outer" == Value(1.0).scope


def test_a_scope_has_a_name() -> None:
    """An empty name is a ValueError."""
    with pytest.raises(ValueError, match=r"a scope's name is empty; give it one"), wg.scope(""):
        pass


def test_a_scope_may_be_named_by_any_text() -> None:
    """NumPy's str, 10^5 characters and control characters are kept as they are."""
    for name in (np.str_("x"), "x" * 10**5, "\x1b[31m"):
        with wg.scope(name):
            assert (str(name), str) == (Value(1.0).scope, type(Value(1.0).scope))


def test_inside_a_composite_there_is_no_scope() -> None:
    """Scope and strictness come back after a composite row was computed, also if its rule raises."""

    def inside(*xs: Value) -> Value:
        seen.append(xs[0].scope)
        if xs[0].data == 13.0:
            raise KeyError
        return xs[0] * 2

    seen: list[str] = []
    row = register(Row("nested", "*xs", "Twice the first.", inside=inside))
    try:
        with wg.scope("here"), wg.strict():
            y = row(Value(1.0), 2, 3, 4)
            with pytest.raises(KeyError):
                row(Value(13.0), 2, 3, 4)
            z = Value(1.0)
            with pytest.raises(NonFiniteError):
                wg.log(z - 1)
    finally:
        TABLE.pop()
        del BY_NAME["nested"]
    assert ([""] * 2, "here", "here", 2.0) == (seen, y.scope, z.scope, y.partials[0])


def test_one_scope_may_be_opened_again_and_within_itself() -> None:
    """A scope is an object that may be kept: it adds its name to what is around each time."""
    layer = wg.scope("layer")
    x = Value(1.0)
    with layer:
        first = x * x
        with layer:
            second = x * x
        third = x * x
    with wg.scope("net"), layer:
        fourth = x * x
    with layer:
        fifth = x * x
    assert ["layer", "layer.layer", "layer", "net.layer", "layer"] == [
        y.scope for y in (first, second, third, fourth, fifth)
    ]
    assert "scope('layer')" == repr(layer)


def test_one_scope_may_be_open_in_several_threads() -> None:
    """Each thread is where it went itself."""
    layer = wg.scope("layer")
    met = threading.Barrier(2)
    scopes: dict[str, str] = {}

    def work(name: str) -> None:
        with wg.scope(name):
            met.wait()
            with layer:
                met.wait()
                scopes[name] = (Value(1.0) * 2).scope
                met.wait()
            scopes[f"{name} after"] = (Value(1.0) * 2).scope

    threads = [threading.Thread(target=work, args=(name,)) for name in ("a", "b")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {"a": "a.layer", "b": "b.layer", "a after": "a", "b after": "b"} == scopes


def test_leaving_a_scope_too_often_does_no_harm() -> None:
    """A scope that was left is left."""
    layer = wg.scope("layer")
    layer.__enter__()
    layer.__exit__(None, None, None)
    layer.__exit__(None, None, None)
    assert "" == Value(1.0).scope
    layer.__enter__()
    assert "layer" == Value(1.0).scope
    layer.__exit__(None, None, None)
    assert "" == Value(1.0).scope


def test_a_node_of_a_scope_may_be_labelled_alone() -> None:
    """Nodes of one scope share what says so, until one of them gets a label."""
    with wg.scope("layer"):
        a, b = Value(1.0), Value(2.0)
        many = wg.sum(a, b, a, b)
    a.label = ""
    b.label = "b"
    assert [("", "layer"), ("b", "layer"), ("", "layer")] == [(v.label, v.scope) for v in (a, b, many)]
    a.label = "a"
    assert ("a", "layer") == (a.label, a.scope)


def test_strict_and_scope_go_together() -> None:
    """Under both, a node has its scope and its place."""
    with wg.strict(), wg.scope("layer"):
        y = Value(1.0) * 2
    assert ("layer", here(-1)) == (y.scope, y.place)


def test_a_tape_has_what_its_thread_makes() -> None:
    """While one is set, leaves and operations are appended in the order in which they are made; constants are not."""
    tape: list[Value] = []
    x = Value(2.0)
    watch(1, False)
    extra.set_tape(tape)
    try:
        leaf = Value(1.0)
        y = 3 * x + leaf
        z = wg.gelu(wg.sum(x, y, 1, 2))
        other = threading.Thread(target=lambda: x * x)
        other.start()
        other.join()
    finally:
        extra.set_tape(None)
        watch(-1, False)
    x * x
    assert leaf is tape.pop(0)
    assert ["mul", "add", "sum", "gelu"] == [node.op for node in tape]
    assert (y, z) == (tape[1], tape[3])
    assert extra.tape() is None
