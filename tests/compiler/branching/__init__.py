"""Programs in ordinary scalar Python that decide by their numbers, to be held against eager evaluation."""

from branching import features, losses, money, ordering, physics, solvers  # noqa: F401  (each enters its own)
from branching.case import CASES, Case

__all__ = ["CASES", "Case"]
