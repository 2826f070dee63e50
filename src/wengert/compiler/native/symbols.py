"""Functions that machine code calls: of C's library, of its vector library, and of `core/real.py`."""

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from wengert.core import real

_UNARY = "exp expm1 log log2 log10 log1p sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh erf erfc"
#: Functions of C's library that `core/real.py`, compiled, stands for without more ado; and of how many arguments.
OF_C = {**dict.fromkeys(_UNARY.split(" "), 1), "atan2": 2, "fmod": 2}
_OF_VECTORS = {**dict.fromkeys(_UNARY.split(" "), 1), "atan2": 2, "pow": 2}
_CALLBACKS: dict[str, Any] = {}  # kept: machine code calls them


def vectors(letter: str, width: int) -> Mapping[str, str]:
    """Names of vector functions that are here, by the functions that they compute in some lanes.

    Args:
        letter: of the instruction set: e AVX-512, d AVX2, b SSE, n NEON.
        width: how many lanes.
    """
    library = _vector_library()
    if library is None:
        return MappingProxyType({})
    names = {name: f"_ZGV{letter}N{width}{'v' * count}_{name}" for name, count in _OF_VECTORS.items()}
    return MappingProxyType({name: vector for name, vector in names.items() if hasattr(library, vector)})


def address(name: str) -> int:
    """Where a function is in memory.

    One that `core/real.py` writes out itself is the compiled one; if it needs Python, or nothing is compiled, machine
    code calls Python.
    """
    if name.startswith("_ZGV"):
        return _address(getattr(_vector_library(), name))
    if name in OF_C:
        return _address(getattr(_c_library(), name))
    capsule = getattr(real, "__pyx_capi__", {}).get(name)
    if capsule is not None and name not in ("lgamma", "polygamma"):
        return _inside(capsule)
    if name not in _CALLBACKS:
        function = getattr(real, name)
        double = ctypes.c_double
        count = function.__code__.co_argcount if hasattr(function, "__code__") else (2 if name == "polygamma" else 1)
        _CALLBACKS[name] = ctypes.CFUNCTYPE(double, *[double] * count)(function)
    return _address(_CALLBACKS[name])


def _address(function: Any) -> int:
    found = ctypes.cast(function, ctypes.c_void_p).value
    assert found is not None  # functions are somewhere
    return found


def _inside(capsule: Any) -> int:
    name = ctypes.pythonapi.PyCapsule_GetName
    name.restype, name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return int(pointer(capsule, name(capsule)))


@lru_cache(maxsize=1)
def _c_library() -> Any:
    if sys.platform == "win32":
        return ctypes.CDLL("ucrtbase")
    name = ctypes.util.find_library("m") or ("libSystem.dylib" if sys.platform == "darwin" else "libm.so.6")
    return ctypes.CDLL(name)


@lru_cache(maxsize=1)
def _vector_library() -> Any:
    """glibc's libmvec; None where there is none."""
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL("libmvec.so.1")
    except OSError:
        return None
