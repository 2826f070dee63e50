"""The few names of Cython's pure-Python mode that the core uses, for machines without Cython.

Interpreted, the decorators do nothing; compiled, Cython reads the names itself and this file is
never imported.
"""

from collections.abc import Callable
from typing import Any

compiled = False


def _same(thing: Any) -> Any:
    return thing


cclass = no_gc = _same


def freelist(size: int) -> Callable[[Any], Any]:
    """Ask Cython to keep up to `size` freed objects for reuse."""
    return _same
