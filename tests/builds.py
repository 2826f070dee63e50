"""The build that runs, and another interpreter to run the other one or what may break this one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import wengert as wg
from wengert import _build

COMPILED = all(_build.compiled().values())
#: Whether random programs are tried ten times as often: WENGERT_LONG=1.
LONG = os.environ.get("WENGERT_LONG") == "1"
SOURCE = Path(wg.__file__).parent.parent


def run_python(code: str, *args: str, pure: bool = not COMPILED) -> str:
    """What a program prints, run by a fresh interpreter in the build asked for; it must end well."""
    env = {name: text for name, text in os.environ.items() if not name.startswith(("COV_", "COVERAGE_"))}
    env |= {"PYTHONPATH": str(SOURCE), "WENGERT_PURE": "1" if pure else "0", "PYTHONFAULTHANDLER": "1"}
    done = subprocess.run([sys.executable, "-c", code, *args], env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout
