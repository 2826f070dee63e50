"""Expressions: what they mean, and what is refused."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import wengert as wg
from wengert.cli.expression import CONSTANTS, LONGEST, MOST_OPERATORS, parse
from wengert.cli.fault import Fault
from wengert.cli.reader import functions
from wengert.core.elementwise import combine
from wengert.core.row import rows

POINT = {"x": 0.7, "y": -1.3, "z": 2.5}
ROWS = rows()


def fault(text: str) -> Fault:
    with pytest.raises(Fault) as raised:
        parse(text)(POINT)
    return raised.value


# --- what they mean ------------------------------------------------------------------------------

ATOMS = st.sampled_from(["x", "y", "z", "pi", "e", "2.0", "0.5", "3.25", "1e-2", "0.0", "1_0.0"])
OPERATORS = st.sampled_from(["+", "-", "*", "/", "**", "%", "//"])
COMPARISONS = st.sampled_from(["<", "<=", ">", ">="])
EQUALITIES = st.sampled_from(["==", "!="])  # with a number: of two Values Python asks whether they are the same node
NUMBERS = st.sampled_from(["2.0", "0.5", "-0.7", "0.0"])
UNARY = st.sampled_from(["tanh", "sin", "exp", "relu", "sigmoid", "arctan", "absolute", "square", "gelu", "floor"])
BINARY = st.sampled_from(["hypot", "arctan2", "maximum", "min", "fmod", "add", "leaky_relu"])
SPACE = st.sampled_from(["", " ", "  ", "\t", "\n"])


def longer(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, SPACE, OPERATORS, SPACE, inner).map("".join),
        inner.map("({})".format),
        inner.map("-{}".format),
        inner.map("+{}".format),
        st.tuples(UNARY, inner).map("{0[0]}({0[1]})".format),
        st.tuples(BINARY, inner, inner).map("{0[0]}({0[1]}, {0[2]})".format),
        st.lists(inner, min_size=1, max_size=4).map(lambda terms: f"sum({', '.join(terms)})"),
        st.tuples(inner, COMPARISONS, inner, inner, inner).map("where({0[0]} {0[1]} {0[2]}, {0[3]}, {0[4]})".format),
        st.tuples(inner, EQUALITIES, NUMBERS, inner, inner).map("where({0[0]} {0[1]} {0[2]}, {0[3]}, {0[4]})".format),
    )


EXPRESSIONS = st.recursive(ATOMS, longer, max_leaves=12)


def python(text: str, values: dict[str, object]) -> object:
    """The text as Python itself evaluates it, on one line."""
    names = {name: getattr(wg, name) for name in functions()}
    return eval(text.replace("\n", " ").replace("\t", " "), {"__builtins__": {}}, {**names, **CONSTANTS, **values})


@given(EXPRESSIONS)
def test_an_expression_means_what_python_means_by_it(text):
    """Value and gradients are those of the same text evaluated by Python on Values, to the last bit."""
    ours = {name: wg.Value(x, label=name) for name, x in POINT.items()}
    theirs = {name: wg.Value(x, label=name) for name, x in POINT.items()}
    try:
        expected = python(text, theirs)
    except (ZeroDivisionError, OverflowError, TypeError):  # of plain numbers, where Python has no inf and nan
        assume(False)
    assume(not isinstance(expected, complex))
    actual = parse(text)(ours)
    if isinstance(expected, wg.Value):
        expected.backward()
        expected = expected.data
    if isinstance(actual, wg.Value):  # also where a Value is in a condition alone, which is a bool to Python
        actual.backward()
        actual = actual.data
    assert repr(float(expected)) == repr(actual)
    for name in POINT:
        assert repr(theirs[name].grad) == repr(ours[name].grad)


@pytest.mark.parametrize(("sign", "expected"), [("==", POINT["x"]), ("!=", POINT["y"])])
def test_equality_compares_numbers(sign, expected):
    """Of two Values too, where Python would ask whether they are the same node."""
    values = {name: wg.Value(x, label=name) for name, x in POINT.items()}
    assert expected == parse(f"where(x {sign} sum(x), x, y)")(values).data


@pytest.mark.parametrize("name", sorted(functions()))
def test_every_function_of_the_table_can_be_called(name):
    """Under its own name and under NumPy's, with the same result as the row itself."""
    row = functions()[name]
    arguments = ["z", "y", "x"] if row.variadic else list("xyz")[: len(row.args)]
    if row.name == "clip":
        arguments = ["x", "y", "z"]
    expected = combine(row, [POINT[argument] for argument in arguments])
    assert repr(expected) == repr(parse(f"{name}({', '.join(arguments)})")(POINT))


