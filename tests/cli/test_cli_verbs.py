"""The verbs, run in this process."""

import json
import platform
import shlex
import shutil
import sys
from pathlib import Path

import pytest

import wengert as wg
from wengert import _build
from wengert.cli import doctor as diagnosis
from wengert.cli.main import main
from wengert.compiler import native
from wengert.core.row import rows

NEURON = ["tanh(x1*w1 + x2*w2 + b)", "x1=2", "x2=0", "w1=-3", "w2=1", "b=6.8813735870195432"]
ROWS = rows()
VERBS = sorted(main.commands)
ZOO = Path(__file__).parent.parent / "zoo"


def by_label(report):
    return {node["label"]: node for node in report["nodes"] if node["label"]}


# --- the command itself --------------------------------------------------------------------------


def test_the_verbs_are_these():
    """One entry point, ten verbs."""
    assert ["audit", "cache", "check", "demo", "doctor", "draw", "explain", "functions", "steps", "whatif"] == VERBS


def test_the_version_is_told(run):
    """By --version, as the package tells it."""
    assert f"wengert {wg.__version__}\n" == run("--version").stdout


@pytest.mark.parametrize("verb", [[], *([verb] for verb in VERBS)], ids=str)
def test_every_help_has_an_example_and_fits_80_columns(run, verb):
    """And ends with status 0."""
    result = run(*verb, "--help")
    assert 0 == result.exit_code
    assert f"wengert {' '.join(verb)}".rstrip() in result.stdout.partition("Example")[2]
    assert max(len(line) for line in result.stdout.splitlines()) <= 80


@pytest.mark.parametrize("verb", VERBS)
def test_every_example_of_the_help_runs(run, verb, tmp_path, monkeypatch):
    """As it is printed, with a script or an engine of the name in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "train.py").write_text("import wengert as wg\nw = wg.Value(2.0)\nloss = w*w\n", encoding="utf-8")
    (tmp_path / "homework").mkdir()
    for name, engine in {"engine.py": "za01_closures.py", "homework/a.py": "za01_closures.py",
                         "notes.ipynb": "zb02_notebook.ipynb"}.items():  # fmt: skip
        shutil.copy(ZOO / engine, tmp_path / name)
    examples = main.commands[verb].help.partition("Examples:\n")[2].strip().splitlines()
    assert examples
    for example in examples:
        wengert, *words = shlex.split(example)
        assert "wengert" == wengert
        if words[0] == "demo":
            words += ["--steps", "1"]
        if "--require-compiled" not in words:
            assert 0 == run(*words).exit_code


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["explain"], ["demo", "--steps", "0"], ["demo", "--seed", "x"], ["functions", "a", "b"], ["--no"]],
    ids=str,
)
def test_what_click_refuses_ends_with_status_2(run, words):
    """With a message on stderr, and nothing on stdout."""
    result = run(*words)
    assert 2 == result.exit_code
    assert "" == result.stdout
    assert "Error" in result.stderr


# --- explain and check ---------------------------------------------------------------------------


def test_explain_shows_the_seeds_neuron(run):
    """Value and gradients of S1, in JSON to the last digit."""
    result = run("explain", *NEURON, "--json")
    assert 0 == result.exit_code
    report = json.loads(result.stdout)
    assert 0.7071067811865476 == pytest.approx(report["nodes"][-1]["value"], rel=1e-15)
    gradients = {label: round(node["gradient"], 3) for label, node in by_label(report).items()}
    assert {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5} == gradients


def test_explain_by_a_name_shows_the_chain_rule(run):
    """The derivative by that name, for people and in JSON."""
    text = run("explain", *NEURON, "--wrt", "x1").stdout
    assert "dy/dx1 = −1.5" in text
    report = json.loads(run("explain", *NEURON, "--wrt", "x1", "--json").stdout)
    assert -1.5 == pytest.approx(report["derivative"]["value"])


@pytest.mark.parametrize("text", ["-x", "--x*1", "-x**2 + 0", "-(x)", "--w*x"])
def test_an_expression_may_begin_with_a_minus(run, text):
    """It is no option then."""
    names = ["x=-2"] + ["w=1"] * ("w" in text)
    report = json.loads(run("explain", text, *names, "--json").stdout)
    x, w = -2.0, 1.0
    assert eval(text, {"__builtins__": {}}, {"x": x, "w": w}) == report["nodes"][-1]["value"]


@pytest.mark.parametrize("words", [["--jsn", "x", "x=1"], ["x", "x=1", "--jsn"], ["x", "x=1", "--jsn=1"]], ids=str)
def test_a_mistyped_option_is_no_expression(run, words):
    """The nearest option is named."""
    result = run("explain", *words)
    assert 2 == result.exit_code
    assert "there is no option --jsn; did you mean --json?" in result.stderr


@pytest.mark.parametrize("verb", ["explain", "check"])
@pytest.mark.parametrize(
    "words",
    [["__import__('os')"], ["x*y", "x=1"], ["x", "x=z"], ["(" * 10**7], ["x+" * 10**5 + "x", "x=1"], ["no.py:y"], [""]],
    ids=lambda words: words[0][:20],
)
def test_bad_input_ends_with_status_2(run, verb, words):
    """With one short message on stderr, no traceback, and nothing on stdout."""
    result = run(verb, *words)
    assert 2 == result.exit_code
    assert "" == result.stdout
    assert result.stderr.startswith("wengert: ")
    assert "Traceback" not in result.stderr
    assert len(result.stderr) < 400


def test_a_name_that_is_not_there_is_refused(run):
    """With those there are."""
    result = run("explain", "x*rate", "x=1", "rate=2", "--wrt", "rat")
    assert 2 == result.exit_code
    assert "there is no Value 'rat'; did you mean rate?" in result.stderr


def test_the_output_must_depend_on_the_name(run, tmp_path, monkeypatch):
    """A Value of the script from which the output was not made is refused."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "script.py").write_text("import wengert as wg\na, b = wg.Value(1.0), wg.Value(2.0)\ny = a*a\n")
    for verb, says in (("explain", "not made from"), ("check", "leaves of the graph")):
        result = run(verb, "script.py:y", "--wrt", "b")
        assert 2 == result.exit_code
        assert says in result.stderr


