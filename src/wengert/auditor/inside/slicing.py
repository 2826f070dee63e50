"""Which statements of a file its class needs: the rest (training, plots, demonstrations) is not executed.

    needed    the class, what it reads when it is made, what its methods read when they are called, and so on
    useful    activations and backward as functions, what changes the class after it is made (`Value.tanh = tanh`),
              names that only drawing methods read, and definitions that need nothing more

What is useful is left out if it cannot be executed; what is needed cannot.
"""

from __future__ import annotations

import ast
import builtins
import copy
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import cached_property

from wengert.auditor.inside import names
from wengert.auditor.inside.scopes import DEFINITIONS, Scope, changed, executed, inside, root, stores

_IMPORTS = (ast.Import, ast.ImportFrom)

#: Bare names of functions that people call on a class's objects.
_USED = {
    *names.BACKWARD, *names.RETURNING, *names.CLEAR, *names.LEAVES,
    *(name for spellings in names.OPERATIONS.values() for name in spellings),
}  # fmt: skip


class Grade(IntEnum):
    """How much a statement matters."""

    NEEDED = 0
    USEFUL = 1


class Piece:
    """One statement of a module.

    Args:
        node: its syntax.
        filename: under which it is compiled.
        flags: of the compiler, by the unit's `from __future__ import`.
    """

    def __init__(self, node: ast.stmt, filename: str, flags: int = 0) -> None:
        self.node, self.filename, self.flags = node, filename, flags
        self.scope = Scope([node])

    @property
    def is_import(self) -> bool:
        """Whether it is one import."""
        return isinstance(self.node, _IMPORTS)

    @property
    def is_definition(self) -> bool:
        """Whether it makes functions or classes, and at most names of constants and imports besides."""
        node = self.node
        if isinstance(node, (ast.If, ast.Try)):
            inner = inside(node)
            kinds = (*DEFINITIONS, *_IMPORTS, ast.Pass, ast.If, ast.Try)
            return any(isinstance(one, DEFINITIONS) for one in inner) and all(isinstance(one, kinds) for one in inner)
        return isinstance(node, DEFINITIONS) or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda))

    @property
    def is_plain(self) -> bool:
        """Whether it binds names to what costs nothing: constants, lists, other names."""
        work = (ast.Call, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Await)
        return isinstance(self.node, (ast.Assign, ast.AnnAssign)) and not any(
            isinstance(node, work) for node in executed(self.node)
        )

    @property
    def modules(self) -> set[str]:
        """The top names of the modules that it imports when it is executed."""
        inner = [self.node, *inside(self.node)]
        return imported([node for node in inner if isinstance(node, _IMPORTS)])

    @cached_property
    def bare(self) -> Scope:
        """Its names, were its functions not annotated."""
        return Scope([self.node], annotations=isinstance(self.node, ast.ClassDef))

    def without_annotations(self) -> ast.stmt:
        """The statement with no annotations of functions: what they name may not be there."""
        node = copy.deepcopy(self.node)
        for inner in ast.walk(node):
            if isinstance(inner, ast.arg):
                inner.annotation = None
            elif isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef)):
                inner.returns = None
        return node


def imported(nodes: Iterable[ast.AST]) -> set[str]:
    """The top names of all modules that are imported by name anywhere in some trees."""
    found: set[str] = set()
    for tree in nodes:
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found


