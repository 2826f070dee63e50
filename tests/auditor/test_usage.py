"""How somebody's engine is used: constructors, attributes, operations, backward, and what cannot be used."""

from __future__ import annotations

from typing import Any

import pytest

from wengert.auditor.inside.engine import Engine
from wengert.auditor.inside.leaves import Unusable
from wengert.auditor.inside.operations import Absent
from wengert.auditor.inside.probe import Runner

#: An engine that is right, in a form that can be spelled in many ways: @data, @grad, and the lines that are not fixed.
ENGINE = """
import math

class V:
    def __init__(self, @parameters):
        self.@data, self.@grad, self.links = @number, 0.0, ()
        @leaf

    @classmethod
    def of(cls, x, *links):
        out = cls.__new__(cls)
        out.@data, out.@grad, out.links = x, 0.0, links
        return out

    def __add__(self, other):
        return V.of(self.@data + other.@data, (self, 1.0), (other, 1.0))

    def __mul__(self, other):
        return V.of(self.@data * other.@data, (self, other.@data), (other, self.@data))

    def pay(self, seed):
        order = []
        def visit(v):
            if not any(v is w for w in order):
                for w, slope in v.links:
                    visit(w)
                order.append(v)
        visit(self)
        for v in order:
            v.@grad = 0.0
        self.@grad = seed
        for v in reversed(order):
            for w, slope in v.links:
                w.@grad += slope * v.@grad
        return order
"""
BACKWARD = "    def backward(self):\n        self.pay(1.0)\n"
USUAL = {"parameters": "data", "number": "data", "data": "data", "grad": "grad", "leaf": "pass"}


def text(rest: str = BACKWARD, **words: str) -> str:
    """The engine, spelled with some words."""
    found = ENGINE
    for name, word in {**USUAL, **words}.items():
        found = found.replace(f"@{name}", word)
    return found + "\n" + rest


def engine(source: str, name: str = "V") -> Engine:
    """An engine of a class in a text."""
    namespace: dict[str, Any] = {"__name__": "engine"}
    exec(compile(source, "engine.py", "exec"), namespace)
    return Engine(namespace[name], namespace)


def gradients(found: Engine) -> list[Any]:
    """Of a*b + a at 2 and -3."""
    a, b = found.make(2.0, "a"), found.make(-3.0, "b")
    apply = found.operations.apply
    return found.backward(apply("+", [apply("*", [a, b]), a]), [a, b])


CONSTRUCTORS = [
    ("data", "data", "V({number})"),
    ("data, _children=(), _op='', label=''", "data", "V({number}, label={label!r})"),
    ("data, label", "data", "V({number}, {label!r})"),
    ("name, value", "value", "V({label!r}, {number})"),
    ("children, data", "data", "V((), {number})"),
    ("op, value, parents", "value", "V('', {number}, ())"),
    ("value, local_grad, grad, parents", "value", "V({number}, 0.0, 0.0, ())"),
    ("parents=(), data=0.0", "data", "V(data={number})"),
    ("*, data, op", "data", "V(data={number}, op='')"),
    ("this, that=None", "this", "V({number}, None)"),
    ("d, src=(), w=()", "d", "V({number})"),
    ("data, requires_grad=False", "data", "V({number}, requires_grad=True)"),
    ("data, requires_grad=True", "data", "V({number})"),
    ("data, requires_grad", "data", "V({number}, requires_grad=True)"),
    ("data, *, trainable=None", "data", "V({number}, trainable=True)"),
    ("data, trainable=False, name=''", "data", "V({number}, trainable=True, name={label!r})"),
    ("*args, **options", "args[0]", "V({number})"),
]


@pytest.mark.parametrize(("parameters", "number", "leaf"), CONSTRUCTORS)
def test_constructors_are_called_as_their_parameters_say(parameters: str, number: str, leaf: str) -> None:
    """A leaf's number goes where the constructor expects it, and leaves ask for a gradient."""
    found = engine(text(parameters=parameters, number=number))
    assert leaf.replace(", None", "") == found.facts()["leaf"].replace(", None", "")
    assert [-2.0, 2.0] == gradients(found)