def test_an_expression_comes_from_standard_input(run):
    """Where a single minus stands for it."""
    result = run("check", "-", "x=2", "y=8", stdin="sqrt(x*y)\n")
    assert 0 == result.exit_code
    assert "2 agree" in result.stdout
    assert 2 == run("check", "-", stdin="(" * 10**6).exit_code


def test_a_check_that_agrees_ends_with_status_0(run):
    """For people and in JSON."""
    result = run("check", *NEURON)
    assert 0 == result.exit_code
    assert "5 agree" in result.stdout
    assert json.loads(run("check", *NEURON, "--json").stdout)["ok"] is True


def test_a_check_that_fails_ends_with_status_1(run, tmp_path, monkeypatch):
    """Also in JSON, where inf and nan are strings."""
    monkeypatch.chdir(tmp_path)
    result = run("check", "log(x)", "x=-1", "--json")
    assert 1 == result.exit_code
    report = json.loads(result.stdout)
    assert report["ok"] is False
    assert "nan" == report["lines"][0]["reverse"]
    assert 1 == run("check", "log(x)", "x=-1").exit_code


def test_some_derivatives_may_be_checked_alone(run):
    """By name; only leaves of the graph can be nudged."""
    report = json.loads(run("check", *NEURON, "--wrt", "w1", "--wrt", "b", "--json").stdout)
    assert ["w1", "b"] == [line["name"] for line in report["lines"]]
    assert 2 == run("check", *NEURON, "--wrt", "q").exit_code


def test_a_kink_is_no_failure(run):
    """It is named."""
    result = run("check", "relu(x)", "x=0")
    assert 0 == result.exit_code
    assert "kink" in result.stdout


def test_json_stays_json_when_a_script_prints(run, tmp_path, monkeypatch):
    """What the script prints goes to stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "script.py").write_text("import wengert as wg\nprint('noise')\nx = wg.Value(1.0)\ny = x*x\n")
    result = run("explain", "script.py:y", "--json")
    assert "x*x" == json.loads(result.stdout)["expression"]
    assert "noise\n" == result.stderr


def test_an_error_in_a_script_ends_with_status_1(run, tmp_path, monkeypatch):
    """And the user's traceback."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "script.py").write_text("1/0\n")
    result = run("check", "script.py:y")
    assert 1 == result.exit_code
    assert result.stderr.startswith("Traceback (most recent call last):\n")
    assert result.stderr.endswith("ZeroDivisionError: division by zero\n")


# --- functions -----------------------------------------------------------------------------------


def test_the_table_lists_every_row(run):
    """In 80 columns, each with what it computes, its domain, kinks and NumPy names."""
    text = run("functions").stdout
    assert max(len(line) for line in text.splitlines()) <= 80
    flat = " ".join(text.split())
    for row in ROWS:
        for part in (row.doc, row.kinks, *row.numpy):
            assert " ".join(part.split()) in flat
        assert row.domain == "all real numbers" or row.domain in flat
        assert row.source in flat
    assert f"{len(ROWS)} functions: " in flat


def test_the_table_is_data_too(run):
    """One object for each row, in the table's order."""
    listed = json.loads(run("functions", "--json").stdout)
    assert [row.name for row in ROWS] == [row["name"] for row in listed]
    kinds = {row["name"]: row["kind"] for row in listed}
    assert kinds == {row.name: "composite" if row.composite else "primitive" for row in ROWS}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_one_function_is_shown_in_full(run, row):
    """By its name: derivative or inside, domain, kinks, LaTeX, source."""
    text = run("functions", row.name).stdout
    assert max(len(line) for line in text.splitlines()) <= 80
    flat = "".join(text.split())
    found = json.loads(run("functions", row.name, "--json").stdout)
    assert (found["inside"] is None) == (found["partials"] is not None)
    formulas = [found["inside"]] if row.composite else list(found["partials"].values())
    for part in (row.doc, row.domain, row.kinks, row.source, found["latex"], found["notation"], *formulas):
        assert "".join(part.split()) in flat if part else True


