"""The few names of Cython's pure-Python mode that the core uses, for machines without Cython.

Interpreted, the decorators do nothing; compiled, Cython reads the names itself and this file is
never imported.
"""

from contextlib import nullcontext
from typing import Any

compiled = False
nogil = nullcontext()


def _same(thing: Any) -> Any:
    return thing


cclass = no_gc = _same
