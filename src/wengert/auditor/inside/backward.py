"""Getting gradients: backward is called in every way that the names suggest, until gradients come out.

Legend: y the output; leaves the inputs; spelled how somebody would write a call, with {0} for y.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from wengert.auditor.inside import names

Call = Callable[[Any, Sequence[Any]], Any]

_FUNCTION_ARGUMENTS = (
    ("y", "{0}"), ("y leaves", "{0}, [a, b]"), ("y seed", "{0}, 1.0"), ("y leaf", "{0}, a"), ("leaf y", "a, {0}"),
    ("leaves y", "[a, b], {0}"),
)  # fmt: skip


def calls(cls: type, namespace: dict[str, Any]) -> Iterator[tuple[str, Call]]:
    """What could be backward: methods, then functions, then methods that return gradients."""
    functions = {name: thing for name, thing in namespace.items() if isinstance(thing, types.FunctionType)}
    for name in _methods(cls, names.BACKWARD):
        yield from _of_method(name)
    for name in dict.fromkeys([*names.ranked(functions, names.BACKWARD), *names.ranked(functions, names.RETURNING)]):
        for given, written in _FUNCTION_ARGUMENTS:
            yield f"{name}({written})", _of_function(functions[name], given)
    for name in _methods(cls, names.RETURNING):
        yield from _of_method(name)


def clears(cls: type, namespace: dict[str, Any]) -> Iterator[tuple[str, Call]]:
    """What could set gradients to 0."""
    for name in _methods(cls, names.CLEAR):
        yield f"y.{name}()", lambda y, leaves, name=name: getattr(y, name)()  # type: ignore[misc]
        yield f"a.{name}()", lambda y, leaves, name=name: [getattr(leaf, name)() for leaf in leaves]  # type: ignore[misc]
    for name in names.ranked(namespace, names.CLEAR):
        if isinstance(namespace[name], types.FunctionType):
            for given, written in (("y", "y"), ("leaves", "[a, b]"), ("leaf", "a"), ("", "")):
                yield f"{name}({written})", _of_function(namespace[name], given)


def _methods(cls: type, known: list[str]) -> list[str]:
    found = names.ranked(dir(cls), known)
    return [name for name in found if callable(getattr(cls, name, None)) and not name.startswith("__")]


def _of_method(name: str) -> Iterator[tuple[str, Call]]:
    """A method without arguments, with a seed, with the leaves."""
    yield f"{{0}}.{name}()", lambda y, leaves: getattr(y, name)()
    yield f"{{0}}.{name}(1.0)", lambda y, leaves: getattr(y, name)(1.0)
    yield f"{{0}}.{name}([a, b])", lambda y, leaves: getattr(y, name)(list(leaves))
    yield f"{{0}}.{name}(a)", lambda y, leaves: [getattr(y, name)(leaf) for leaf in leaves]


def _of_function(function: Callable[..., Any], given: str) -> Call:
    def call(y: Any, leaves: Sequence[Any]) -> Any:
        words = given.split()
        if "leaf" in words:
            return [function(*[leaf if word == "leaf" else y for word in words]) for leaf in leaves]
        parts = {"y": y, "leaves": list(leaves), "seed": 1.0}
        return function(*[parts[word] for word in words])

    return call
