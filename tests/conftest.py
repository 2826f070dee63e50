"""What all tests share: hypothesis without a clock, `--update` for golden files, nothing left behind."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("wengert", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wengert")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --update` writes the golden files anew."""
    parser.addoption("--update", action="store_true", help="write the golden files anew")


def pytest_configure(config: pytest.Config) -> None:
    """Name the marks: `-m "not slow"` leaves out what takes ten seconds or a gigabyte; keep compiled code apart."""
    config.addinivalue_line("markers", "slow: takes ten seconds or a gigabyte; runs unless left out")
    os.environ["WENGERT_CACHE_DIR"] = folder = tempfile.mkdtemp(prefix="wengert-tests-")  # nobody's own is touched
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.fixture(autouse=True)
def _table_as_it_was():
    """Rows that a test adds go with it."""
    from wengert.core import row, rules

    names, count = dict(row.BY_NAME), len(row.TABLE)
    yield
    if len(row.TABLE) > count:
        row.BY_NAME.clear()
        row.BY_NAME.update(names)
        del row.TABLE[count:]
        rules._rules.clear()
