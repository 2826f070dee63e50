"""Which class of a file is the engine: the one with operators and gradients."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from wengert.auditor.inside import names
from wengert.auditor.inside.scopes import inside, root

_OPERATORS = {"__add__", "__mul__", "__sub__", "__truediv__", "__pow__", "__neg__"}
_BACKWARD = {*names.BACKWARD, *names.RETURNING}
_GRADIENT = {*names.GRADIENT}


def classes(nodes: Iterable[ast.stmt]) -> Iterator[ast.ClassDef]:
    """The classes of a module, also those within `if`, `try` and `with`, in order."""
    for node in nodes:
        for one in [node, *inside(node)]:
            if isinstance(one, ast.ClassDef):
                yield one


def dormant(nodes: Iterable[ast.AST], where: str = "") -> Iterator[tuple[ast.ClassDef, str]]:
    r"""The classes that are not made when a module is imported, each with where it stands.

    >>> [(node.name, where) for node, where in dormant(ast.parse("def make():\n  class V: pass").body)]
    [('V', 'within the function make()')]
    """
    for node in nodes:
        inner = where
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            inner = f"within the function {node.name}()"
        elif isinstance(node, ast.If) and any(getattr(part, "id", "") == "__name__" for part in ast.walk(node.test)):
            inner = 'under `if __name__ == "__main__":`'
        elif isinstance(node, ast.ClassDef) and where:
            yield node, where
        yield from dormant(ast.iter_child_nodes(node), inner)


class Outline:
    """What can be told of a module's classes from its syntax.

    Args:
        nodes: its statements.
    """

    def __init__(self, nodes: list[ast.stmt]) -> None:
        self.classes = {node.name: node for node in classes(nodes)}  # the last of a name
        self._grown: dict[str, list[ast.ClassDef]] = {}  # where a class is made anew of itself, with those before
        for each in classes(nodes):
            before = self._grown.get(each.name, []) if each.name in {root(base) for base in each.bases} else []
            self._grown[each.name] = [*before, each]
        self._order = {name: at for at, name in enumerate(node.name for node in classes(nodes))}
        functions = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}
        bare = {names.bare(name) for name in functions}
        self._applies = bool(bare & {*names.OPERATIONS["+"], *names.OPERATIONS["*"]})
        self._applies |= any(
            isinstance(node, ast.Name) and node.id == "setattr" for top in nodes for node in ast.walk(top)
        )
        self._sweeps = bool(bare & _BACKWARD)
        self._given: dict[str, set[str]] = {}  # by `Value.__add__ = add`
        for node in nodes:
            for target in node.targets if isinstance(node, ast.Assign) else []:
                if isinstance(target, ast.Attribute) and (name := root(target)) and target.value is not None:
                    self._given.setdefault(name, set()).add(target.attr)

    def _own(self, name: str) -> set[str]:
        """What a class's body and later assignments give it."""
        found = set(self._given.get(name, ()))
        for node in [part for grown in self._grown[name] for part in grown.body]:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                found.add(node.name)
            elif isinstance(node, ast.Assign):
                found.update(target.id for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
        return found

    def _bases(self, name: str, seen: frozenset[str] = frozenset()) -> list[str]:
        """The classes of this module that one inherits from, itself first."""
        found = [name]
        for base in self.classes[name].bases:
            if isinstance(base, ast.Name) and base.id in self.classes and base.id not in seen | {name}:
                found += self._bases(base.id, seen | {name})
        return found

    def _weight(self, name: str) -> int:
        """How much a class looks like an engine; 0 if it is none."""
        members = set().union(*(self._own(base) for base in self._bases(name)))
        operators = len(members & _OPERATORS)
        held = {
            node.attr
            for base in self._bases(name)
            for node in ast.walk(self.classes[base])
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        }
        backward = any(names.bare(member) in _BACKWARD for member in members)
        gradient = any(names.bare(member) in _GRADIENT for member in held | members)
        if not operators and self._applies:  # add(a, b), or operators that are set one by one
            return int((backward or self._sweeps) and gradient)
        if not operators or not (backward or gradient or self._sweeps):
            return 0
        return operators + 3 * backward + 3 * gradient

    def best(self) -> str | None:
        """The class with the most of it; of a base and its kinds the base, unless a kind has operators of its own."""
        weights = {name: weight for name in self.classes if (weight := self._weight(name))}
        for name in list(weights):
            if any(base in weights for base in self._bases(name)[1:]) and not self._own(name) & _OPERATORS:
                del weights[name]
        return max(weights, key=lambda name: (weights[name], self._order[name]), default=None)


def living(namespace: dict[str, Any], is_theirs: Callable[[str], bool]) -> str | None:
    """The name of the class in a namespace that looks most like an engine; for classes that no syntax shows.

    Args:
        namespace: a module's.
        is_theirs: of a filename.
    """
    weights: dict[str, int] = {}
    for name, thing in namespace.items():
        if not isinstance(thing, type) or not _written(thing, namespace, is_theirs):
            continue
        members = {member for kind in thing.__mro__[:-1] for member in vars(kind)}
        members.update(getattr(thing, "__annotations__", ()))
        operators = len(members & _OPERATORS)
        backward = any(names.bare(member) in _BACKWARD for member in members)
        code = getattr(vars(thing).get("__init__"), "__code__", None)
        gradient = any(names.bare(member) in _GRADIENT for member in {*members, *getattr(code, "co_names", ())})
        if operators and (backward or gradient):
            weights[name] = operators + 3 * backward + 3 * gradient
    return max(weights, key=lambda name: weights[name], default=None)


def _written(thing: type, namespace: dict[str, Any], is_theirs: Callable[[str], bool]) -> bool:
    """Whether a class was written by the user."""
    if thing.__module__ == namespace.get("__name__"):
        return True
    return is_theirs(getattr(sys.modules.get(thing.__module__), "__file__", None) or "")
