"""A mistake planted in the table turns a check red: one for each family; `tools/mutate_table.py` tries all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TOOL = Path(__file__).resolve().parents[2] / "tools" / "mutate_table.py"

#: A piece of ops.py, and what to write instead.
MISTAKES = {
    "partials=lambda x, y, out: (1, -1)": "partials=lambda x, y, out: (1, 1)",
    "(0, where(c, 1, 0), where(c, 0, 1))": "(0, where(c, 1, 0), 1)",
    "where(x < -1, nan, 1/(1 + x))": "1/(1 + x)",
    "where(y >= 0, 0, y*inf), nan)": "where(y >= 0, 0, y*inf), 0)",
    "partials=lambda x, out: -sin(x)": "partials=lambda x, out: sin(x)",
    "where(x < lo, lo, where(x > hi, hi, x))": "where(x <= lo, lo, where(x > hi, hi, x))",
    "products.append(product*after)": "products.append(product)",
    "where(eq(x, out), 1.0, 0.0)": "where(x >= out, 1.0, 0.5)",
    "partials=lambda x, out: polygamma(0, x)": "partials=lambda x, out: polygamma(1, x)",
    "where(x < 0, 0.0, x) + log1p(_fall(x))": "where(x < 0, 0.0, x) + log(1 + _fall(x))",
    "0.044715*": "0.044716*",
    "kink=lambda x: (x - real.floor(x) - 0.5,)": "kink=lambda x: (x - real.floor(x),)",
}


def _planted(*mistakes: tuple[str, str]) -> subprocess.CompletedProcess[str]:
    plants = [word for mistake in mistakes for word in ("--plant", *mistake)]
    return subprocess.run(
        [sys.executable, str(TOOL), "--processes", "1", *plants], capture_output=True, encoding="utf-8", check=False
    )


def test_mistakes_are_noticed() -> None:
    """Each planted mistake makes a check of some row fail."""
    done = _planted(*MISTAKES.items())
    assert done.stderr == ""
    assert [line for line in done.stdout.splitlines() if "SURVIVES" in line] == []
    assert f"{len(MISTAKES)} of {len(MISTAKES)} mistakes noticed" in done.stdout
    assert done.returncode == 0


def test_no_mistake_is_no_failure() -> None:
    """A change that means nothing is said to survive: the checks do not fail by themselves."""
    done = _planted(("Make a row and put it into the table.", "Put a row into the table."))
    assert "SURVIVES" in done.stdout
    assert "0 of 1 mistakes noticed" in done.stdout
    assert done.returncode == 1
