"""How somebody's engine is used: found out by trying.

Nothing is known of it but a class and the names around it.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from wengert.auditor.inside import backward, names
from wengert.auditor.inside.backward import Call
from wengert.auditor.inside.failures import frames, said
from wengert.auditor.inside.leaves import OTHER, PROBE, Unusable
from wengert.auditor.inside.nodes import Nodes
from wengert.auditor.inside.objects import attributes, holding, like, numbers_in, public
from wengert.auditor.inside.state import defaults


class Engine(Nodes):
    """Somebody's engine, with its own words for leaf, number, gradient, backward and operations.

    Args:
        cls: the class.
        namespace: the names of its module.

    Attributes:
        grad_name: the attribute of gradients; empty if they are returned.
        seeds_by_hand: whether the output's gradient has to be set to 1 first.
        returns: whether backward returns the gradients.
        shy: whether a gradient is computed, once for all, when it is looked at: then nobody may look before backward.
        clear: what sets gradients to 0; None if there is nothing.

    Raises:
        Unusable: it cannot compute forward, or no gradient comes out.
    """

    def __init__(self, cls: type, namespace: dict[str, Any]) -> None:
        super().__init__(cls, namespace)
        self.grad_name, self.seeds_by_hand, self.returns, self.shy = "", False, False, False
        self.backward_spelled, self._backward = self._find_backward()
        self.clear_spelled, self.clear = self._find_clear()
        self.operands_name, self.operands_kind = self._find_operands()
        self.state.restore()

    # Gradients

    def _find_backward(self) -> tuple[str, Call]:
        tried: list[str] = []
        failures: dict[str, Exception] = {}
        by_hand = bool(names.ranked(attributes(self.make(PROBE)), names.GRADIENT))
        ways = [(False, False), *([(False, True)] if by_hand else []), (True, False)]
        for shy, seeded in ways:
            self.shy = shy
            for spelled, call in backward.calls(self.cls, self.namespace):
                tried.append(spelled.format("y"))
                for op in self.usable:
                    try:
                        found = self._gives_gradients(op, call, seeded)
                    except Exception as error:
                        failures.setdefault(tried[-1], error)
                        continue
                    if found:
                        self.seeds_by_hand = seeded
                        return (f"{{0}}.{self.forward}(); {spelled}" if self.forward else spelled), call
        raise Unusable("no-backward", self._why_no_gradients(list(dict.fromkeys(tried)), failures))

    def _why_no_gradients(self, tried: list[str], failures: dict[str, Exception]) -> str:
        name = self.cls.__name__
        if self._is_dual():
            return (
                f"{name} computes derivatives on the way forward (forward mode, dual numbers). wengert audit examines "
                "reverse mode, in which something like y.backward() sends gradients back to the leaves."
            )
        text = (
            f"{name} has operators, but no way was found to get gradients: neither a method such as backward() that "
            "leaves them in the leaves, nor a function such as gradients(y, [a, b]) that returns them."
        )
        text += f" Tried were {', '.join(tried[:8])}." if tried else ""
        inner = [spelled for spelled, error in failures.items() if frames(error, self.is_theirs)]
        for spelled in (inner or (tried if len(failures) == len(tried) else []))[:1]:  # what went through said nothing
            text += f" {spelled} raises {said(failures[spelled], self.is_theirs)}."
        owners = [
            each.__name__ for each in self.namespace.values()
            if isinstance(each, type) and each.__module__ == self.cls.__module__ and not issubclass(each, self.cls)
            if not issubclass(self.cls, each) and names.ranked(dir(each), [*names.BACKWARD, *names.RETURNING])
        ]  # fmt: skip
        if owners:
            text += (
                f" If {owners[0]} is what computes them, add a function gradients(y, leaves) that uses it: it will be "
                "found."
            )
        return text

    def _is_dual(self) -> bool:
        """Whether a derivative is there without any sweep: that of a*b by a, where a's own is set to 1."""
        for name in numbers_in(self.make(PROBE)).keys() - {self.maker.data}:
            try:
                a, b = self.pair()
                setattr(a, name, 1.0)
                setattr(b, name, 0.0)
                if numbers_in(self.operations.apply("*", [a, b])).get(name) == OTHER:
                    return True
            except Exception:
                continue
        return False

    def _gives_gradients(self, op: str, call: Call, seeded: bool) -> bool:
        """Whether gradients come out of a call; notes where they then are."""
        a, b = self.pair()
        twins = [self.make(PROBE), self.make(OTHER)] if self.shy else [a, b]  # to be looked at in their place
        before = [numbers_in(twin) for twin in twins]
        y = self.settle(self.operations.apply(op, [a, b]))
        if seeded:
            self._seed(y, names.ranked(attributes(y), names.GRADIENT)[0])
        forward = numbers_in(twins[0])
        returned = call(y, [a, b])
        changed = self._changed((a, b), before, forward)
        if changed:
            self.grad_name, self.returns = changed[0], False
            return True
        found = self._returned(returned, [a, b])
        self.returns = found is not None and any(found) and not seeded
        return self.returns

    def _changed(
        self, ends: tuple[Any, Any], before: Sequence[dict[str, float]], forward: dict[str, float]
    ) -> list[str]:
        """The attributes in which backward has left something; of unknown names those that forward left alone."""
        found = []
        for leaf, old in zip(ends, before, strict=True):
            for name, held in attributes(leaf).items():
                x = self.plain(held)
                known = name == self.maker.data or "local" in names.bare(name)
                if x is not None and not known and x != old.get(name, 0.0):
                    found.append(name)
        found = list(dict.fromkeys(found))
        unknown = [name for name in found if forward.get(name) == before[0].get(name)]
        return names.ranked(found, names.GRADIENT) or public(unknown)

    def _returned(self, returned: Any, ends: Sequence[Any]) -> list[float | None] | None:
        """Gradients that were returned: a list in the order of the leaves, or a dict by leaf, by id or by label."""
        if isinstance(returned, dict):
            found = [self._of_dict(returned, leaf) for leaf in ends]
            return None if all(x is None for x in found) else found
        if isinstance(returned, (list, tuple)) and len(returned) == len(ends):
            found = [self.plain(x) for x in returned]
            return None if any(x is None for x in found) else found
        return None

    def _of_dict(self, returned: dict[Any, Any], leaf: Any) -> float | None:
        label = getattr(leaf, self.label_name, None) if self.label_name else None
        for key, held in returned.items():
            if key is leaf or (type(key) is int and key == id(leaf)) or (isinstance(key, str) and key == label):
                return self.plain(held)
        return None

    def backward(self, y: Any, ends: Sequence[Any], by_hand: bool | None = None) -> list[Any]:
        """Sweep back from y, and read the gradients of some leaves; what is no number as it is."""
        self.settle(y)
        if self.seeds_by_hand if by_hand is None else by_hand:
            self._seed(y, self.grad_name)
        returned = self._backward(y, ends)
        if self.returns:
            return self._returned(returned, ends) or [None] * len(ends)
        return [self.grad(leaf) for leaf in ends]

    def grad(self, node: Any) -> Any:
        """The gradient that stands in a node; None where there is none."""
        held = getattr(node, self.grad_name, None)
        x = self.plain(held)
        return held if x is None else x

    def set_grad(self, node: Any, x: float) -> None:
        """Put a gradient into a node."""
        setattr(node, self.grad_name, like(x, getattr(node, self.grad_name, None)))

    @staticmethod
    def _seed(y: Any, name: str) -> None:
        setattr(y, name, like(1.0, getattr(y, name, None)))

    def _find_clear(self) -> tuple[str, Call | None]:
        """How gradients are cleared: what leaves none in the leaves."""
        if self.returns:
            return "", None
        for spelled, call in backward.clears(self.cls, self.namespace):
            try:
                a, b = self.pair()
                y = self.operations.apply("*" if "*" in self.usable else "+", [a, b])
                self.backward(y, [a, b])
                call(y, [a, b])
            except Exception:
                continue
            if not self.grad(a) and not self.grad(b):
                return spelled, call
        return "", None

    # What a node remembers

    def _find_operands(self) -> tuple[str, str]:
        """The attribute that holds a node's operands, and what container it is."""
        a, b = self.pair()
        try:
            y = self.operations.apply("*" if "*" in self.usable else "+", [a, b])
        except Exception:
            return "", ""
        for name in holding(y, a, names.OPERANDS):
            held = attributes(y)[name]
            keyed = isinstance(held, dict) and any(key is a for key in held)
            return name, "set" if isinstance(held, (set, frozenset)) else "dict" if keyed else "list"
        return "", ""

    def _operands(self, node: Any) -> list[Any]:
        """The operands of a node, as far as its container shows them."""
        held = getattr(node, self.operands_name, ())
        items = [*held, *held.values()] if isinstance(held, dict) else held
        if not isinstance(items, (list, tuple, set, frozenset)):
            return []
        flat = [part for item in items for part in (item if isinstance(item, (list, tuple)) else [item])]
        return [part for part in flat if self.is_node(part)]

    def count_inner(self, y: Any) -> int | None:
        """How many nodes with operands an output is made of, with it; None where nodes do not show theirs."""
        if not self.operands_name:
            return None
        seen: set[int] = set()
        waiting = [y]
        while waiting:
            node = waiting.pop()
            operands = self._operands(node)
            if operands and id(node) not in seen:
                seen.add(id(node))
                waiting += operands
        return len(seen)

    def _find_shared(self) -> dict[str, Any] | None:
        """The parameter of the constructor whose default operations change, with its line: all nodes share that."""
        create: Any = inspect.getattr_static(self.cls, "__init__")
        self.state.restore()
        sizes = {id(each): len(each) for each in defaults(create) if isinstance(each, (list, set, dict))}
        if not sizes:
            return None
        self.operations.try_all()
        changed = [id(each) for each in defaults(create) if id(each) in sizes and len(each) != sizes[id(each)]]
        names_of = {id(p.default): p.name for p in inspect.signature(create).parameters.values()}
        code = create.__code__
        return {"parameter": names_of[changed[0]], "line": [code.co_filename, code.co_firstlineno]} if changed else None

    def facts(self) -> dict[str, Any]:
        """What the parent is told."""
        functions, shared = self.operations.spelled(), self._find_shared()
        self.state.restore()
        return {
            "class": self.cls.__name__, "leaf": self.maker.template, "data": self.maker.data, "label": self.label_name,
            "backward": self.backward_spelled, "grad": self.grad_name, "by hand": self.seeds_by_hand,
            "returns": self.returns, "clear": self.clear_spelled,
            "operands": self.operands_name, "operands kind": self.operands_kind,
            "operators": self.operations.operators, "functions": functions, "shared": shared,
        }  # fmt: skip
