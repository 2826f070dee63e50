"""The verbs that show: draw, steps, whatif; and explain in LaTeX."""

import json
import os
import xml.etree.ElementTree as ET

import pytest

import wengert as wg

NEURON = ["tanh(x1*w1 + x2*w2 + b)", "x1=2", "x2=0", "w1=-3", "w2=1", "b=6.8813735870195432"]
AGAIN = ["a*b + a", "a=2", "b=4"]
TWICE = "import wengert as wg\nx = wg.Value(2.0)\ny = x*x\nz = y*y\nout = y + z\n"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """Files are written into a folder of the test's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def again():
    a, b = wg.Value(2.0, label="a"), wg.Value(4.0, label="b")
    return a * b + a


# --- draw ----------------------------------------------------------------------------------------


def test_a_drawing_goes_to_the_terminal(run):
    """In characters, with the gradients of what was asked for."""
    result = run("draw", *AGAIN)
    assert 0 == result.exit_code
    y = again()
    y.backward()
    assert wg.draw(y).text(80).rstrip("\n") + "\n" == result.stdout
    assert "grad 5" in result.stdout


def test_a_drawing_goes_into_a_file(run, here):
    """In the form of its suffix, and says so."""
    result = run("draw", *NEURON, "-o", "neuron.svg")
    assert (0, "wrote neuron.svg\n") == (result.exit_code, result.stdout)
    ET.parse(here / "neuron.svg")
    for name in ("neuron.html", "neuron.dot", "neuron.txt", "neuron.tex", "neuron.json"):
        assert 0 == run("draw", *NEURON, "--output", name).exit_code
        assert (here / name).stat().st_size > 200


def test_a_drawing_may_be_of_the_forward_pass_alone(run):
    """Without any gradient."""
    assert "grad" not in run("draw", *AGAIN, "--forward").stdout


def test_the_gradients_of_a_script_are_drawn_as_it_left_them(run, here):
    """Here those of two sweeps; where there was none, those of the target."""
    (here / "script.py").write_text(f"{TWICE}import sys\nfor _ in sys.argv[1:]: out.backward()\n", encoding="utf-8")
    assert "grad 36" in run("draw", "script.py:out").stdout
    assert "grad 72" in run("draw", "script.py:out", "--", "1", "2").stdout


def test_a_drawing_has_the_looks_that_are_asked_for(run, here):
    """Direction, theme and folding are draw's own."""
    assert 0 == run("draw", *AGAIN, "--rankdir", "TB", "--theme", "dark", "--fold", "none", "-o", "a.svg").exit_code
    y = again()
    y.backward()
    assert wg.draw(y, rankdir="TB", theme="dark", fold=None).svg == (here / "a.svg").read_text(encoding="utf-8")


# --- steps ---------------------------------------------------------------------------------------


def test_steps_are_printed_as_tables(run):
    """What `print(wg.steps(y))` prints."""
    result = run("steps", *AGAIN)
    assert 0 == result.exit_code
    assert str(wg.steps(again())) == "\n".join(line.rstrip() for line in result.stdout.split("\n"))


def test_mistakes_can_be_made(run, here):
    """Each by its option."""
    (here / "script.py").write_text(TWICE, encoding="utf-8")
    report = json.loads(run("steps", "script.py:out", "--order", "breadth-first", "--json").stdout)
    assert [{"node": 0, "gradient": 4.0, "true": 36.0}] == report["wrong"]
    report = json.loads(run("steps", "a*a", "a=3", "--accumulate", "overwrite", "--seed", "2", "--json").stdout)
    assert [{"node": 0, "gradient": 6.0, "true": 12.0}] == report["wrong"]


@pytest.mark.parametrize("name", ["steps.svg", "steps.html", "steps.txt", "steps.json"])
def test_steps_go_into_a_file(run, here, name):
    """As `wg.steps(y).save` writes it."""
    assert f"wrote {name}\n" == run("steps", *AGAIN, "--rankdir", "TB", "-o", name).stdout
    written = (here / name).read_bytes()
    wg.steps(again()).save(name, rankdir="TB")
    assert (here / name).read_bytes() == written


# --- whatif --------------------------------------------------------------------------------------


def test_what_if_of_an_expression(run):
    """The promise of the gradient, what comes of it, and the error."""
    text = run("whatif", "a*b", "a=2", "b=3", "--to", "a=2.01").stdout
    assert "+0.03" in text
    report = json.loads(run("whatif", "a*b", "a=2", "b=3", "--to", "a=2.5", "--to", "b=2*2", "--json").stdout)
    assert (3.5, 4.0, -0.5) == (report["predicted"], report["true"], report["error"])


