"""Run in an environment where wengert was installed: is it whole, and are its numbers right?

`tools/wheel_smoke.py` runs it with `python -I`, so that no source tree is in reach.
"""

from __future__ import annotations

import base64
import hashlib
import importlib
import json
import math
import pkgutil
import sys
from importlib import metadata, resources
from pathlib import Path

import wengert as wg
from wengert import _build


def files() -> int:
    """How many files RECORD lists; each lies where it should, with the bytes it should have."""
    listed = [path for path in metadata.files("wengert") or [] if path.hash is not None]
    for path in listed:
        content = Path(str(path.locate())).read_bytes()
        found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        assert path.hash is not None and path.hash.value == found, f"{path} is not what RECORD says"
    assert any(str(path) == "wengert/py.typed" for path in listed), "RECORD does not list wengert/py.typed"
    assert resources.files("wengert").joinpath("py.typed").is_file(), "wengert/py.typed cannot be read"
    return len(listed)


def modules() -> int:
    """How many modules there are; each can be imported where no extra is installed."""
    names = [module.name for module in pkgutil.walk_packages(wg.__path__, "wengert.")]
    names = [name for name in names if not name.endswith(".__main__")]
    for name in names:
        importlib.import_module(name)
    return len(names)


def gradients() -> list[float]:
    """The three derivatives of tanh(x*w + b), held against the formula and against differences."""
    point = [2.0, -3.0, 6.5]
    x, w, b = (wg.Value(number) for number in point)
    y = wg.tanh(x * w + b)
    y.backward()
    slope = 1 - math.tanh(2.0 * -3.0 + 6.5) ** 2
    found = [x.grad, w.grad, b.grad]
    for index, (derivative, formula) in enumerate(zip(found, [-3.0 * slope, 2.0 * slope, slope], strict=True)):
        above, below = (
            math.tanh(up[0] * up[1] + up[2])
            for up in ([number + step * (at == index) for at, number in enumerate(point)] for step in (1e-6, -1e-6))
        )
        assert math.isclose(derivative, formula, rel_tol=1e-15), f"gradient {derivative}, by the formula {formula}"
        assert math.isclose(derivative, (above - below) / 2e-6, rel_tol=1e-8), "gradient and difference differ"
    assert wg.check(y).ok, "wg.check disagrees"
    second = wg.hessian(lambda v: v[0] ** 3 + v[0] * v[1])([1.0, 5.0]).tolist()
    assert second == [[6.0, 1.0], [1.0, 0.0]], f"hessian {second}"
    return found


if __name__ == "__main__":
    home = Path(wg.__file__).resolve()
    assert Path(sys.prefix).resolve() in home.parents, f"wengert was imported from {home}, not from {sys.prefix}"
    print(
        json.dumps(
            {
                "version": wg.__version__,
                "compiled": sorted(name for name, is_compiled in _build.compiled().items() if is_compiled),
                "files": files(),
                "modules": modules(),
                "gradients": gradients(),
            }
        )
    )
