"""The programs of the tests beside are at hand here too."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(TESTS / "compiler"), str(TESTS / "core")]