@pytest.mark.parametrize(
    ("data", "grad"),
    [("data", "grad"), ("value", "_grad"), ("_v", "derivative"), ("d", "g"), ("amount", "rate"), ("v", "bar")],
)
def test_attributes_are_found_by_what_is_in_them(data: str, grad: str) -> None:
    """Numbers and gradients are found under names that nobody has heard of."""
    found = engine(text(data=data, grad=grad))
    assert (data, grad) == (found.facts()["data"], found.facts()["grad"])


def test_public_names_come_before_private_ones() -> None:
    """A property is named, not the attribute behind it."""
    views = [f"    @property\n    def {name}(self):\n        return self._{name}\n" for name in ("amount", "rate")]
    found = engine(text(BACKWARD + "".join(views), data="_amount", grad="_rate"))
    assert ("amount", "rate") == (found.facts()["data"], found.facts()["grad"])


BACKWARDS = [
    (BACKWARD, "{0}.backward()"),
    ("    def backprop(self, seed):\n        self.pay(seed)", "{0}.backprop(1.0)"),
    ("    def grads(self, leaves):\n        self.pay(1.0)\n        return [v.grad for v in leaves]",
     "{0}.grads([a, b])"),
    ("def gradients(y, leaves):\n    y.pay(1.0)\n    return [v.grad for v in leaves]", "gradients({0}, [a, b])"),
    ("def gradients(y):\n    return {v: v.grad for v in y.pay(1.0)}", "gradients({0})"),
    ("def gradients(y):\n    return {id(v): v.grad for v in y.pay(1.0)}", "gradients({0})"),
    ("def grad(y, leaf):\n    y.pay(1.0)\n    return leaf.grad", "grad({0}, a)"),
    ("def backward(y):\n    y.pay(1.0)", "backward({0})"),
    ("    def backward(self):\n        self.pay(self.grad)", "{0}.backward()"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "spelled"), BACKWARDS)
def test_backward_is_called_as_it_wants_to_be(rest: str, spelled: str) -> None:
    """Methods and functions that leave or return gradients are all backward."""
    found = engine(text(rest))
    assert spelled == found.facts()["backward"]
    assert [-2.0, 2.0] == gradients(found)


def test_a_seed_is_set_by_hand_where_backward_sets_none() -> None:
    """Where the output's gradient must be 1 before, it is set."""
    assert engine(text(BACKWARDS[-1][0])).seeds_by_hand


def test_numbers_that_forward_computes_are_waited_for() -> None:
    """Where an expression has no number before forward() is called, that is called first."""
    later = """
    def forward(self):
        for v, slope in self.links:
            v.forward()
        if self.links:
            (one, x), (other, y) = self.links
            self.data = one.data + other.data if x == 1.0 else one.data * other.data
            self.links = ((one, 1.0), (other, 1.0)) if x == 1.0 else ((one, other.data), (other, one.data))
        return self.data
"""
    lazy = text(BACKWARD + later).replace("self.data + other.data", "None").replace("self.data * other.data", "None")
    found = engine(lazy)
    assert "{0}.forward(); {0}.backward()" == found.facts()["backward"]
    assert [-2.0, 2.0] == gradients(found)


PULL = """
class V:
    def __init__(self, data):
        self.data, self.users, self._grad = data, [], None

    def __add__(self, other):
        out = V(self.data + other.data)
        self.users.append((1.0, out))
        other.users.append((1.0, out))
        return out

    def __mul__(self, other):
        out = V(self.data * other.data)
        self.users.append((other.data, out))
        other.users.append((self.data, out))
        return out

    def backward(self):
        self._grad = 1.0

    @property
    def grad(self):
        if self._grad is None:
            self._grad = sum(slope * user.grad for slope, user in self.users)
        return self._grad
"""


def test_gradients_that_are_asked_for_are_not_looked_at_before() -> None:
    """A gradient that is kept from the first look on is looked at after backward only."""
    found = engine(PULL)
    assert found.shy
    assert [-2.0, 2.0] == gradients(found)


