"""The operations of somebody's engine: operators, and methods and functions that are found by their names."""

from __future__ import annotations

import operator
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from wengert.auditor.inside import limits, names
from wengert.auditor.inside.failures import ReturnsNothing
from wengert.auditor.inside.leaves import Maker
from wengert.auditor.inside.objects import number

OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "**": operator.pow,
}  # fmt: skip
METHODS = {
    "+": "__add__", "-": "__sub__", "*": "__mul__", "/": "__truediv__", "**": "__pow__", "neg": "__neg__",
    "abs": "__abs__",
}  # fmt: skip
_ONE: dict[str, Callable[[Any], Any]] = {"neg": operator.neg, "abs": abs}
_TWO = {*OPERATORS, "maximum", "minimum"}

#: What classes of operations call the method that carries them out.
_FORMS = ("apply", "forward", "call")

#: Seconds for one try of an operation: it may hang.
_SECONDS = 0.3


class Absent(Exception):
    """An operation that the engine does not have."""


class Form(NamedTuple):
    """How an operation is called that is no operator.

    Attributes:
        spelled: with {0} and {1} for the operands.
        call: the same as a callable.
        method: the method's name; empty for functions and classes.
    """

    spelled: str
    call: Callable[..., Any]
    method: str = ""


class Operations:
    """The operations of an engine.

    Args:
        cls: its class.
        namespace: the names of its module.
        maker: of leaves to try them with.

    Attributes:
        operators: those that are operators, by the names of the battery.
    """

    def __init__(self, cls: type, namespace: dict[str, Any], maker: Maker) -> None:
        self._cls, self._namespace, self._maker = cls, namespace, maker
        self._found: dict[str, Form | None] = {}
        self._lists: dict[str, list[Callable[..., Any]]] = {}
        self.operators = [op for op in METHODS if self._is_operator(op)]
        if "abs" in self.operators and self._try(Form("abs({0})", abs), "abs") == "other":
            self.operators.remove("abs")  # a plain number, as float() gives one: it is not meant to be differentiated

    def is_node(self, thing: Any) -> bool:
        """Whether something is a result of the engine."""
        if not hasattr(thing, self._maker.data) or isinstance(thing, type):
            return False
        return number(thing) is None or isinstance(thing, self._cls)

    def _is_operator(self, op: str) -> bool:
        """Whether the class has an operator of its own, not that of a float or a tuple below it."""
        own = [kind for kind in self._cls.__mro__ if kind.__module__ not in sys.stdlib_module_names]
        return any(METHODS[op] in vars(kind) for kind in own)

    def has(self, op: str) -> bool:
        """Whether there is an operation, in whichever form."""
        return op in self.operators or self.function(op) is not None

    def function(self, op: str) -> Form | None:
        """How an operation is called that is no operator; None if it is not there."""
        if op not in self._found:
            self._found[op] = self._search(op)
        return self._found[op]

    def spelled(self) -> dict[str, str]:
        """All that are called by a method or a function, and how that is written."""
        return {op: form.spelled for op in names.OPERATIONS if (form := self.function(op))}

    def _search(self, op: str) -> Form | None:
        broken = None
        for form in self._forms(op):
            came = self._try(form, op)
            if came == "node" or (came == "fails" and op not in self.operators):
                return form
            if came == "nothing" and form.method and op not in self.operators:
                broken = broken or form
        return broken

    def _forms(self, op: str) -> Iterator[Form]:
        """What could carry out an operation: methods, functions of the class, functions and classes beside it."""
        second = "{1}" if op in _TWO else ""
        both = "{0}, {1}" if op in _TWO else "{0}"
        makers = [self._cls, self._maker.call] if isinstance(self._maker.call, type) else [self._cls]
        for maker in dict.fromkeys(makers):
            for name in names.ranked(dir(maker), names.OPERATIONS[op]):
                if not name.startswith("__") and callable(getattr(maker, name, None)):
                    yield _method(name, second)
                    yield Form(f"{maker.__name__}.{name}({both})", getattr(maker, name))
            if hasattr(maker, "__getattr__"):  # methods that are made when they are asked for
                leaf = self._maker.leaf(0.625, "")
                made = [name for name in names.OPERATIONS[op] if not hasattr(maker, name)]
                yield from (_method(name, second) for name in made if callable(getattr(leaf, name, None)))
        for name in names.ranked(self._namespace, names.OPERATIONS[op]):
            thing = self._namespace[name]
            if isinstance(thing, (types.FunctionType, type)):
                yield Form(f"{name}({both})", thing)
            if isinstance(thing, type):
                forms = [each for each in _FORMS if hasattr(thing, each)]
                yield from (Form(f"{name}.{each}({both})", getattr(thing, each)) for each in forms)
        if op == "abs" and op in self.operators:
            yield Form("abs({0})", abs)

    def try_all(self) -> None:
        """Carry out every operation once, whatever comes of it."""
        for op in {*self.operators, *self.spelled()}:
            self._try(Form("", lambda *args, op=op: self.apply(op, args)), op)

    def _try(self, form: Form, op: str) -> str:
        """What comes of a call: "node", "nothing" for None, "fails", or "other" if it is something else."""
        try:
            args = [self._maker.leaf(x, "") for x in ((0.625, 0.375) if op in _TWO else (0.625,))]
            with limits.seconds(_SECONDS):
                result = form.call(*args)
        except TypeError as error:  # not what is looked for, unless it comes out of the method itself
            return "fails" if form.method and _went_in(error, getattr(self._cls, form.method, None)) else "other"
        except (Exception, limits.TimeUp, SystemExit):
            return "fails"  # it is there: what is wrong with it, the examination finds out
        return "node" if self.is_node(result) else "nothing" if result is None else "other"

    def apply(self, op: str, args: Sequence[Any]) -> Any:
        """Carry out an operation, as operator or function.

        Raises:
            Absent: the engine does not have it.
            ReturnsNothing: it gives None.
        """
        if op in self.operators:
            result = _ONE[op](*args) if op in _ONE else OPERATORS[op](*args)
            if result is None:
                name = METHODS[op] if self.is_node(args[0]) else METHODS[op].replace("__", "__r", 1)
                raise ReturnsNothing(name, getattr(self._cls, name, None))
            return result
        form = self.function(op)
        if form is None:
            raise Absent(op)
        result = form.call(*args)
        if result is None:
            function = getattr(self._cls, form.method, None) if form.method else form.call
            raise ReturnsNothing(form.method or form.spelled.partition("(")[0], function)
        return result

    def apply_list(self, op: str, args: Sequence[Any]) -> list[Any]:
        """Carry out an operation of a list, such as softmax.

        Raises:
            Absent: the engine does not have it.
            ReturnsNothing: it gives None.
        """
        if op not in self._lists:
            functions = [self._namespace[name] for name in names.ranked(self._namespace, names.OPERATIONS[op])]
            methods = [getattr(self._cls, name) for name in names.ranked(dir(self._cls), names.OPERATIONS[op])]
            self._lists[op] = [each for each in functions if isinstance(each, types.FunctionType)] + methods
        for call in self._lists[op]:
            result = call(list(args))
            if result is None:
                raise ReturnsNothing(op, call)
            return [result] if self.is_node(result) else list(result)
        raise Absent(op)


def _method(name: str, second: str) -> Form:
    return Form(f"{{0}}.{name}({second})", lambda first, *rest: getattr(first, name)(*rest), name)


def _went_in(error: BaseException, function: Any) -> bool:
    """Whether an exception was raised by a function's own lines, not by the call of it."""
    code, trace = getattr(function, "__code__", None), error.__traceback__
    while trace is not None and trace.tb_frame.f_code is not code:
        trace = trace.tb_next
    return trace is not None
