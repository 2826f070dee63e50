"""What the tests of machine code share."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from wengert.compiler.native.cache import ObjectCache

TESTS = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(TESTS / "compiler"), str(TESTS / "core")]


@pytest.fixture
def folder(tmp_path) -> Path:
    """A folder that nothing has made yet."""
    return tmp_path / "several" / "levels"


@pytest.fixture
def cache(folder) -> ObjectCache:
    """A cache there."""
    return ObjectCache(folder)
