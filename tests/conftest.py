"""What all tests share: hypothesis without a clock, and `--update` for golden files."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("wengert", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wengert")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update` writes the golden files anew."""
    parser.addoption("--update", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks: `-m "not slow"` leaves out what takes ten seconds or a gigabyte."""
    config.addinivalue_line("markers", "slow: takes ten seconds or a gigabyte; runs unless left out")
