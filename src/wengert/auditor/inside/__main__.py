"""What runs in the child: `python -m wengert.auditor.inside`, a job on its standard input, answers on its output."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

from wengert.auditor.inside import limits
from wengert.auditor.inside.channel import Channel
from wengert.auditor.inside.engine import Engine
from wengert.auditor.inside.leaves import Unusable
from wengert.auditor.inside.load import Loaded, Trouble, load
from wengert.auditor.inside.patience import UNTRIED, Patience
from wengert.auditor.inside.probe import Runner

T = TypeVar("T")

#: How a NameError names what is not there.
_MISSING = re.compile(r"name '(\w+)' is not defined")


def main() -> None:
    """Load the class, find out how it is used, run the programs."""
    channel = Channel.take()
    try:
        _answer(channel, channel.job)
    except Trouble as trouble:
        channel.send({"trouble": trouble.to_json()})
    channel.end()


def _answer(channel: Channel, job: dict[str, Any]) -> None:
    limits.apply(job.get("limits", {}))
    loaded = load(job["target"])
    left_out = {name: why.text for name, why in loaded.left_out.items()}
    channel.send({"name": loaded.name, "imports": loaded.imports, "left out": left_out})
    trial = Trial(loaded, job["each"])
    engine = trial.of(lambda: Engine(loaded.cls, loaded.namespace))
    channel.send({"engine": trial.of(engine.facts), "source": loaded.source.told()})
    programs = Programs(Runner(engine, loaded.source.is_theirs), loaded, job["each"])
    for probe in job["probes"]:
        channel.send({"begin": probe["id"]})
        channel.send(programs.answer(probe))


class Trial:
    """Finding out how a class is used, within bounds.

    Args:
        loaded: the class.
        seconds: for one step.
    """

    def __init__(self, loaded: Loaded, seconds: float) -> None:
        self.loaded, self.seconds = loaded, seconds

    def of(self, step: Callable[[], T]) -> T:
        """Do one step.

        Raises:
            Trouble: the class cannot be used.
        """
        name = self.loaded.name
        try:
            with limits.seconds(self.seconds):
                return step()
        except Unusable as error:
            raise self._unusable(error) from None
        except limits.TimeUp as error:
            where = self._where(error, "a leaf, an operation or backward()")
            said = f"{name} does not come to an end: {where} still ran after {self.seconds:g} s."
            raise Trouble("time", f"{said} Is there a loop without an end?", self._place(error)) from None
        except SystemExit as error:
            said = f"{name} called sys.exit({error.code!r}) when it was tried: {self._where(error, 'its code')}."
            raise Trouble("exit", f"{said} Raise an exception there instead.", self._place(error)) from None
        except MemoryError as error:
            said = f"{name} {limits.MEMORY} when it was tried: {self._where(error, 'its code')}."
            raise Trouble("memory", f"{said} Make what it builds smaller.", self._place(error)) from None

    def _unusable(self, error: Unusable) -> Trouble:
        """Why no engine was found; where the class misses what was left out of the file, that is why."""
        missing = _MISSING.search(error.text)
        why = self.loaded.left_out.get(missing[1]) if missing else None
        if missing and why:
            return Trouble(why.kind, f"{self.loaded.name} needs {missing[1]}. {why.text}", why.place)
        return Trouble(error.kind, error.text, getattr(error, "place", None))

    def _place(self, error: BaseException) -> dict[str, Any] | None:
        return self.loaded.source.last(error)

    def _where(self, error: BaseException, otherwise: str) -> str:
        place = self._place(error)
        return f"{place['file']}, line {place['line']}" if place else otherwise


class Programs:
    """Programs that are run one by one; none of them hurts the next."""

    def __init__(self, runner: Runner, loaded: Loaded, seconds: float) -> None:
        self._runner, self._loaded, self._seconds = runner, loaded, seconds
        self._patience = Patience()

    def answer(self, probe: dict[str, Any]) -> dict[str, Any]:
        """The answer to one probe, or how it got lost; an operation that took all time or memory is soon given up."""
        if kind := self._patience.given_up(probe):
            return {"id": probe["id"], "lost": kind, "text": UNTRIED}
        answer = self._run(probe)
        raised = answer.get("raised", {})
        kind = "memory" if raised.get("type") == "MemoryError" else answer.get("lost", "")
        if kind != "exit":  # costs nothing
            self._patience.note(probe, kind)
        missing = _MISSING.search(raised["text"]) if raised.get("type") == "NameError" else None
        if missing and missing[1] in self._loaded.left_out:  # it is there in the user's own program
            return {"id": probe["id"], "absent": missing[1], "left out": missing[1]}
        return answer

    def _run(self, probe: dict[str, Any]) -> dict[str, Any]:
        try:
            with limits.seconds(self._seconds):
                return self._runner.run(probe)
        except limits.TimeUp as error:
            kind, text, place = "time", f"did not end within {self._seconds:g} s", self._loaded.source.last(error)
        except SystemExit as error:
            kind, text, place = "exit", f"called sys.exit({error.code!r})", self._loaded.source.last(error)
        except MemoryError as error:
            kind, text, place = "memory", limits.MEMORY, self._loaded.source.last(error)
        return {"id": probe["id"], "lost": kind, "text": text, "place": place}


if __name__ == "__main__":
    main()