def test_a_float_with_a_memory_is_an_engine() -> None:
    """A class that is a float has nodes that are numbers; what it inherits is no operation of its own."""
    source = text(data="x").replace("class V:", "class V(float):").replace("cls.__new__(cls)", "cls.__new__(cls, x)")
    found = engine(source)
    assert ["+", "*"] == found.facts()["operators"]
    assert [-2.0, 2.0] == gradients(found)


@pytest.mark.parametrize("kind", ["decimal.Decimal", "fractions.Fraction"])
def test_numbers_of_other_kinds_are_read_and_written(kind: str) -> None:
    """Decimals and fractions are numbers, and changed into numbers of their kind."""
    found = engine("import decimal, fractions\n" + text(number=f"{kind}(data)").replace("1.0", "1").replace("0.0", "0"))
    a = found.make(2.0)
    found.set_data(a, 0.5)
    assert (0.5, [-2.0, 2.0]) == (found.data(a), gradients(found))
    assert kind.endswith(type(a.data).__name__)


OPERATIONS = [
    ("    def tanh(self):\n        return V.of(math.tanh(self.data))", "tanh", "{0}.tanh()"),
    ("    @staticmethod\n    def tanh(v):\n        return V.of(math.tanh(v.data))", "tanh", "V.tanh({0})"),
    ("def tanh(v):\n    return V.of(math.tanh(v.data))", "tanh", "tanh({0})"),
    ("def tanh(x):\n    return math.tanh(x)", "tanh", None),
    ("from math import tanh", "tanh", None),
    ("def log(message):\n    print(end='')", "log", None),
    ("class Tanh:\n    def apply(v):\n        return V.of(math.tanh(v.data))", "tanh", "Tanh.apply({0})"),
    ("    def __getattr__(self, name):\n        if name != 'sin':\n            raise AttributeError(name)\n"
     "        return lambda: V.of(math.sin(self.data))", "sin", "{0}.sin()"),
    ("    def __getattr__(self, name):\n        raise AttributeError(name)", "cos", None),
    ("    def sqrt(self):\n        out = V.of(math.sqrt(self.data))", "sqrt", "{0}.sqrt()"),
    ("    def sqrt(self):\n        return V.of(math.sqrt(self))", "sqrt", "{0}.sqrt()"),
    ("    def sqrt(self, digits):\n        return V.of(round(math.sqrt(self), digits))", "sqrt", None),
    ("    def sqrt(self):\n        while True: pass", "sqrt", "{0}.sqrt()"),
    ("    def sqrt(self):\n        raise SystemExit", "sqrt", "{0}.sqrt()"),
    ("    def __abs__(self):\n        return abs(self.data)", "abs", None),
    ("    def __abs__(self):\n        return V.of(abs(self.data))", "abs", "abs({0})"),
    ("    def add(self, other):\n        self.links += other", "+", None),
    ("    def maximum(self, other):\n        return self if self.data > other.data else other", "maximum",
     "{0}.maximum({1})"),
]  # fmt: skip


@pytest.mark.parametrize(("rest", "op", "spelled"), OPERATIONS)
def test_operations_are_found_in_every_form(rest: str, op: str, spelled: str | None) -> None:
    """Methods, functions and classes are operations if they give nodes, or are methods that fail to."""
    assert spelled == engine(text(f"{BACKWARD}\n{rest}\n")).facts()["functions"].get(op)


def test_an_operation_that_is_not_there_is_looked_for_once() -> None:
    """A negative result is kept: each program of it would search the whole module again."""
    found = engine(text())
    with pytest.raises(Absent):
        found.operations.apply("tanh", [found.make(0.5)])
    found.namespace["tanh"] = vars(found.cls)["__add__"]  # too late
    with pytest.raises(Absent):
        found.operations.apply("tanh", [found.make(0.5)])


def answer(source: str, line: str, **options: Any) -> dict[str, Any]:
    """What comes of one program with a = 0.5."""
    found = engine(source)
    found.facts()
    runner = Runner(found, lambda file: file == "engine.py")
    return runner.run({"id": 0, "inputs": {"a": 0.5}, "lines": [line], **options})


