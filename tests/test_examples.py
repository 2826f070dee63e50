"""The examples run, and end well."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.py"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_example_runs(path, tmp_path):
    """Without an error, and it prints something; pictures go to the folder out."""
    done = subprocess.run([sys.executable, str(path)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)
    assert done.stdout
    assert ("pyplot" in path.read_text(encoding="utf-8")) == any((tmp_path / "out").glob("*.png"))


def test_every_minimiser_with_our_derivatives_finds_the_minimum():
    """The last column of the table is small where a gradient is used."""
    (path,) = [path for path in EXAMPLES if path.stem == "minimise"]
    rows = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True).stdout.splitlines()
    off = {row.split()[0]: float(row.split()[-1]) for row in rows[1:]}
    assert all(off[method] < 1e-6 for method in ("BFGS", "trust-exact", "trust-ncg"))
