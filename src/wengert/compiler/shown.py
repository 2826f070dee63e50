"""Shown: what can be looked at of a compiled function: its paths, graph and program, its code in other languages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from wengert.compiler import export
from wengert.compiler.arguments.calls import Call, Signature
from wengert.compiler.arguments.forms import Number
from wengert.compiler.report import Report
from wengert.compiler.tracing.paths import Path
from wengert.compiler.tracing.specialised import Specialised
from wengert.compiler.tracing.tangents import refuse_repeats, replayed
from wengert.core import views
from wengert.core.graph import Graph
from wengert.core.value import Value


class Shown(ABC):
    """The part of a compiled function that is there to be looked at."""

    __name__: str
    __qualname__: str
    _signature: Signature
    _last: tuple[Specialised, Call] | None

    @property
    def paths(self) -> list[Path]:
        """The paths known for arguments of the form that was used last, in the order of their outcomes."""
        return [] if self._last is None else list(self._last[0].paths)

    @property
    def graph(self) -> Graph:
        """The function as a graph: what it did for the sample that was traced first.

        Raises:
            RuntimeError: it was not called yet.
            TracingError: there is a `wg.loop` in it.
        """
        found, call = self._used()
        path = found.first(call)
        refuse_repeats(path.trace, "of a wg.loop only some rounds are traced, so there is no graph of all")
        return Graph(*path.replayed()[: path.results])

    def explain(self, *args: Any, wrt: str | None = None, **kwargs: Any) -> Any:
        """The derivative by one number of the arguments, explained; see `Value.explain`.

        Args:
            args: as for the function; of a batch, its first lane is explained.
            wrt: the number, as `x[3]` or `S`; the first without it.
            kwargs: as for the function.

        Raises:
            TypeError: the function does not return one number.
            ValueError: wrt names no number of the arguments, or there is none.
            TracingError: there is a `wg.loop` in it.

        >>> import wengert as wg
        >>> explanation = wg.compile(lambda x, y: x * y**2).explain(3.0, 2.0, wrt="y")
        >>> print(explanation.text().splitlines()[-2])
        By the one path to x*y**2: product of the local partials
        """
        found, call = self._specialised(args, kwargs)
        if not call.count or not call.varying:
            raise ValueError(f"there is no number among the arguments of {self.__name__} to explain a derivative by")
        path = found.trace(call, 0, ())
        self._one(path)
        refuse_repeats(path.trace, "of a wg.loop only some rounds are traced, so they cannot be explained one by one")
        names = path.names
        given = names[: len(call.varying)]
        if wrt is not None and wrt not in given:
            more = ", …" if len(given) > 8 else ""
            raise ValueError(f"wrt names no number of the arguments: {wrt!r}; there are {', '.join(given[:8])}{more}")
        inputs = [Value(x._data, label=name) for x, name in zip(path.trace.inputs, names, strict=True)]
        y = replayed(path.trace, inputs)[0]
        return views.show("explain", y, inputs[0 if wrt is None else names.index(wrt)])

    def report(self) -> Report:
        """What is known of the function: its paths, and for each the program with its loops.

        Raises:
            RuntimeError: it was not called yet.
        """
        found, call = self._used()
        return Report(self.__name__, self._signature, found, call)

    def to_python(self) -> str:
        """The function and its derivative as a module of plain Python, loops as loops.

        Of a batch: of one lane.  Values from outside are the numbers that they are now.  Inputs that leave every
        path known so far are refused by what is written.

        Raises:
            RuntimeError: the function was not called yet: it is written for arguments of the form used last.
        """
        return self._written(export.to_python)

    def to_c(self) -> str:
        """The same as one file of C99; its head says what is in it."""
        return self._written(export.to_c)

    def to_js(self) -> str:
        """The same as a module of JavaScript."""
        return self._written(export.to_js)

    def to_latex(self) -> str:
        """The function's steps as formulas, a document of their own."""
        return self._written(export.to_latex)

    def _written(self, write: Callable[..., str]) -> str:
        found, call = self._used()
        form = found.first(call).form
        params = [
            export.Parameter(name, form.count, type(form) is Number)
            for name, form in zip(self._signature.names, call.forms, strict=True)
            if form.count
        ]
        paths = [export.Exported(*path.program(as_traced=True)) for path in found.paths]
        return write(self.__name__, params, export.Outputs(form.count, type(form) is Number), paths)

    @abstractmethod
    def _specialised(self, args: Sequence[Any], kwargs: dict[str, Any]) -> tuple[Specialised, Call]:
        """What answers arguments of this form, and the arguments."""

    @abstractmethod
    def _one(self, path: Path) -> Path:
        """A path, if the function returns one number on it."""

    def _used(self) -> tuple[Specialised, Call]:
        if self._last is None:
            raise RuntimeError(f"{self.__name__} was not called yet, so there is nothing to show; call it once")
        return self._last
