"""The compiled core: what pyproject.toml cannot say.

The modules named here are ordinary Python files that Cython compiles too.  Without a C compiler, or
with WENGERT_PURE=1, they are installed as Python alone and everything works, slower.
"""

import os
import sys

from setuptools import Extension, setup

COMPILED = ["real", "kernels", "methods", "value"]


def extensions() -> list[Extension]:
    """The extension modules to build; each may fail without failing the installation."""
    if os.environ.get("WENGERT_PURE") == "1":
        return []
    from Cython.Build import cythonize

    # No contraction: a product and a sum stay two roundings, as in Python, so that both builds agree.
    flags = ["/O2", "/fp:precise"] if sys.platform == "win32" else ["-O3", "-ffp-contract=off", "-fno-math-errno"]
    modules = [
        Extension(f"wengert.core.{name}", [f"src/wengert/core/{name}.py"], extra_compile_args=flags, optional=True)
        for name in COMPILED
    ]
    return cythonize(modules, include_path=["src"], build_dir="build/cython")


setup(ext_modules=extensions())
