"""Which names a statement of a module reads and binds, found in its syntax."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping

#: Parts of names of what looks at an engine and is none of it: such a method may miss its packages.
_ASIDE = re.compile(
    r"plot|draw|show|graph|render|viz|visual|dot|svg|display|print|check|test|train|compare|demo|main|torch|numpy|"
    r"numeric|save|load|export|repr|str$|__str__|__format__",
    re.IGNORECASE,
)

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class Scope(ast.NodeVisitor):
    """The names of one statement, or of the statements of one body.

    Attributes:
        reads: looked up when it is executed.
        binds: made by it.
        later: looked up by the functions that it makes, when they are called.
        aside: the same, of methods that draw, print, test and the like.
        all: whether it binds names that cannot be known, by `from x import *`.
    """

    def __init__(self, nodes: Iterable[ast.AST], *, in_class: bool = False, annotations: bool = True) -> None:
        self.reads: set[str] = set()
        self.binds: set[str] = set()
        self.later: set[str] = set()
        self.aside: set[str] = set()
        self.all = False
        self._elsewhere: set[str] = set()  # declared global or nonlocal
        self._in_class, self._annotations = in_class, annotations
        for node in nodes:
            self.visit(node)

    def _some(self, *nodes: ast.AST | None) -> None:
        for node in nodes:
            if node is not None:
                self.visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        """A name is read, or bound; in a class's body what was bound before is the class's own."""
        if not isinstance(node.ctx, ast.Load):
            self.binds.add(node.id)
        elif not (self._in_class and node.id in self.binds):
            self.reads.add(node.id)

    def visit_Assign(self, node: ast.Assign) -> None:
        """The value is found before the name is bound: `tanh = tanh` in a class takes the module's."""
        self._some(node.value, *node.targets)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """The target is read, too."""
        self._some(node.value, node.target)
        if isinstance(node.target, ast.Name):
            self.reads.add(node.target.id)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """A name that is only annotated is not bound."""
        self._some(node.value, node.annotation if self._annotations else None)
        if node.value is not None or not isinstance(node.target, ast.Name):
            self.visit(node.target)

    def visit_Global(self, node: ast.Global | ast.Nonlocal) -> None:
        """The names are another scope's."""
        self._elsewhere.update(node.names)

    visit_Nonlocal = visit_Global

    def visit_Import(self, node: ast.Import | ast.ImportFrom) -> None:
        """`import a.b` binds a."""
        for alias in node.names:
            self.all |= alias.name == "*"
            self.binds.add(alias.asname or alias.name.partition(".")[0])

    visit_ImportFrom = visit_Import

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """`except E as name`."""
        self.binds.update([node.name] if node.name else [])
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        """`case pattern as name`."""
        self.binds.update([node.name] if node.name else [])
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Decorators, defaults and annotations are read now, what the body reads of outside later."""
        self._some(*node.decorator_list)
        if self._annotations:
            self._some(node.returns, *(argument.annotation for argument in arguments_of(node.args)))
        self.binds.add(node.name)
        aside = self._in_class and _ASIDE.search(node.name)
        (self.aside if aside else self.later).update(self._free(node.args, node.body))

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Lambda(self, node: ast.Lambda) -> None:
        """A function without a name."""
        self.later |= self._free(node.args, [node.body])

    def _free(self, arguments: ast.arguments, body: Iterable[ast.AST]) -> set[str]:
        """What a function's body reads that it does not bind; its defaults are read on the way."""
        self._some(*arguments.defaults, *arguments.kw_defaults)
        inner = Scope(body, annotations=False)
        own = inner.binds | {argument.arg for argument in arguments_of(arguments)}
        return (inner.reads | inner.later | inner.aside) - (own - inner._elsewhere)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class's body is executed now, its methods' bodies later."""
        self._some(*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords))
        inner = Scope(node.body, in_class=True, annotations=self._annotations)
        self.binds.add(node.name)
        self.reads |= inner.reads
        self.later |= inner.later
        self.aside |= inner.aside

    def visit_ListComp(self, node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> None:
        """A comprehension's names are its own."""
        inner = Scope(ast.iter_child_nodes(node))
        self.reads |= inner.reads - inner.binds
        self.later |= inner.later - inner.binds

    visit_SetComp = visit_DictComp = visit_GeneratorExp = visit_ListComp


def arguments_of(arguments: ast.arguments) -> list[ast.arg]:
    """All parameters of a function."""
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    return [argument for argument in every if argument is not None]


def inside(node: ast.AST) -> list[ast.stmt]:
    """The statements within a compound one, in order, without those in functions and classes."""
    found: list[ast.stmt] = []
    for child in [] if isinstance(node, DEFINITIONS) else ast.iter_child_nodes(node):
        found += [child] if isinstance(child, ast.stmt) else []
        found += inside(child)
    return found


def executed(node: ast.AST) -> Iterator[ast.AST]:
    """A tree without the bodies of its functions: what happens when it is executed."""
    yield node
    function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not (function and name == "body"):
                yield from executed(child)


def root(node: ast.AST) -> str | None:
    """The name at which a chain of attributes and items begins: `a` of `a.b[0].c`; None if it begins with none."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def stores(node: ast.AST) -> set[str]:
    """The names whose attributes or items are set anywhere in a tree: `a` of `a.b = 1` and of `setattr(a, "b", 1)`."""
    found: set[str | None] = set()
    for inner in ast.walk(node):
        if isinstance(inner, (ast.Attribute, ast.Subscript)) and isinstance(inner.ctx, ast.Store):
            found.add(root(inner))
        elif isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id == "setattr":
            found.update(root(argument) for argument in inner.args[:1])
    return {name for name in found if name is not None}


def changed(statement: ast.stmt, functions: Mapping[str, ast.FunctionDef]) -> set[str]:
    """The names of what a statement of a module may change without binding it.

    Args:
        statement: of the module.
        functions: of the module, by name: `install()` changes what install changes, `install(Value)` also Value.

    >>> sorted(changed(ast.parse("for n in names: setattr(Value, n, make(n))").body[0], {}))
    ['Value']
    >>> sorted(changed(ast.parse("tape.append(1)").body[0], {}))
    ['tape']
    """
    if isinstance(statement, DEFINITIONS):
        return set()
    found = stores(statement)
    for one in [statement, *inside(statement)]:
        call = one.value if isinstance(one, ast.Expr) else None
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Attribute) and one is statement:  # in a loop it is mostly a demonstration's
            found.update([name] if (name := root(call.func)) else [])
        elif isinstance(call.func, ast.Name) and call.func.id in functions:
            found |= _changed_by(call, functions[call.func.id])
    return found


def _changed_by(call: ast.Call, function: ast.FunctionDef) -> set[str]:
    """The names of what the call of a function may change: what it changes of the module's, and its arguments."""
    inner = stores(function)
    own = {argument.arg for argument in arguments_of(function.args)}
    handed = {argument.id for argument in call.args if isinstance(argument, ast.Name)}
    return (inner - own) | (handed if inner & own else set())
