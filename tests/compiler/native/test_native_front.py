"""The tests of compiled functions, run on machine code alone: whatever they ask of a function holds of it, too."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from builds import COMPILED, LONG, SOURCE

COMPILER = Path(__file__).resolve().parent.parent
#: What asks most of kernels; WENGERT_LONG=1 runs all that there is.
SOME = ["test_batches.py", "test_paths.py", "test_vectorize.py", "test_captured.py"][: None if COMPILED else 1]


def test_the_tests_of_compiled_functions():
    """With WENGERT_TIER=native from the first call on, and without vector math, they pass."""
    files = ["front", "branching", "test_branching.py", "test_function_inputs.py"]
    chosen = files if LONG else [os.path.join("front", name) for name in SOME]
    env = {name: text for name, text in os.environ.items() if not name.startswith(("COV_", "COVERAGE_", "PYTEST_"))}
    env |= {"PYTHONPATH": str(SOURCE), "WENGERT_TIER": "native", "WENGERT_VECTOR_MATH": "0"}
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *chosen]
    done = subprocess.run(command, cwd=COMPILER, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