MISSING = [
    ("    def sqrt(self):\n        out = 1", "y = sqrt(a)", "def sqrt", "sqrt() returns None"),
    ("    def __sub__(self, other):\n        out = 1", "y = a - a", "def __sub__", "__sub__() returns None"),
    ("    def __neg__(self):\n        pass", "y = -a", "def __neg__", "__neg__() returns None"),
    (
        "    def __rsub__(self, other):\n        pass\n    __sub__ = __add__",
        "y = 3 - a",
        "def __rsub__",
        "__rsub__() re",
    ),
]


@pytest.mark.parametrize(("rest", "line", "first", "said"), MISSING)
def test_a_forgotten_return_is_told_at_the_method(rest: str, line: str, first: str, said: str) -> None:
    """An operation that gives None raises, at its first line."""
    source = text(f"{BACKWARD}{rest}\n")
    raised = answer(source, line)["raised"]
    assert ("TypeError", "forward") == (raised["type"], raised["phase"])
    assert raised["text"].startswith(said)
    ((file, at, _),) = raised["frames"]
    assert ("engine.py", True) == (file, first in source.split("\n")[at - 1])


SAID = [
    ("raise MemoryError", "MemoryError: takes more memory than it is given"),
    ("raise ValueError", "ValueError: without a message"),
    ("raise ValueError('below 0')", "ValueError: below 0"),
]


@pytest.mark.parametrize(("statement", "said"), SAID)
def test_exceptions_always_have_words(statement: str, said: str) -> None:
    """An exception without a message is told in words."""
    raised = answer(text(f"{BACKWARD}    def exp(self):\n        {statement}\n"), "y = exp(a)")["raised"]
    assert said == f"{raised['type']}: {raised['text']}"


def test_complex_numbers_are_told_in_words() -> None:
    """What rounding has left of a part of a complex number is not shown."""
    source = text(f"{BACKWARD}    def __sub__(self, other):\n        return V.of((-2.0) ** 0.5)\n")
    assert "(0+1.41421j), a complex number" == answer(source, "y = a - a", sweeps=0)["data"]["y"]


def test_what_cannot_be_changed_is_not_asked() -> None:
    """A program that puts a number where none can be put is not carried out, and nothing is said against the engine."""
    source = text(f"{BACKWARD}    @property\n    def data(self):\n        return self._data\n", data="_data")
    source = source.replace("def __init__(self, data)", "def __init__(self, data)")
    assert "absent" in answer(source, "y = a*a", change={"a": 2.0})


STATES = [
    ("tape = []", "tape.append(self)", "len(tape)"),
    ("tape = {'nodes': []}", "tape['nodes'].append(self)", "len(tape['nodes'])"),
    ("tape = {}", "tape[id(self)] = self", "len(tape)"),
    ("tape = set()", "tape.add(id(self))", "len(tape)"),
    ("from collections import deque\ntape = deque()", "tape.append(self)", "len(tape)"),
    ("from weakref import WeakValueDictionary\ntape, kept = WeakValueDictionary(), []",
     "kept.append(self); tape[id(self)] = self", "len(tape)"),
    ("class Tape:\n    nodes = []", "Tape.nodes.append(self)", "len(Tape.nodes)"),
    ("class Tape:\n    def __init__(self):\n        self.nodes = []\ntape = Tape()", "tape.nodes.append(self)",
     "len(tape.nodes)"),
    ("from functools import lru_cache\n@lru_cache\ndef noted(key):\n    return key", "noted(id(self))",
     "noted.cache_info().currsize"),
]  # fmt: skip


SHARED = """
class V:
    def __init__(self, data, links=[]):
        self.data, self.grad, self.links = data, 0.0, links

    def __add__(self, other):
        out = V(self.data + other.data)
        out.links += [self, other]
        return out

    def backward(self):
        for v in self.links:
            v.grad += len(self.links) / 2
"""


