"""The workloads of native.py, one module for each kind."""

from work import adbench, bodies, irregular, moons, options, pictures, small
from work.base import Work

FAMILIES = moons, options, bodies, irregular, pictures, adbench, small
WORK: dict[str, Work] = {key: work for family in FAMILIES for key, work in family.WORK.items()}