@pytest.mark.parametrize(
    ("name", "partials"),
    {
        "mul": {"x": "y", "y": "x"},
        "tanh": {"x": "1 - out*out"},
        "div": {"x": "1/y", "y": "-out/y"},
        "sub": {"x": "1", "y": "-1"},
        "erf": {"x": "1.128379167*exp(-(x*x))"},
        "relu": None,
        "clip": {
            "x": "where(x < lo, 0, where(x > hi, 0, 1))",
            "lo": "where(x < lo, 1, 0)",
            "hi": "where(x > hi, 1, 0)",
        },
    }.items(),
)
def test_derivatives_are_shown_as_the_table_states_them(run, name, partials):
    """In the arguments and the result."""
    assert partials == json.loads(run("functions", name, "--json").stdout)["partials"]


@pytest.mark.parametrize(
    ("name", "inside"),
    [("relu", "where(x <= 0, 0, x)"), ("gelu_tanh", "x*sigmoid(1.595769122*(x + 0.044715*(x*x*x)))"), ("tanh", None)],
)
def test_composites_show_what_is_inside(run, name, inside):
    """Written in other functions, composite ones closed; a primitive one has nothing inside."""
    assert inside == json.loads(run("functions", name, "--json").stdout)["inside"]


@pytest.mark.parametrize(("name", "found"), [("arctan2", "atan2"), ("**", "pow"), ("-", "sub"), ("fabs", "abs")])
def test_numpys_names_and_operators_find_their_row(run, name, found):
    """As well as its own name."""
    assert found == json.loads(run("functions", "--json", "--", name).stdout)["name"]


def test_an_unknown_function_is_refused(run):
    """With the nearest name."""
    result = run("functions", "sigmiod")
    assert 2 == result.exit_code
    assert "wengert: there is no function 'sigmiod'; did you mean sigmoid?\n" == result.stderr


# --- doctor --------------------------------------------------------------------------------------


def test_doctor_says_what_runs(run):
    """Versions, the build of each module, the extras with how to install them."""
    text = run("doctor").stdout
    found = json.loads(run("doctor", "--json").stdout)
    assert platform.python_version() in text
    assert _build.compiled() == found["compiled"]
    for module, compiled in found["compiled"].items():
        assert " ".join([module, "compiled" if compiled else "interpreted"]) in " ".join(text.split())
    for extra, packages in found["extras"].items():
        assert (f'pip install "wengert[{extra}]"' in text) == (None in packages.values())


def test_doctor_says_what_machine_code_is_for(run):
    """LLVM's version, the processor, and how many lanes go side by side."""
    found = json.loads(run("doctor", "--json").stdout)["machine code"]
    assert "" == found["trouble"]
    assert found["lanes"] in (2, 4, 8)
    assert f"LLVM {found['llvm']} for {found['cpu']}, {found['lanes']} lanes" in " ".join(run("doctor").stdout.split())


def test_doctor_says_why_there_is_no_machine_code(run, monkeypatch):
    """Without llvmlite all else is there."""
    monkeypatch.setitem(sys.modules, "wengert.compiler.native.engine", None)
    monkeypatch.delattr(native, "engine", raising=False)
    assert "machine code there is none: " in " ".join(run("doctor").stdout.split())


def test_doctor_can_require_the_compiled_core(run):
    """Status 1 where a module runs interpreted."""
    result = run("doctor", "--require-compiled")
    assert (0 if all(_build.compiled().values()) else 1) == result.exit_code
    assert ("interpreted" in result.stderr) == (result.exit_code == 1)


@pytest.mark.parametrize(
    ("compiled", "pure", "compiler", "says"),
    [
        (True, False, None, "The core runs compiled."),
        (False, True, "/usr/bin/cc", "WENGERT_PURE=1 is set"),
        (False, False, "/usr/bin/cc", "To build it: pip install"),
        (False, False, None, "Install a C compiler, then reinstall"),
    ],
)
def test_doctor_says_how_to_get_the_compiled_core(run, monkeypatch, compiled, pure, compiler, says):
    """Depending on why it does not run."""
    found = {**diagnosis.examine(), "compiled": {"some.module": compiled}, "WENGERT_PURE": pure, "compiler": compiler}
    monkeypatch.setattr(diagnosis, "examine", lambda: found)
    assert says in " ".join(run("doctor").stdout.split())
    assert (0 if compiled else 1) == run("doctor", "--require-compiled").exit_code


def test_doctor_finds_the_compiler_that_is_asked_for(monkeypatch, tmp_path):
    """CC in the environment, then the one that built Python; none where there is none."""
    own = tmp_path / "my-cc"
    own.write_text("#!/bin/sh\n")
    own.chmod(0o755)
    monkeypatch.setenv("CC", f"{own} -O2")
    assert str(own) == diagnosis.compiler()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    monkeypatch.setenv("CC", "")
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: None)
    assert diagnosis.compiler() is None


def test_doctor_tells_a_missing_package_from_an_installed_one():
    """By what is installed, without importing it."""
    assert wg.Value is not None and diagnosis.version("click") is not None
    assert diagnosis.version("no-such-package-as-this") is None
