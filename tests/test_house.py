"""The house as a whole: its public names, its imports, and every example in its texts."""

import builtins
import doctest
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

import wengert as wg
from wengert.core.row import TABLE

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    module.name for module in pkgutil.walk_packages(wg.__path__, "wengert.") if not module.name.endswith("__main__")
)
TEXTS = sorted(path.relative_to(ROOT).as_posix() for path in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FLAGS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL | doctest.NORMALIZE_WHITESPACE

PUBLIC = """
    ConvergenceError Graph GraphError GraphFormatError NonFiniteError TracingError Value
    audit check custom draw draw_dot evaluate explain fixed_point load loop name_locals nn nudge root save sci scope
    steps strict what_if
    grad gradients hessian hvp jacobian jvp tangents value_and_grad vectorize vjp
    dot softmax
    absolute arccos arccosh arcsin arcsinh arctan arctan2 arctanh divide equal fabs floor_divide greater greater_equal
    less less_equal maximum minimum multiply negative not_equal power remainder rint subtract true_divide
""".split()


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name):
    """Every example in a module's docstrings prints what stands beneath it."""
    failed, attempted = doctest.testmod(importlib.import_module(name), optionflags=FLAGS)
    assert (0, attempted) == (failed, attempted)


@pytest.mark.parametrize("path", TEXTS)
def test_examples_in_texts_hold(path):
    """Every example in the README and the docs prints what stands beneath it."""
    failed, attempted = doctest.testfile(str(ROOT / path), module_relative=False, optionflags=FLAGS)
    assert (0, attempted) == (failed, attempted)


def test_examples_are_found_in_the_compiled_core_too():
    """Value's docstrings are tested in both builds."""
    value = importlib.import_module("wengert.core.value")
    assert sum(len(found.examples) for found in doctest.DocTestFinder().find(value)) > 5


def test_public_names_are_pinned():
    """`wengert` offers the table's functions, and what stands here."""
    functions = {row.name for row in TABLE if row is not None and row.function}
    assert sorted({*PUBLIC, *functions} - set(dir(builtins))) == sorted(wg.__all__)


def test_a_star_import_shadows_no_builtin():
    """`from wengert import *` leaves `abs`, `max`, `sum` and their like alone."""
    assert set() == set(wg.__all__) & set(dir(builtins))


def test_every_public_name_is_there():
    """What `__all__` and `dir` promise can be fetched."""
    for name in {*wg.__all__, *dir(wg)}:
        assert getattr(wg, name) is not None


def test_importing_submodules_replaces_no_public_name():
    """No public function shares its name with a submodule that an import would put in its place."""
    code = f"""
import json, importlib, wengert as wg
before = {{name: id(getattr(wg, name)) for name in wg.__all__}}
for name in {MODULES!r}:
    importlib.import_module(name)
print(json.dumps([name for name in wg.__all__ if id(getattr(wg, name)) != before[name]]))
"""
    assert [] == json.loads(_python(code))


def test_importing_wengert_imports_no_third_party():
    """`import wengert` is quick: NumPy, rich and click come when they are needed."""
    code = "import sys, wengert; print(sorted({'numpy', 'rich', 'click', 'scipy'} & set(sys.modules)))"
    assert "[]" == _python(code).strip()


def test_an_unknown_name_is_an_attribute_error():
    """`wg.nonsense` fails as any module's missing name does."""
    with pytest.raises(AttributeError, match="nonsense"):
        _ = wg.nonsense


def _python(code):
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
