"""The other systems: loaded and warm, with one thread, so that no first answer pays for what is done once."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version


def _wengert() -> None:
    import wengert as wg
    from work.base import compiled

    for tier in ("flat", "native"):
        compiled(lambda x: x * wg.sin(x), tier).value_and_grad(1.0)


def _gcc() -> None:
    if shutil.which("gcc") is None:
        raise ModuleNotFoundError("no gcc", name="gcc")


def _jax() -> None:
    import jax

    jax.config.update("jax_enable_x64", True)
    jax.block_until_ready(jax.jit(jax.grad(lambda x: jax.numpy.sin(x) * x))(1.0))


def _torch() -> None:
    import torch

    torch.set_num_threads(1)
    x = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    (torch.sin(x) * x).backward()


def _ddx() -> None:
    import ddx

    found = ddx.equation("sin(x) * x")
    found.jacobian([1.0])
    found.compile()


def _drjit() -> None:
    if "DRJIT_LIBLLVM_PATH" not in os.environ:  # it knows few names of the library
        found = sorted(glob.glob("/usr/lib/*/libLLVM*.so*") + glob.glob("/usr/lib/llvm*/lib/libLLVM*.so*"))
        os.environ.update({"DRJIT_LIBLLVM_PATH": found[-1]} if found else {})
    import drjit
    from drjit.llvm.ad import Float64

    drjit.set_thread_count(0)
    drjit.eval(drjit.sin(Float64([1.0, 2.0])))


def _numba() -> None:
    import numba

    numba.njit(lambda x: x + 1.0)(1.0)


#: What has to be loaded and how; the name is that of the distribution too.
PEERS: dict[str, Callable[[], object]] = {
    "wengert": _wengert,
    "gcc": _gcc,
    "jax": _jax,
    "torch": _torch,
    "ddx-ad": _ddx,
    "drjit": _drjit,
    "numba": _numba,
    "scipy": lambda: import_module("scipy.special"),
    "casadi": lambda: import_module("casadi"),
    "xad": lambda: import_module("xad.adj_1st"),
}


def prepare(needs: Sequence[str]) -> str | None:
    """Load and warm what a system needs; the name of what is not installed, or None."""
    for need in needs:
        try:
            PEERS[need]()
        except ModuleNotFoundError as error:
            if need == "wengert":
                raise
            return error.name or need
    return None


def versions() -> dict[str, str]:
    """Of what is installed, which version."""
    found = {}
    for name in PEERS:
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found