@pytest.mark.parametrize("row", [row for row in ROWS if row.symbol and row.arity == 2], ids=lambda row: row.symbol)
def test_every_operator_of_the_table_can_be_written(row):
    """Between two operands; a comparison as the condition of where."""
    text = f"x {row.symbol} y"
    expected = combine(row, [POINT["x"], POINT["y"]])
    if row.precedence < 10:
        text, expected = f"where({text}, 1, 0)", float(expected)
    assert expected == parse(text)(POINT)


@pytest.mark.parametrize("row", [row for row in ROWS if row.defaults], ids=lambda row: row.name)
def test_last_arguments_may_be_left_out(row):
    """The row's defaults stand for them."""
    assert combine(row, [-1.3, *row.defaults]) == parse(f"{row.name}(y)")(POINT)


@pytest.mark.parametrize(("name", "number"), CONSTANTS.items())
def test_constants_need_no_value(name, number):
    """pi, e, inf and nan are numbers, and no variables."""
    formula = parse(name)
    assert [] == formula.variables
    assert repr(number) == repr(formula({}))


def test_a_value_given_for_a_constants_name_wins():
    """Who says e=3 means 3."""
    assert 6.0 == parse("2*e")({"e": 3.0})


def test_variables_come_in_the_order_of_their_first_use():
    """Each once, with the column where it stands first."""
    formula = parse("b*a + b*pi - a")
    assert ["b", "a"] == formula.variables
    assert {"b": 0, "a": 2, "pi": 8} == formula.names


def test_names_are_spelled_as_python_spells_them():
    """Compatibility characters are normalised, and columns count characters and not bytes."""
    assert ["é", "fi"] == parse("é*ﬁ").variables
    assert 6 == fault("x*é + [x]").at
    assert {"éé": 0, "ü": 5} == parse("éé + ü").names


def test_a_condition_is_a_node_of_the_graph():
    """So that a refresh() after the data changed takes the other arm."""
    x = wg.Value(1.0, label="x")
    y = parse("where(x < 0, 10*x, x)")({"x": x})
    x.data = -1.0
    y.refresh()
    assert -10.0 == y.data


def test_operators_may_be_as_many_as_the_limit():
    """A sum, a tower of powers and a row of signs of that length are computed without recursion."""
    n = MOST_OPERATORS
    assert n + 1.0 == parse("x+" * n + "x")({"x": 1.0})
    assert 1.0 == parse("x**" * n + "x")({"x": 1.0})
    assert 1.0 == parse("-" * n + "x")({"x": 1.0})


# --- what is refused -----------------------------------------------------------------------------