class Slice:
    r"""The statements to execute, each with its grade.

    Args:
        pieces: all statements, in order.
        name: of the class.
        beside: whether a module of a name lies beside the file.

    Attributes:
        grades: for each position that is to be executed, its grade.
        simplified: the positions whose functions lose their annotations.

    >>> code = "import math, torch\nclass V:\n  def exp(self): return math.exp(1)\nprint(V())\nV.neg = lambda v: v"
    >>> pieces = [Piece(node, "v.py") for node in ast.parse(code).body]
    >>> sorted(Slice(pieces, "V", lambda name: False).grades)
    [0, 1, 3]
    """

    def __init__(self, pieces: Sequence[Piece], name: str, beside: Callable[[str], bool]) -> None:
        self.pieces, self.name, self._beside = pieces, name, beside
        self.grades: dict[int, Grade] = {}
        self.simplified: set[int] = set()
        self._wanted: set[str] = set()
        self._binders: dict[str, list[int]] = {}
        functions = {piece.node.name: piece.node for piece in pieces if isinstance(piece.node, ast.FunctionDef)}
        self._changed = [changed(piece.node, functions) for piece in pieces]
        for at, piece in enumerate(pieces):
            for bound in piece.scope.binds:
                self._binders.setdefault(bound, []).append(at)
        for at in self._binders.get(name, []):  # of several classes of this name the last one is meant
            earlier = isinstance(pieces[at].node, ast.ClassDef) and at != self._binders[name][-1]
            self._add(at, Grade.USEFUL if earlier else Grade.NEEDED)
        self._wanted.add(name)
        while True:
            before = len(self.grades)
            self._stars()
            self._functions()
            self._changes()
            self._again()
            self._definitions()
            if len(self.grades) == before:
                break

    def _add(self, at: int, grade: Grade) -> None:
        """Take a statement, and what it reads."""
        if self.grades.get(at, grade + 1) <= grade:
            return
        self.grades[at] = grade
        scope = self.pieces[at].scope
        self._want(scope.reads | scope.later, grade)
        self._want(scope.aside, Grade.USEFUL)

    def _want(self, wanted: Iterable[str], grade: Grade) -> None:
        """Take what binds names: of several assignments to a name the first, for later ones see `_again`."""
        for name in wanted:
            self._wanted.add(name)
            binders = self._binders.get(name, [])
            for place, at in enumerate(binders):
                if name != self.name and (place == 0 or self.pieces[at].is_definition or self.pieces[at].is_import):
                    self._add(at, grade)

    def _stars(self) -> None:
        """Take every `from x import *` if a name is wanted that nothing else binds."""
        unknown = {name for name in self._wanted if name not in self._binders and not hasattr(builtins, name)}
        for at, piece in enumerate(self.pieces):
            if piece.scope.all and unknown:
                self._add(at, Grade.NEEDED)

    def _functions(self) -> None:
        """Take activations, backward and the like; imported ones from where importing costs nothing."""
        for at, piece in enumerate(self.pieces):
            if at in self.grades or not any(names.bare(name) in _USED for name in piece.scope.binds):
                continue
            if piece.is_import:
                near = all(self._near(module) for module in piece.modules)
            else:
                near = piece.is_definition or (isinstance(piece.node, ast.Assign) and self._made(at) is not None)
            if near:
                self._add(at, Grade.USEFUL)

    def _changes(self) -> None:
        """Take what changes the class or a table that is wanted.

        A module is neither (`random.seed(0)`), and calls and loops that want more than definitions are demonstrations.
        """
        for at, piece in enumerate(self.pieces):
            known = [binder for name in self._changed[at] & self._wanted for binder in self._binders.get(name, [])]
            if all(self.pieces[binder].is_import for binder in known):
                continue
            if isinstance(piece.node, ast.Assign) or self._made(at, far=True, built=self._equips(at)) is not None:
                self._add(at, Grade.USEFUL)

    def _equips(self, at: int) -> bool:
        """Whether a statement gives the class something and makes no object of it: no demonstration does that."""
        node = self.pieces[at].node
        calls = (inner.func for inner in executed(node) if isinstance(inner, ast.Call))
        return self.name in stores(node) and self.name not in map(root, calls)

    def _again(self) -> None:
        """Take a further assignment to a wanted name where it wants nothing new: no demonstration is run for it."""
        for name in list(self._wanted):
            for at in self._binders.get(name, [])[1:]:
                scope = self.pieces[at].scope
                if isinstance(self.pieces[at].node, (ast.Assign, ast.AugAssign, ast.AnnAssign)) and (
                    scope.reads | scope.later <= self._wanted | set(dir(builtins))
                ):
                    self._add(at, self.grades[self._binders[name][0]])

    def _definitions(self) -> None:
        """Take all other definitions that can be made from what is there."""
        for at, piece in enumerate(self.pieces):
            if at in self.grades or not piece.is_definition or not self._near(*piece.modules):
                continue
            others = self._made(at)
            if others is not None:
                for other in {at, *others}:
                    self.grades.setdefault(other, Grade.USEFUL)
                    self.simplified.add(other)

    def _made(
        self, at: int, *, far: bool = False, built: bool = False, seen: frozenset[int] = frozenset()
    ) -> set[int] | None:
        """The further statements that one needs to be executed; None if one of them does more than define.

        Args:
            at: the one.
            far: whether packages may be imported for it.
            built: whether it may need what is computed without the class: a table that a function builds.
            seen: those on the way to it.
        """
        further: set[int] = set()
        for name in self.pieces[at].bare.reads:
            binders = self._binders.get(name, [])
            if not binders and name not in self.pieces[at].scope.binds and not hasattr(builtins, name):
                return None
            for binder in set(binders) - self.grades.keys() - seen - {at}:
                piece = self.pieces[binder]
                cheap = piece.is_import and (far or self._near(*piece.modules))
                table = built and isinstance(piece.node, ast.Assign) and self.name not in piece.bare.reads
                if not (cheap or piece.is_definition or piece.is_plain or table):
                    return None
                more = self._made(binder, far=far, built=built, seen=seen | {at, binder})
                if more is None:
                    return None
                further |= {binder, *more}
        return further

    def _near(self, *modules: str) -> bool:
        """Whether modules are Python's own or lie beside the file."""
        return all(module in sys.stdlib_module_names or self._beside(module) for module in modules)
