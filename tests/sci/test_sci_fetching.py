"""SciPy is fetched when it is used, and is asked for by name where it is not installed."""

import subprocess
import sys

import pytest

import wengert as wg
from wengert.sci import scipys


def test_scipy_is_not_imported_before_it_is_used():
    """`wg.sci` alone does without."""
    code = "import sys, wengert as wg; wg.sci.minimize; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "False" == done.stdout.strip()


@pytest.mark.parametrize(
    "solve",
    [
        lambda: wg.sci.minimize(abs, 1.0),
        lambda: wg.sci.least_squares(abs, 1.0),
        lambda: wg.sci.root(abs, 1.0),
        lambda: wg.sci.solve_ivp(max, (0, 1), 1.0),
    ],
)
def test_without_scipy_the_extra_is_named(solve, monkeypatch):
    """How to install it."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == "scipy":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install 'wengert\[sci\]'"):
        solve()


def test_another_modules_absence_is_not_taken_for_scipys(monkeypatch):
    """What SciPy itself lacks is said as it is."""

    def lacking(name):
        raise ModuleNotFoundError("No module named 'numbers_of_somebody'", name="numbers_of_somebody")

    monkeypatch.setattr(scipys, "import_module", lacking)
    with pytest.raises(ModuleNotFoundError, match="numbers_of_somebody"):
        scipys.fetched("optimize")
