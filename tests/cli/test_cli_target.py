"""What a verb is asked about: values for names, scripts and modules."""

import math
import sys

import pytest

import wengert as wg
from wengert.cli.assignment import assignments
from wengert.cli.fault import Fault
from wengert.cli.target import ScriptError, resolve

SCRIPT = """\
import sys
import wengert as wg
from neighbour import two
print("argv", sys.argv[1:], __name__)
a = wg.Value(two)
b = wg.Value(4.0, label="the b")
weights = [wg.Value(1.0), wg.Value(3.0)]
hidden = wg.Value(5.0, label="hidden")
y = a*b + weights[1]*hidden
del hidden
number = 3.0
_private = a + 1
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with a script and a module beside it, where we stand."""
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "neighbour.py").write_text("two = 2.0\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in ("script", "neighbour", "broken", "package", "package.inner"):
        sys.modules.pop(name, None)


def write(folder, text, name="broken.py"):
    (folder / name).write_text(text, encoding="utf-8")


# --- values for names ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    {
        "x=2": 2.0,
        "x=-3": -3.0,
        "x=+.5": 0.5,
        "x=1e-3": 1e-3,
        "x= 2 ": 2.0,
        "x=pi/4": math.pi / 4,
        "x=-sqrt(2)": -math.sqrt(2),
        "x=2**10": 1024.0,
        "x=inf": math.inf,
        "x=-inf": -math.inf,
        "x=nan": math.nan,
        "x=-0": -0.0,
        "x=1e400": math.inf,
    }.items(),
)
def test_a_value_is_a_number_or_an_expression_of_numbers(text, expected):
    """As float() reads it, or as an expression without names."""
    assert repr({"x": expected}) == repr(assignments([text]))


@pytest.mark.parametrize(
    ("texts", "at", "says"),
    [
        (["x1"], 2, "write x1=NUMBER"),
        (["+"], 0, "quotes"),
        (["x1", "=", "2"], 2, "write x1=NUMBER"),
        (["=2"], 0, "no name"),
        (["2=2"], 0, "no name"),
        (["x.y=2"], 0, "no name"),
        (["if=2"], 0, "no name"),
        (["True=2"], 0, "no name"),
        (["x=1", "x=1"], 0, "x has a value already"),
        (["fi=1", "ﬁ=1"], 0, "fi has a value already"),
        (["x1=abc"], 3, "abc is no number"),
        (["x1=2*abc"], 5, "abc is no number"),
        (["x=2,5"], 2, "2.5"),
        (["x="], 2, "missing"),
        (["x= "], 2, "missing"),
        (["x=0." + "0" * 20_000 + "1"], 10_002, "too long"),
        (["x=1j"], 2, "imaginary"),
        (["x=2=3"], 3, "does not continue"),
        (["x=__import__('os')"], 2, "no function"),
        (["x=" + "(" * 10**6], 10_002, "too long"),
        (["x=" + "9" * 10**6], 10_002, "too long"),
        (["x" * 10**6 + "=2"], 0, "no name"),
    ],
    ids=lambda x: ascii(x)[:24],
)
def test_what_is_no_assignment_is_refused_at_its_column(texts, at, says):
    """And the message says how it is written."""
    with pytest.raises(Fault) as raised:
        assignments(texts)
    assert at == raised.value.at
    assert says in raised.value.message


# --- expressions ---------------------------------------------------------------------------------


def test_the_variables_of_an_expression_are_labelled_leaves():
    """Named as they were typed, in the order of their values."""
    target = resolve("x*y + x", ["y=3", "x=-2"])
    assert -8.0 == target.y.data
    assert [("y", "y", 3.0), ("x", "x", -2.0)] == [(name, x.label, x.data) for name, x in target.named.items()]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["x*y", "x=2"], "no value for y; add y=NUMBER"),
        (["x*y*z", "x=2"], "no value for y, z; add y=NUMBER z=NUMBER"),
        (["rate*y", "rat=2", "y=1"], "no value for rate; did you mean rat?"),
        (["x*y", "x=2", "y=1", "z=2"], "z is not in the expression; it has x, y"),
        (["weight*y", "weight=2", "y=1", "wieght=2"], "wieght is not in the expression; did you mean weight?"),
        (["x=2", "x*y"], "the expression comes first"),
        (["2*3"], "it is the number 6.0"),
        (["2*3", "x=2"], "x is not in the expression"),
        (["clip(x, 2, 1)", "x=2"], "clip needs lo <= hi"),
        (["script.py"], "Write script.py:y"),
        (["script.py:"], "name of a Value"),
        (["script.py:2"], "name of a Value"),
        (["f(x):y"], "a script or a module"),
        (["nothing.py:y"], "there is no file nothing.py"),
        (["scirpt.py:y"], "there is no file scirpt.py; did you mean script.py?"),
        (["no/folder/script.py:y"], "there is no file no/folder/script.py"),
        (["script.py:q"], "no Value 'q'; the Values there are: a, b, weights[0], weights[1], y, _private"),
        (["script.py:weights[2]"], "did you mean weights[1]?"),
        (["script.py:number"], "number in script.py is of type float, not a Value; the Values there are: a"),
        (["neighbour:y"], "there is no Value at all in it"),
        (["neighbour:two", "more"], "a module takes no arguments"),
        (["no_such_module:y"], "there is no module 'no_such_module'"),
        (["neighbour.inner:y"], "there is no module 'neighbour.inner'"),
    ],
)
def test_a_target_that_is_not_there_is_refused(folder, arguments, says):
    """With what there is, or with the nearest name."""
    with pytest.raises(Fault) as raised:
        resolve(arguments[0], arguments[1:])
    assert says in str(raised.value)


