"""Backpropagation that you can see, number by number, at the speed of compiled code.

>>> import wengert as wg
>>> a, b = wg.Value(2.0, label="a"), wg.Value(-3.0, label="b")
>>> y = wg.tanh(a * b + 6.5)
>>> y.backward()
>>> a.grad, b.grad
(-2.359343198897782, 1.5728954659318548)
"""

import builtins as _builtins
from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

from wengert import _build

_build.choose()

from wengert.core import functions, views  # noqa: E402
from wengert.core.context import NonFiniteError, strict  # noqa: E402
from wengert.core.custom import custom  # noqa: E402
from wengert.core.errors import ConvergenceError, GraphError, GraphFormatError, TracingError  # noqa: E402
from wengert.core.forward import tangents  # noqa: E402
from wengert.core.functional import grad, hessian, hvp, jacobian, jvp, value_and_grad, vjp  # noqa: E402
from wengert.core.functions import *  # noqa: E402, F403
from wengert.core.graph import Graph  # noqa: E402
from wengert.core.implicit import fixed_point, root  # noqa: E402
from wengert.core.interpret import evaluate  # noqa: E402
from wengert.core.naming import name_locals  # noqa: E402
from wengert.core.reverse import gradients  # noqa: E402
from wengert.core.save import load, save  # noqa: E402
from wengert.core.scope import scope  # noqa: E402
from wengert.core.value import Value  # noqa: E402

if TYPE_CHECKING:
    from wengert import nn, sci
    from wengert.auditor.audit import audit
    from wengert.compiler.decorators import compile as compile
    from wengert.compiler.decorators import vectorize
    from wengert.compiler.loop import loop
    from wengert.see.check import check
    from wengert.see.draw.digraph import draw_dot
    from wengert.see.draw.drawing import draw
    from wengert.see.explain import explain
    from wengert.see.steps.steps import steps
    from wengert.see.what_if import nudge, what_if

#: What stands in other wings, imported when it is first asked for.
_LATER = {
    "__version__": "wengert._build",
    "audit": "wengert.auditor.audit",
    "check": "wengert.see.check",
    "compile": "wengert.compiler.decorators",
    "draw": "wengert.see.draw.drawing",
    "draw_dot": "wengert.see.draw.digraph",
    "explain": "wengert.see.explain",
    "loop": "wengert.compiler.loop",
    "nudge": "wengert.see.what_if",
    "steps": "wengert.see.steps.steps",
    "vectorize": "wengert.compiler.decorators",
    "what_if": "wengert.see.what_if",
}
_WINGS = ("nn", "sci")

views.register(draw="wengert.see.draw.drawing:draw", explain="wengert.see.explain:explain")

#: Without the functions whose names are builtins' (`abs`, `max`, `sum`, …): they are there as `wg.abs`.
__all__ = [
    "ConvergenceError",
    "Graph",
    "GraphError",
    "GraphFormatError",
    "NonFiniteError",
    "TracingError",
    "Value",
    "audit",
    "check",
    "custom",
    "draw",
    "draw_dot",
    "evaluate",
    "explain",
    "fixed_point",
    "grad",
    "gradients",
    "hessian",
    "hvp",
    "jacobian",
    "jvp",
    "load",
    "loop",
    "name_locals",
    "nn",
    "nudge",
    "root",
    "save",
    "sci",
    "scope",
    "steps",
    "strict",
    "tangents",
    "value_and_grad",
    "vectorize",
    "vjp",
    "what_if",
    *(name for name in functions.__all__ if not hasattr(_builtins, name)),
]


def __getattr__(name: str) -> Any:
    if name in _WINGS:
        return _import_module(f"wengert.{name}")
    if name not in _LATER:
        raise AttributeError(f"module 'wengert' has no attribute {name!r}")
    return getattr(_import_module(_LATER[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LATER, *_WINGS})