@pytest.mark.parametrize(("options", "grad"), [({}, 1.0), ({"twice": True}, 2.0)])
def test_lists_that_are_defaults_start_empty(options: dict[str, Any], grad: float) -> None:
    """What Values share by mistake is told by a program that runs twice, not by those before it."""
    runner = Runner(engine(SHARED), lambda file: False)
    probe = {"id": 0, "inputs": {"a": 2.0, "b": 3.0}, "lines": ["y = a + b"], **options}
    for _ in range(2):
        assert {"a": grad, "b": grad} == runner.run(probe)["grads"][0]


@pytest.mark.parametrize(("source", "parameter"), [(SHARED, "links"), (text(parameters="data, links=[]"), None)])
def test_a_default_that_operations_change_is_told(source: str, parameter: str | None) -> None:
    """A list that is a parameter's default does harm if operations put something into it."""
    shared = engine(source).facts()["shared"] or {}
    assert parameter == shared.get("parameter")
    assert (["engine.py", 3] if parameter else None) == shared.get("line")


@pytest.mark.parametrize(("kept", "noted", "size"), STATES)
def test_programs_leave_nothing_behind(kept: str, noted: str, size: str) -> None:
    """Tapes, tables and caches are after each program what they were before."""
    found = engine(f"{kept}\n{text(leaf=noted)}")
    runner = Runner(found, lambda file: False)
    sizes = [eval(size, found.namespace)]
    found.make(2.0)
    during = eval(size, found.namespace)
    for k in range(2):
        runner.run({"id": k, "inputs": {"a": 2.0, "b": 3.0}, "lines": ["y = a*b"]})
        sizes.append(eval(size, found.namespace))
    assert (1, [0, 0, 0]) == (during, sizes)


def test_equal_leaves_of_two_trials_are_two() -> None:
    """An engine that keeps its nodes by their numbers is examined with new ones each time."""
    source = text().replace("import math", "import math\ncache = {}")
    for op in "+*":
        source = source.replace(
            f"return V.of(self.data {op}", f"return cache.setdefault(('{op}', self.data), V.of)(self.data {op}"
        )
    found = engine(source)
    assert [-2.0, 2.0] == gradients(found)


REFUSED = [
    ("class V:\n    def __init__(self, data):\n        self.data = data", "no-operations", "neither + nor *"),
    (text(""), "no-backward", "no way was found to get gradients"),
    (text(number="int(data)"), "no-number", "V(2.34375) holds 2: the class rounds its numbers"),
    (text(number="round(data, 2)"), "no-number", "V(2.34375) holds 2.34: the class rounds its numbers"),
    (text(number="None"), "no-number", "V(2.34375) makes an object, but none of its attributes is that number"),
    (text(leaf="1/0"), "no-number", "V(2.0) raises ZeroDivisionError: division by zero (line"),
    (text(number="[float(x) for x in data]"), "tensor", "a list of numbers, not of a single one"),
    (text(number="[[float(x) for x in row] for row in data]"), "tensor", "a matrix of numbers, not of a single one"),
    (text(parameters="values, parents=()", number="[float(x) for x in values]"), "tensor", "a list of numbers"),
    (text("    def backward(self):\n        raise KeyError('seed')"), "no-backward",
     "y.backward() raises KeyError: 'seed' (line"),
    (text().replace("return V.of(", "return V.lost("), "no-operations", "`a + b` raises AttributeError: type object"),
    (text().replace("        return V.of(", "        V.of("), "no-operations", "__add__() returns None"),
    (text().replace("self.data + other.data", "None").replace("self.data * other.data", "None"), "no-number",
     "no method such as forward()"),
    (text("class Tape:\n    def gradient(self, y, leaves):\n        return []"), "no-backward", "If Tape is what"),
    ("class Dual:\n    def __init__(self, real, dual=0.0):\n        self.real, self.dual = real, dual\n"
     "    def __mul__(self, o):\n        return Dual(self.real*o.real, self.real*o.dual + self.dual*o.real)",
     "no-backward", "forward mode"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "said"), REFUSED)
def test_refusals_say_why(source: str, kind: str, said: str) -> None:
    """A class that cannot be examined is told what was tried and what came of it."""
    with pytest.raises(Unusable) as caught:
        engine(source, "Dual" if "class Dual" in source else "V")
    assert kind == caught.value.kind
    assert said in caught.value.text
