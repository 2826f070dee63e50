"""What is generated from the table: up to date, and the same bits in both builds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
GENERATE = HERE.parents[1] / "tools" / "generate.py"


def _run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_generated_files_are_up_to_date() -> None:
    """`tools/generate.py --check` finds no file that differs from what the table says."""
    done = _run(str(GENERATE), "--check")
    assert done.stdout == ""
    assert done.returncode == 0


def test_builds_agree_bit_for_bit() -> None:
    """The compiled and the interpreted build give the same bits, for every row at thousands of points."""
    compiled = _run(str(HERE / "rowbits.py"), WENGERT_PURE="0")
    interpreted = _run(str(HERE / "rowbits.py"), WENGERT_PURE="1")
    assert (compiled.stderr, interpreted.stderr) == ("", "")
    ours, theirs = compiled.stdout.splitlines(), interpreted.stdout.splitlines()
    assert len(ours) > 10_000
    assert [pair for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]][:20] == []


def test_every_row_is_below_the_count() -> None:
    """`kernels.COUNT` is where rows without kernels begin: none of the table's is beyond it."""
    code = "import wengert; from wengert.core import kernels, row; print(len(row.TABLE) - kernels.COUNT)"
    done = _run("-c", code, WENGERT_PURE="1")
    assert ("0\n", "") == (done.stdout, done.stderr)