def test_nudging_an_expression(run):
    """S4: one step of 0.01 along the gradient raises −30.0919 to −26.6."""
    words = ["whatif", "a*b*d", "a=3.008", "b=-4.992", "d=2.004", "--nudge", "0.01", "--json"]
    report = json.loads(run(*words).stdout)
    assert (-30.0919, -26.6) == (round(report["before"], 4), round(report["after"], 1))
    report = json.loads(run(*words, "--wrt", "b", "--wrt", "d").stdout)
    assert ["b", "d"] == [leaf["name"] for leaf in report["leaves"]]
    assert json.loads(run("whatif", "a*a", "a=3", "--nudge", "-0.01", "--json").stdout)["true"] < 0.0


# --- explain -------------------------------------------------------------------------------------


def test_an_explanation_in_latex(run):
    """What `.latex()` gives, and nothing else."""
    y = again()
    assert y.explain(wg.Graph(y).leaves[0]).latex() == run("explain", *AGAIN, "--wrt", "a", "--latex").stdout


# --- what is refused -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["draw", *AGAIN, "-o", "a.gif"], "a drawing is saved as .svg"),
        (["draw", *AGAIN, "-o", "a"], "'no suffix'"),
        (["draw", *AGAIN, "--fold", "nothing-of-that-name"], "nothing-of-that-name"),
        (["draw", *AGAIN, "--rankdir", "RL"], "RL"),
        (["draw", "a*", "a=1"], "wengert: "),
        (["steps", *AGAIN, "-o", "a.png"], "steps are saved as .svg"),
        (["steps", *AGAIN, "--order", "depth-first"], "depth-first"),
        (["steps", *AGAIN, "--seed", "x"], "x"),
        (["steps", " + ".join(["a"] * 500), "a=1", "-o", "a.svg"], "takes up to 400 steps"),
        (["whatif", *AGAIN], "either --to NAME=NUMBER or --nudge STEP"),
        (["whatif", *AGAIN, "--to", "a=3", "--nudge", "1"], "either --to NAME=NUMBER or --nudge STEP"),
        (["whatif", *AGAIN, "--to", "a=3", "--wrt", "a"], "--wrt goes with --nudge"),
        (["whatif", *AGAIN, "--to", "a"], "write a=NUMBER"),
        (["whatif", *AGAIN, "--to", "q=3"], "there is no Value 'q'"),
        (["whatif", *AGAIN, "--to", "a=1", "--to", "a=2"], "a has a value already"),
        (["whatif", *AGAIN, "--nudge", "far"], "far"),
    ],
    ids=lambda words: " ".join(words)[:60] if isinstance(words, list) else "",
)
def test_wrong_input_ends_with_status_2(run, here, words, says):
    """With a message that says what to do, nothing on stdout, and no file."""
    result = run(*words)
    assert (2, "") == (result.exit_code, result.stdout)
    assert says in result.stderr
    assert "Traceback" not in result.stderr
    assert [] == os.listdir(here)


@pytest.mark.parametrize("verb", ["draw", "steps"])
def test_a_folder_that_is_not_there_was_typed_wrong(run, here, verb):
    """Status 2 with the folder and the file by name; a file is no folder either."""
    result = run(verb, *AGAIN, "-o", "no/such/folder/a.svg")
    assert (2, "") == (result.exit_code, result.stdout)
    says = "wengert: there is no folder 'no/such/folder' to write 'no/such/folder/a.svg' into; make it first\n"
    assert says == result.stderr
    (here / "plain").write_text("", encoding="utf-8")
    assert 2 == run(verb, *AGAIN, "-o", "plain/a.svg").exit_code


@pytest.mark.parametrize("verb", ["draw", "steps"])
def test_what_the_system_refuses_ends_with_status_1(run, here, verb):
    """Its message, without a traceback."""
    (here / "a.svg").mkdir()
    result = run(verb, *AGAIN, "-o", "a.svg")
    assert (1, "") == (result.exit_code, result.stdout)
    assert result.stderr.startswith("wengert: ")
    assert "a.svg" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_missing_extra_is_said_by_name(run, monkeypatch):
    """With status 1, and how to install it."""
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    result = run("draw", *AGAIN, "-o", "a.png")
    assert (1, "") == (result.exit_code, result.stdout)
    assert "wengert[png]" in result.stderr
