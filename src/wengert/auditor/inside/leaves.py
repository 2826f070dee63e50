"""Making a leaf: a constructor is called in every way that its parameters suggest, until a number comes back."""

from __future__ import annotations

import inspect
import itertools
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from wengert.auditor.inside import names
from wengert.auditor.inside.failures import files_of, said
from wengert.auditor.inside.objects import attributes, is_array, numbers_in, public

#: Numbers that are in no class by chance.
PROBE, OTHER = 2.34375, -3.28125

#: A constructor's arguments: each a parameter's name, None for a positional one, and what is put there.
Plan = list[tuple[str | None, str]]

_GIVEN: dict[str, Any] = {"empty": (), "text": "", "zero": 0.0, "none": None, "wanted": True}


class Unusable(Exception):
    """Why a class cannot be examined.

    Args:
        kind: one word; `findings.Trouble` lists them.
        text: what was wrong, what was got and what to do.
    """

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind, self.text = kind, text


class Maker(NamedTuple):
    """How leaves are made.

    Attributes:
        call: the class, a subclass of it, or a function.
        plan: its arguments.
        data: the attribute in which the number is then found.
    """

    call: Callable[..., Any]
    plan: Plan
    data: str

    def leaf(self, x: float, label: str) -> Any:
        """A leaf with a number."""
        return made(self.call, self.plan, x, label)

    @property
    def template(self) -> str:
        """How a leaf is written, with {number} and {label!r} to be filled in."""
        written = {role: repr(given) for role, given in _GIVEN.items()}
        written |= {"number": "{number}", "label": "{label!r}"}
        parts = [written[role] if name is None else f"{name}={written[role]}" for name, role in self.plan]
        return f"{getattr(self.call, '__name__', 'Value')}({', '.join(parts)})"

    def written(self, x: float, label: str) -> str:
        """How a certain leaf is written."""
        return self.template.replace("{number}", repr(x)).replace("{label!r}", repr(label))


def made(call: Callable[..., Any], plan: Plan, x: Any, label: str) -> Any:
    """What a call with these arguments makes."""
    values = {**_GIVEN, "number": x, "label": label or "x"}
    positional = [values[role] for name, role in plan if name is None]
    return call(*positional, **{name: values[role] for name, role in plan if name is not None})


def find(cls: type, namespace: dict[str, Any]) -> Maker:
    """The way to make leaves of a class.

    Raises:
        Unusable: there is none, or the class holds arrays, or rounds numbers.
    """
    failure: Exception | None = None
    reasons: list[str] = []
    ways = [(call, plan) for call in _callables(cls, namespace) for plan in _plans(call)]
    for call, plan in ways:
        try:
            one, other = made(call, plan, PROBE, ""), made(call, plan, OTHER, "")
        except Exception as error:
            failure = failure or error
            continue
        _refuse_arrays(cls, one)
        seen, back = numbers_in(one), numbers_in(other)
        found = [name for name, x in seen.items() if x == PROBE and back.get(name) == OTHER]
        if found:
            return Maker(call, plan, (names.ranked(found, names.DATA) or public(found))[0])
        near = [x for name, x in seen.items() if abs(x - PROBE) < 1 and abs(back.get(name, 0.0) - OTHER) < 1]
        reasons.append(_instead(Maker(call, plan, ""), near))
    _refuse_lists(cls, ways)
    rounded = [reason for reason in reasons if "rounds" in reason]
    if rounded:
        raise Unusable("no-number", rounded[0])
    raised = f"{cls.__name__}(2.0) raises {said(failure, files_of(cls))}." if failure else ""
    why = f" {reasons[0] if reasons else raised}".rstrip()
    raise Unusable(
        "no-number",
        f"No way was found to make a {cls.__name__} of a number and to read the number again.{why} Expected is "
        f"something like {cls.__name__}(2.0) with an attribute data or value.",
    )


def _instead(maker: Maker, near: list[float]) -> str:
    """What an object holds in place of the number that it was made of."""
    written = maker.written(PROBE, "x")
    if near:
        return f"{written} holds {near[0]:g}: the class rounds its numbers. wengert audit needs them as they are."
    return f"{written} makes an object, but none of its attributes is that number."