# --- scripts and modules -------------------------------------------------------------------------


def test_a_script_runs_as_python_runs_it(folder, capsys):
    """As __main__, with arguments of its own, and its folder first in the search for imports."""
    before = sys.argv, list(sys.path), sys.modules["__main__"]
    target = resolve("script.py:y", ["--fast", "2"])
    assert 23.0 == target.y.data
    assert "argv ['--fast', '2'] __main__\n" == capsys.readouterr().out
    assert before == (sys.argv, sys.path, sys.modules["__main__"])


def test_a_script_elsewhere_finds_its_neighbours(folder, monkeypatch, tmp_path_factory):
    """Wherever it is called from."""
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert 23.0 == resolve(f"{folder / 'script.py'}:y").y.data


def test_values_without_a_label_are_named_by_their_variables(folder):
    """And those in a list by their place; a label that is there stays."""
    target = resolve("script.py:y")
    assert "a*the b + weights[1]*hidden" == target.y.expression
    assert "a" == resolve("script.py:a").y.label
    assert "weights[1]" == resolve("script.py:weights[1]").y.label


def test_a_node_is_found_by_its_variable_or_by_its_label(folder):
    """Also where no variable holds it any more."""
    target = resolve("script.py:y")
    assert "the b" == target.find("b").label
    assert 4.0 == target.find("the b").data
    assert 5.0 == target.find("hidden").data
    with pytest.raises(Fault, match=r"there is no Value 'hiden'; did you mean hidden\?"):
        target.find("hiden")


def test_a_label_of_two_nodes_is_refused():
    """Since nobody knows which is meant."""
    write_two = wg.Value(1.0, label="w") * wg.Value(2.0, label="w")
    target = resolve("x", ["x=1"])._replace(y=write_two)
    with pytest.raises(Fault, match="2 nodes are labelled 'w'"):
        target.find("w")


def test_a_modules_value_is_found(folder):
    """By the module's dotted name, from the folder where we stand."""
    (folder / "package").mkdir()
    write(folder, "import wengert as wg\nx = wg.Value(3.0)\ny = x*x\n", "package/inner.py")
    assert 9.0 == resolve("package.inner:y").y.data


@pytest.mark.parametrize(
    ("target", "text", "last"),
    [
        ("broken.py:y", "def f():\n    return 1/0\nf()\n", "ZeroDivisionError: division by zero"),
        ("broken:y", "def f():\n    return 1/0\nf()\n", "ZeroDivisionError: division by zero"),
        ("broken.py:y", "import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("broken:y", "import no_such_module\n", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("broken.py:y", "def f(): f()\nf()\n", "RecursionError: maximum recursion depth exceeded"),
        ("broken.py:y", "y = (\n", "SyntaxError: '(' was never closed"),
        ("broken.py:y", "raise SystemExit(3)\n", "broken.py ended by sys.exit(3), and its Values are gone with it"),
    ],
)
def test_an_error_of_the_users_code_is_shown_as_python_shows_it(folder, target, text, last):
    """From the user's own first line on, with none of our frames."""
    write(folder, text)
    with pytest.raises(ScriptError) as raised:
        resolve(target)
    shown = str(raised.value)
    assert last in shown.splitlines()[-1]
    assert "broken" in shown
    assert "runpy" not in shown and "importlib" not in shown and "target.py" not in shown


def test_an_error_leaves_the_surroundings_as_they_were(folder):
    """sys.argv and sys.path are ours again."""
    write(folder, "1/0\n")
    before = sys.argv, list(sys.path)
    with pytest.raises(ScriptError):
        resolve("broken.py:y", ["more"])
    assert before == (sys.argv, sys.path)
