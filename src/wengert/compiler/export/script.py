"""What Python and JavaScript have in common: functions that return numbers and arrays."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence

from wengert.compiler.export.back import Return
from wengert.compiler.export.dialect import Dialect, number
from wengert.compiler.export.frame import Exported, Frame, Outputs, Parameter, function_name
from wengert.compiler.export.layout import Layout
from wengert.compiler.export.statements import Call, Let, Statement, Variable, pruned, render
from wengert.compiler.export.walk import Walk, mentions


class Script(ABC):
    """A function and its derivative, as lines of a language.

    Args:
        name: of the function.
        params: its parameters.
        outputs: what it returns.
        paths: what it does, each with the guards that have to hold; tried in order.
        dialect: the language.

    Raises:
        ValueError: there are no paths.
    """

    def __init__(
        self, name: str, params: Sequence[Parameter], outputs: Outputs, paths: Sequence[Exported], dialect: Dialect
    ) -> None:
        if not paths:
            raise ValueError("there is nothing to export: no path is known yet; call the function once")
        self.dialect, self.outputs, self.paths = dialect, outputs, list(paths)
        self.name = function_name(name, dialect)
        self.layouts = [Layout(path.program) for path in self.paths]
        self.frame = Frame(params, dialect, self.layouts, self.name)
        self.inputs = self.frame.begins[-1]
        self.found = self.frame.fresh("found")
        self.lost = f"{self.name} takes another way than the known ones at these inputs"
        self.second = f"{self.name}_{'gradient' if outputs.single else 'vjp'}"
        self.definitions: list[str] = []

    # --- what languages write differently

    @abstractmethod
    def zeros(self, count: int) -> str:
        """An array of zeros."""

    @abstractmethod
    def joined(self, params: Sequence[Parameter]) -> str:
        """The numbers of all parameters in one array."""

    @abstractmethod
    def cut(self, array: str, begin: int, end: int) -> str:
        """A part of an array."""

    @abstractmethod
    def both(self, items: Sequence[str], inner: bool = False) -> str:
        """Several things to return; `inner` if they stand among others."""

    @abstractmethod
    def define(self, name: str, params: Sequence[str], lines: list[str], doc: str = "") -> str:
        """A function; without a doc it is not meant for others."""

    @abstractmethod
    def try_in_order(self, calls: Sequence[str]) -> list[str]:
        """Lines that return the first result that is there, and fail if none is."""

    # --- what they share

    def functions(self) -> list[str]:
        """The definitions of both functions, behind those that they call."""
        both = [self._function(back=False), self._function(back=True)]
        return [*self.definitions, *both]

    def tables(self) -> list[str]:
        """The constants that loops go through."""
        made = []
        for i, path in enumerate(self.paths):
            first, last = Walk(path, self.layouts[i], self.frame, self.dialect, i).table
            if last >= 0:
                numbers = ", ".join(number(x, self.dialect) for x in path.program.constants[first : last + 1])
                made.append(self.dialect.let.format(self.frame.tables[i], f"[{numbers}]"))
        return made

    def _function(self, back: bool) -> str:
        frame = self.frame
        params = [param.name for param in frame.params]
        if back and not self.outputs.single:
            params.append(frame.seeds)
        name = self.second if back else self.name
        bodies = [self._path(i, name, back) for i in range(len(self.paths))]
        if len(bodies) == 1 and not self.paths[0].guards:
            return self.define(name, params, bodies[0], self._doc(back))
        calls = []
        for i, body in enumerate(bodies):
            self.definitions.append(self.define(f"{name}_path{i + 1}", params, body))
            calls.append(f"{self.private(name)}_path{i + 1}({', '.join(params)})")
        return self.define(name, params, self.try_in_order(calls), self._doc(back))

    def private(self, name: str) -> str:
        """What a function is called that is not meant for others."""
        return name

    def _doc(self, back: bool) -> str:
        what = "The value" if self.outputs.single else "The values"
        if not back:
            return f"{what} of {self.name}."
        if self.outputs.single:
            return f"The value of {self.name}, and its derivative by each parameter."
        seeds = self.frame.seeds
        return f"The values of {self.name}, and the derivative of their sum weighted by {seeds}, by each parameter."

    def _path(self, i: int, name: str, back: bool) -> list[str]:
        frame, layout = self.frame, self.layouts[i]
        walk = (Return if back else Walk)(self.paths[i], layout, frame, self.dialect, i)
        result = ""

        def keep() -> list[Statement]:
            nonlocal result
            made: list[Statement] = []
            if self.outputs.single:
                result = walk.result()
            else:
                made = [Let(frame.results, self.zeros(self.outputs.count)), *walk.results()]
                result = frame.results
            return made + (self._slopes(walk.has_tape, layout.slots) if isinstance(walk, Return) else [])

        if isinstance(walk, Return):
            statements = walk.gradient("" if self.outputs.single else frame.seeds, keep)
            answer = self.both([result, self._answer()])
        else:
            statements = walk.value()
            statements += keep()
            answer = result
        prefix = name if len(self.paths) == 1 else f"{name}_path{i + 1}"
        statements = pruned(statements, set(re.findall(r"\w+", answer)))
        lines = render(statements, self.dialect, lambda call: self._part(call, prefix))
        heads: list[Statement] = []
        if frame.flat and mentions(frame.flat, lines):
            heads.append(Let(frame.flat, self.joined(frame.params)))
        if mentions(frame.numbers, lines):
            heads.append(Let(frame.numbers, self.zeros(layout.slots)))
        returned = self.dialect.statement.format(f"return {answer}")
        return [*render(heads, self.dialect, str), *lines, returned]

    def _slopes(self, tape: bool, slots: int) -> list[Statement]:
        """The adjoints of inputs and slots, which begin at 0."""
        frame = self.frame
        made: list[Statement] = []
        if frame.flat:
            made.append(Let(frame.flat_adjoint, self.zeros(self.inputs)))
        else:
            for name, param in zip(frame.adjoints, frame.params, strict=True):
                made.append(Variable(name, "0.0") if param.scalar else Let(name, self.zeros(param.count)))
        return made + ([Let(frame.tape, self.zeros(slots))] if tape else [])

    def _answer(self) -> str:
        """The derivative by each parameter; by the only one itself."""
        frame = self.frame
        found = frame.adjoints
        if frame.flat:
            whole = frame.flat_adjoint
            found = [
                f"{whole}[{begin}]" if param.scalar else self.cut(whole, begin, begin + param.count)
                for begin, param in zip(frame.begins, frame.params, strict=False)
            ]
        return found[0] if len(found) == 1 else self.both(found, inner=True)

    def _part(self, call: Call, prefix: str) -> str:
        """A part in a function of its own, and the call of it."""
        lines = render(call.body, self.dialect, lambda inner: self._part(inner, prefix))
        frame, name = self.frame, f"{prefix}_part{call.place}"
        arrays = [frame.flat, frame.numbers, frame.tape, frame.flat_adjoint]
        used = [array for array in arrays if mentions(array, lines)]
        self.definitions.append(self.define(name, used, lines))
        return f"{self.private(name)}({', '.join(used)})"
