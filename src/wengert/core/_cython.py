"""The few names of Cython's pure-Python mode that the core uses, for machines without Cython.

Interpreted, the decorators do nothing; compiled, Cython reads the names itself and this file is
never imported.
"""

from typing import Any

compiled = False


def _same(thing: Any) -> Any:
    return thing


cclass = no_gc = _same