def _refuse_lists(cls: type, ways: list[tuple[Callable[..., Any], Plan]]) -> None:
    """Say so if leaves are made of lists or matrices."""
    numpy = sys.modules.get("numpy")
    things: list[Any] = [[PROBE, OTHER], [[PROBE]], *([numpy.array([[PROBE]])] if numpy else [])]
    for call, plan in ways:
        for thing in things:
            try:
                leaf = made(call, plan, thing, "")
            except Exception:
                continue
            if any(is_array(held) for held in attributes(leaf).values()):
                what = "a list of numbers" if thing is things[0] else "a matrix of numbers"
                raise Unusable("tensor", f"{cls.__name__} is made of {what}, not of a single one. {_SCALARS}")


def _refuse_arrays(cls: type, leaf: Any) -> None:
    held = attributes(leaf)
    found = names.ranked(held, names.DATA)
    if found and is_array(held[found[0]]):
        what = type(held[found[0]]).__name__
        raise Unusable(
            "tensor",
            f"{cls.__name__} holds arrays ({what}), not single numbers. {_SCALARS}",
        )


_SCALARS = "wengert audit examines engines of scalars, in which each Value is one number."


def _callables(cls: type, namespace: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """The class; where it is a base, its kinds of leaves; functions that make some."""
    yield cls
    things = namespace.values()
    kinds = [thing for thing in things if isinstance(thing, type) and issubclass(thing, cls) and thing is not cls]
    known = names.ranked([kind.__name__ for kind in kinds], names.LEAVES)
    yield from (kind for name in known for kind in kinds if kind.__name__ == name)
    for name in names.ranked(namespace, names.LEAVES):
        if isinstance(namespace[name], types.FunctionType):
            yield namespace[name]


_ROLES: dict[str, Sequence[str]] = {
    "number": names.DATA,
    "label": names.LABEL,
    "empty": names.OPERANDS,
    "text": names.OPERATION,
    "zero": [*names.GRADIENT, *names.LOCALS],
    "wanted": names.WANTED,
}


def _role(name: str) -> str | None:
    bare = names.bare(name)
    return next((role for role, known in _ROLES.items() if bare in known), None)


def _plans(call: Callable[..., Any]) -> Iterator[Plan]:
    """Ways to call a constructor with one number, the likely ones first."""
    try:
        parameters = list(inspect.signature(call).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    named = [p for p in parameters if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    roles = [_role(p.name) for p in named]
    optional = ["wanted"] * any(map(_is_off, named)) + ["label"] * ("label" in roles)
    choices = [{*some} for count in range(len(optional), -1, -1) for some in itertools.combinations(optional, count)]
    for at in _places(named, roles):
        for given in choices:
            for rest in ("none", "zero", "empty", "text"):
                yield _plan(named, roles, at, rest, given)
    yield [(None, "number")]
    yield [(None, "label"), (None, "number")]
    yield [(None, "number"), (None, "label")]
    for name in names.DATA[:4]:
        yield [(name, "number")]


def _is_off(p: inspect.Parameter) -> bool:
    """Whether a leaf gets no gradient unless this is asked for."""
    return _role(p.name) == "wanted" and (p.default is None or p.default is False)


def _places(parameters: list[inspect.Parameter], roles: list[str | None]) -> list[int]:
    """Where the number could go: where the name says so, else where something must be given, unless it is named."""
    if "number" in roles:
        return [roles.index("number")]
    places = [at for at, role in enumerate(roles) if role in (None, "zero")] or list(range(len(roles)))[:1]
    return sorted(places, key=lambda at: (parameters[at].default is not inspect.Parameter.empty, roles[at] == "zero"))


def _plan(parameters: list[inspect.Parameter], roles: list[str | None], at: int, rest: str, given: set[str]) -> Plan:
    """The parameters that have to be given, that of the number, and those optional ones that are wanted."""
    plan: Plan = []
    positional = True
    for place, p in enumerate(parameters):
        role = "number" if place == at else rest if roles[place] in (None, "number") else roles[place]
        asked = role in given and (role != "wanted" or _is_off(p))
        if place == at or p.default is p.empty or asked:
            # what stands behind a name must be named; so is True, which tells nothing alone
            positional = positional and p.kind is not p.KEYWORD_ONLY
            named = not positional or (role == "wanted" and p.kind is not p.POSITIONAL_ONLY)
            plan.append((p.name if named else None, role or rest))
            positional = positional and not named
        else:
            positional = False
    return plan
