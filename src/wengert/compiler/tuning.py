"""How a compiled function is run: by which tier, in how many threads, how exactly."""

from __future__ import annotations

import os
from typing import NamedTuple

AUTO, FLAT, NATIVE = "auto", "flat", "native"
TIERS = (AUTO, FLAT, NATIVE)


class Tuning(NamedTuple):
    """What a user chose; each None is for the environment to say, and else for us.

    Args:
        tier: AUTO is flat at once and native when that pays; FLAT is the loop over instructions alone; NATIVE is
            machine code from the first call on, where a program has any.  WENGERT_TIER.
        threads: over how many threads the lanes of a large batch are spread; as many as there are cores.
            WENGERT_THREADS.
        fast: whether products and sums may be contracted and taken in another order.
        vector_math: whether exp, log and the like are taken from the vector library of the system, where it has one.
            WENGERT_VECTOR_MATH is 0 or 1.
    """

    tier: str | None = None
    threads: int | None = None
    fast: bool = False
    vector_math: bool | None = None

    def checked(self) -> Tuning:
        """The same.

        Raises:
            TypeError: something is of another type.
            ValueError: there is no such tier, or less than one thread.
        """
        if self.tier is not None and not isinstance(self.tier, str):
            raise TypeError(f"tier must be one of {', '.join(map(repr, TIERS))}, got {self.tier!r}")
        if self.tier is not None and self.tier not in TIERS:
            raise ValueError(f"tier must be one of {', '.join(map(repr, TIERS))}, got {self.tier!r}")
        if self.threads is not None:
            if not isinstance(self.threads, int) or isinstance(self.threads, bool):
                raise TypeError(f"threads must be a whole number, got {self.threads!r}")
            if self.threads < 1:
                raise ValueError(f"threads must be at least 1, got {self.threads}")
        for name, said in (("fast", self.fast), ("vector_math", self.vector_math)):
            if not isinstance(said, bool) and (said is not None or name == "fast"):
                raise TypeError(f"{name} must be True or False, got {said!r}")
        return self

    @property
    def chosen_tier(self) -> str:
        """The tier, the environment having been asked."""
        return self.tier or _from_environment("WENGERT_TIER", TIERS) or AUTO

    @property
    def chosen_threads(self) -> int:
        """How many threads, the environment having been asked."""
        if self.threads is not None:
            return self.threads
        said = os.environ.get("WENGERT_THREADS", "")
        if said and not (said.isdecimal() and int(said) > 0):
            raise ValueError(f"WENGERT_THREADS must be a whole number from 1 on, got {said!r}")
        return int(said) if said else _cores()

    @property
    def takes_vectors(self) -> bool:
        """Whether vector math is used, the environment having been asked."""
        if self.vector_math is not None:
            return self.vector_math
        return _from_environment("WENGERT_VECTOR_MATH", ("0", "1")) != "0"


def _from_environment(name: str, known: tuple[str, ...]) -> str:
    said = os.environ.get(name, "")
    if said and said not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, got {said!r}")
    return said


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
