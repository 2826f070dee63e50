"""What a workload is: systems that compute the same numbers, a reference for them, and bars.

A system is started with nothing and is then a function without arguments, which computes everything anew and
returns its numbers: arrays, floats, or sequences of these.
"""

from __future__ import annotations

import ctypes
import inspect
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import wengert as wg

Run = Callable[[], Any]

C = Path(__file__).parent / "c"
O3 = ("-O3",)
FAST = ("-O3", "-ffast-math", "-mprefer-vector-width=512")

#: Whether this build has tiers to choose from; without them everything is flat.
TIERS = "tier" in inspect.signature(wg.compile).parameters


class System(NamedTuple):
    """One way to compute a workload.

    Attributes:
        start: from nothing to the function that is run again and again; what a first answer pays for.
        needs: what has to be there, loaded and warm before: see peers.py.
        threads: how many it may use.
        settles: whether it becomes faster in the background, so that it is given time before it is measured.
        part: which of the reference's numbers it finds: an objective has no derivatives.
    """

    start: Callable[[], Run]
    needs: tuple[str, ...] = ()
    threads: int = 1
    settles: bool = False
    part: slice = slice(None)


class Bar(NamedTuple):
    """A figure to reach.

    Attributes:
        most: the largest that is allowed: a ratio where there is `against`, else in the workload's unit for `next`,
            in s for `first`, in GB for `memory`.
        against: the system that ours is divided by.
        figure: `next`, `first` or `memory`.
        system: which of ours.
        clock: `cpu` or `wall`.
    """

    most: float
    against: str | None = None
    figure: str = "next"
    system: str = "wengert"
    clock: str = "cpu"


class Work(NamedTuple):
    """A workload.

    Attributes:
        title: what is computed.
        unit: of the figures that are printed.
        scale: from seconds of a run to that unit.
        systems: by name; ours begin with "wengert", those by hand with "C" or "NumPy".
        reference: float64 numbers that all of them must find.
        bars: what is to be reached.
        settle: seconds that a system may take to become faster in the background.
        tolerance: as for common.check.
        data: draws or reads what all systems share, before any clock runs.
    """

    title: str
    unit: str
    scale: float
    systems: dict[str, System]
    reference: Callable[[], Any]
    bars: tuple[Bar, ...] = ()
    settle: float = 0.0
    tolerance: float = 1e-9
    data: Callable[[], Any] = lambda: None


def own(start: Callable[..., Run], tier: str = "native") -> dict[str, System]:
    """This library in the tier that a bar speaks of, and in the flat one, if there is a choice.

    Args:
        start: makes a run; its argument is a tier.
        tier: "native" compiles before the first answer, "auto" in the background.
    """
    found = {"wengert": System(partial(start, tier), ("wengert",), settles=tier == "auto")}
    return found | {"wengert, flat": System(partial(start, "flat"), ("wengert",))} if TIERS else found


def compiled(f: Callable[..., Any], tier: str, **options: Any) -> Any:
    """wg.compile in a tier, or in the only one there is."""
    return wg.compile(f, **options, **({"tier": tier} if TIERS else {}))


def vectorized(f: Callable[..., Any], tier: str, **options: Any) -> Any:
    """wg.vectorize in a tier, or in the only one there is."""
    return wg.vectorize(f, **options, **({"tier": tier} if TIERS else {}))


@cache
def library(source: str, flags: Sequence[str] = O3, defined: Sequence[str] = ()) -> Any:
    """A C file beside this one, compiled for this machine by gcc."""
    with tempfile.TemporaryDirectory() as folder:
        made = str(Path(folder) / "by_hand.so")
        command = ["gcc", "-std=c99", *flags, "-march=native", *(f"-D{name}" for name in defined), "-shared", "-fPIC"]
        subprocess.run([*command, "-o", made, str(C / source), "-lm"], check=True)
        return ctypes.CDLL(made)


def by_hand(start: Callable[..., Run], *names: str) -> dict[str, System]:
    """C by gcc -O3, and if it is asked for with -ffast-math and 512-bit vectors too.

    Args:
        start: makes a run; its argument are the compiler's flags.
        names: "C", "C fast".
    """
    flags = {"C": O3, "C fast": FAST}
    return {name: System(partial(start, flags[name]), ("gcc",)) for name in names or ("C",)}


def at(array: Any) -> ctypes.c_void_p:
    """An array as a pointer; the array has to outlive it."""
    return ctypes.c_void_p(array.ctypes.data)


def function(found: Any, *kinds: Any, result: Any = ctypes.c_double) -> Any:
    """A function of a library with the types of its arguments."""
    found.argtypes, found.restype = kinds, result
    return found
