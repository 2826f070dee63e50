"""The command as a process: piped, without colour, with its exit statuses."""

import json
import os
import pty
import subprocess
import sys

import pytest


def test_output_that_is_piped_is_plain_text(process):
    """No escape sequence, 80 columns, nothing on stderr."""
    done = process("explain", "tanh(x*w + b)", "x=2", "w=-3", "b=6.5", "--wrt", "w")
    assert 0 == done.returncode
    assert "" == done.stderr
    assert "dy/dw = " in done.stdout
    assert "\x1b" not in done.stdout
    assert max(len(line) for line in done.stdout.splitlines()) <= 80


@pytest.mark.parametrize(("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_obeyed(process, environment, coloured):
    """Even where a terminal is asked for."""
    done = process("check", "x*y", "x=2", "y=3", FORCE_COLOR="1", TERM="xterm-256color", **environment)
    assert 0 == done.returncode
    assert coloured == any(f"\x1b[{code}m" in done.stdout for code in ("32", "1;32", "38;5;2"))


def test_a_narrow_terminal_is_obeyed(process):
    """COLUMNS says how wide it is."""
    done = process("functions", "gelu", COLUMNS="50")
    assert 0 == done.returncode
    assert max(len(line) for line in done.stdout.splitlines()) <= 50


def test_a_terminal_without_unicode_is_no_failure(process):
    """Characters that it has not are replaced."""
    done = process("functions", PYTHONIOENCODING="ascii")
    assert 0 == done.returncode
    assert "atan2(y, x)" in done.stdout


def test_a_reader_that_leaves_early_is_no_traceback():
    """As in `wengert functions | head -1`."""
    with subprocess.Popen(
        [sys.executable, "-m", "wengert.cli", "functions", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as started:
        assert started.stdout is not None and started.stderr is not None
        started.stdout.read(1)
        started.stdout.close()
        assert b"Traceback" not in started.stderr.read()


@pytest.mark.parametrize(
    ("words", "stdin", "status"),
    [
        (["check", "x*y", "x=2", "y=3"], "", 0),
        (["check", "log(x)", "x=-1"], "", 1),
        (["explain", "__import__('os').system('echo run')"], "", 2),
        (["explain", "-"], "(" * 10**7, 2),
        (["explain", "-", "x=1"], "x+" * 10**5 + "x", 2),
        (["explain", "missing.py:y"], "", 2),
    ],
    ids=lambda x: str(x)[:30],
)
def test_the_exit_status_tells_how_it_went(process, words, stdin, status):
    """0 well, 1 a check failed, 2 what was typed is wrong: then a message and no traceback."""
    done = process(*words, stdin=stdin)
    assert status == done.returncode
    assert (status == 2) == done.stderr.startswith("wengert: ")
    assert "Traceback" not in done.stderr
    assert (status == 2) == (done.stdout == "")


def test_a_script_is_run_and_explained(process, tmp_path):
    """With its own folder first in the search for imports, and its output before ours."""
    (tmp_path / "neighbour.py").write_text("two = 2.0\n")
    (tmp_path / "script.py").write_text(
        "import sys, wengert as wg\nfrom neighbour import two\n"
        "print(__name__, sys.argv)\na = wg.Value(two)\ny = a*a\n"
    )
    done = process("explain", "script.py:y", "more")
    assert 0 == done.returncode
    assert done.stdout.startswith("__main__ ['script.py', 'more']\ny = a*a\n")
    done = process("explain", "script:y", "--json")
    assert 4.0 == json.loads(done.stdout)["nodes"][-1]["value"]


def test_an_error_in_a_script_shows_the_users_traceback(process, tmp_path):
    """And ends with status 1."""
    (tmp_path / "script.py").write_text("def f():\n    raise ValueError('mine')\nf()\n")
    done = process("explain", "script.py:y")
    assert 1 == done.returncode
    assert 'File "script.py", line 3' in done.stderr.splitlines()[1]
    assert "ValueError: mine" == done.stderr.splitlines()[-1]


@pytest.mark.parametrize("pure", ["0", "1"])
def test_doctor_sees_which_build_runs(process, pure):
    """WENGERT_PURE=1 runs interpreted, and then the compiled core can be required in vain."""
    done = process("doctor", "--json", WENGERT_PURE=pure)
    found = json.loads(done.stdout)
    assert (pure == "1") == found["WENGERT_PURE"]
    if pure == "1":
        assert not any(found["compiled"].values())
    required = process("doctor", "--require-compiled", WENGERT_PURE=pure)
    assert (0 if all(found["compiled"].values()) else 1) == required.returncode


def test_both_builds_show_the_same_demo(process):
    """Digit for digit."""
    shown = {process("demo", "--steps", "2", WENGERT_PURE=pure).stdout for pure in ("0", "1")}
    assert 1 == len(shown)
    assert "accuracy" in shown.pop()


def test_a_terminal_sees_a_progress_bar():
    """And colours."""
    main, side = pty.openpty()
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        [sys.executable, "-m", "wengert.cli", "demo", "--steps", "20"], stdout=side, stderr=side, env=environment
    ) as started:
        os.close(side)
        seen = b""
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            seen += part
        assert 0 == started.wait()
    os.close(main)
    assert b"\x1b[" in seen
    assert "━".encode() in seen