REFUSED = {
    "__import__('os')": (0, "no function"),
    "().__class__": (0, "bare name"),
    "x.real": (0, "bare name"),
    "math.tanh(x)": (0, "bare name"),
    "x + math.pi": (4, "bare name"),
    "x[0]": (0, "a name of its own"),
    "lambda: x": (0, "an expression has"),
    "[x for x in y]": (0, "an expression has"),
    "(x for x in y)": (0, "an expression has"),
    "x + {1: 2}": (4, "an expression has"),
    "x + {y}": (4, "an expression has"),
    "f'{x}'": (0, "an expression has"),
    "await x": (0, "an expression has"),
    "(x := 2)": (1, "an expression has"),
    "~x": (0, "an expression has"),
    "x & y": (2, "an expression has"),
    "x << y": (2, "an expression has"),
    "x*(y ^ 2)": (5, "x**2"),
    "x @ y": (2, "x*y"),
    "x if y else z": (0, "where"),
    "x and y": (0, "where"),
    "not x": (0, "opposite"),
    "x < y": (0, "condition of where"),
    "where(x, y < z, 1)": (9, "condition of where"),
    "where((x < y) + 1, y, z)": (7, "condition of where"),
    "where(0 < x < 1, y, z)": (10, "one comparison"),
    "where(x is y, y, z)": (8, "an expression has"),
    "where(x in y, y, z)": (8, "an expression has"),
    "x, y": (0, "a comma"),
    "1,5*x": (0, "2.5"),
    "x + 'a'": (4, "a string"),
    "x + b'a'": (4, "a string"),
    "x*True": (2, "a truth value"),
    "x*2j": (2, "an imaginary number"),
    "x*None": (2, "None"),
    "x + ...": (4, "..."),
    "2x": (0, "2*x"),
    "2(x)": (0, "2*(x + 1)"),
    "x(y)": (0, "x*(y)"),
    "(x + y)(z)": (1, "2*(x + 1)"),
    "x y": (2, "x*y"),
    "sin x": (4, "x*y"),
    "x = 2": (2, "does not continue"),
    "x; y": (1, "does not continue"),
    "x $ y": (2, "does not continue"),
    "if": (0, "begins"),
    "x +": (3, "too early"),
    "x + (y": (4, "never closed"),
    "x + y)": (5, "unmatched"),
    "": (0, "empty"),
    "   \n": (0, "empty"),
    "x # y": (2, "#"),
    "x\0": (1, "control character"),
    "x \x1b[31m": (2, "control character"),
    "x + \ud800": (4, "no character"),
    "tahn(x)": (0, "did you mean tanh?"),
    "x + Tanh(y)": (4, "did you mean tanh?"),
    "dot(x, y)": (0, "lists"),
    "softmax(x)": (0, "lists"),
    "tanh(x, y)": (0, "tanh(x) takes 1 argument, got 2"),
    "x*atan2(y)": (2, "atan2(y, x) takes 2 arguments, got 1"),
    "max()": (0, "at least 1 argument, got 0"),
    "elu(x, y, z)": (0, "takes 1 or 2 arguments, got 3"),
    "tanh(x=y)": (7, "by place"),
    "tanh(**x)": (7, "by place"),
    "max(*x)": (4, "one by one"),
    "x + 1" + "0" * 310: (4, "too large for a float"),
    "x + " + "9" * 5000: (4, "400 digits"),
    "x + clip(y, 3, 2)": (4, "clip needs lo <= hi"),
    "x*q": (2, "no value for q; add q=NUMBER"),
    "x*sin": (2, "called as sin(x)"),
    "(" * 101 + "x" + ")" * 101: (100, "100 brackets"),
    "max(" * 101 + "x" + ")" * 101: (403, "100 brackets"),
    "x+" * 1001 + "x": (2001, "1,000 operators"),
    "-" * 1001 + "x": (1000, "1,000 operators"),
    "x+" * 10**5 + "x": (LONGEST, "too long"),
    "(" * 10**7: (LONGEST, "too long"),
    " " * 10**7: (0, "empty"),
    "x" * 10**7: (LONGEST, "too long"),
    "x + " + "q" * 9000: (4, "no value for qqq"),
    "x + " + "q" * 9000 + "(x)": (4, "qqq"),
    "not " * 2400 + "x": (0, ""),
    "x if y else " * 800 + "x": (0, ""),
    "lambda:" * 1400 + "x": (0, ""),
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: ascii(text[:24]))
def test_anything_else_is_refused_at_its_column(text):
    """The message says what to write instead, and a caret stands under the place."""
    at, says = REFUSED[text]
    found = fault(text)
    assert at == found.at
    assert says in found.message
    assert len(found.message) <= 400
    if text.strip():
        _, excerpt, caret = str(found).split("\n")
        assert f"(column {at + 1})" in str(found)
        assert len(excerpt) <= 80
        under = excerpt[caret.index("^")] if caret.index("^") < len(excerpt) else ""
        assert under in {text[at : at + 1], "\N{REPLACEMENT CHARACTER}", "…", ""}


@pytest.mark.parametrize("error", [RecursionError, MemoryError])
def test_what_is_too_deep_for_the_parser_is_refused(monkeypatch, error):
    """How deep that is depends on Python; the limits on brackets and operators come first where they can."""

    def parse_nothing(*_, **__):
        raise error

    monkeypatch.setattr("ast.parse", parse_nothing)
    assert "nested too deeply" in fault("x").message


def test_nothing_is_run(tmp_path):
    """A call that Python would run leaves no trace."""
    trace = tmp_path / "trace"
    fault(f"open({str(trace)!r}, 'w')")
    fault(f"__import__('pathlib').Path({str(trace)!r}).touch()")
    assert not trace.exists()


def test_a_refusal_shows_no_control_characters():
    """What was typed can do nothing to the terminal that shows the message."""
    assert "\x1b" not in str(fault("x + 'a\x1b[31m'"))


def test_the_caret_stands_right_under_wide_characters():
    """A character two columns wide counts as two."""
    assert "\n  日本 + [x]\n         ^" in str(fault("日本 + [x]"))


@given(st.text(max_size=60))
def test_any_text_is_a_formula_or_a_fault(text):
    """No other exception comes out of it, whatever is typed."""
    try:
        result = parse(text)(POINT)
    except Fault:
        return
    assert isinstance(result, float)


TOKENS = [*"xyz.,:=<>+-*/%()[]{}'\"\\ \n!@#$^&|~1e0_", "if ", "lambda ", "where(", "**", "sum"]


@given(st.lists(st.sampled_from(TOKENS)))
def test_any_tokens_are_a_formula_or_a_fault(tokens):
    """The same for what looks more like Python."""
    test_any_text_is_a_formula_or_a_fault.hypothesis.inner_test("".join(tokens))
