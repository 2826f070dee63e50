"""Ways to run the command: in this process, and as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from wengert.cli.main import main

# What a script's test leaves behind in the environment must not colour or widen the output.
PLAIN = {"COLUMNS": None, "FORCE_COLOR": None, "NO_COLOR": None, "TERM": "dumb"}


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    """No test looks at, or clears, what the user has kept."""
    monkeypatch.setenv("WENGERT_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def run() -> Callable[..., Result]:
    """`run("explain", "x*y", "x=2")`: the command in this process; stdout and stderr are kept apart."""

    def invoke(*args: str, stdin: str | None = None) -> Result:
        result = CliRunner(env=PLAIN).invoke(main, args, input=stdin, prog_name="wengert")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return invoke


@pytest.fixture
def process(tmp_path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The same as a real process in a folder of its own, its output piped."""

    def start(*args: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if key not in PLAIN}
        return subprocess.run(
            [sys.executable, "-m", "wengert.cli", *args],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**inherited, "PYTHONIOENCODING": "utf-8", **environment},
            check=False,
        )

    return start
