"""Hand-made reports, for the tests of how they are shown."""

from __future__ import annotations

from dataclasses import replace

from wengert.auditor.findings import Audited, Finding, Place, Program, Trouble

ENGINE = """class Value:
    def __init__(self, data, _children=()):
        self.data = data
        self.grad = 0.0
        self._prev = set(_children)
        self._backward = lambda: None

    def __mul__(self, other):
        out = Value(self.data * other.data, (self, other))
\tdef_backward = None  # <b>a tab, & "quotes"</b>

        def _backward():
            self.grad = other.data * out.grad
            other.grad = self.data * out.grad

        out._backward = _backward
        return out

    def backward(self):
        self.grad = 1.0
        self._backward()
"""
LINE = 13

OVERWRITTEN = Finding(
    code="overwritten-gradient",
    severity="wrong",
    operations=("*", "tanh"),
    diagnosis="What a second use pays replaces what the first one paid.",
    shown=("a = Value(3.0)", "y = a*a", "y.backward()"),
    program=Program({"a": 3.0}, ("y = a*a",)),
    quantity="a.grad",
    got=3.0,
    right=6.0,
    place=Place("engine.py", LINE, None, "self.grad = other.data * out.grad"),
    repair="Write `self.grad += other.data * out.grad`.",
    consequences=("a*b + a gives 1 for a, true is 5", "x*x + x is wrong, too"),
)
ORDER = Finding(
    code="wrong-order",
    severity="wrong",
    operations=(),
    diagnosis="y passes its gradient on before all of it has arrived.",
    shown=("x = Value(2.0)", "y = x*x", "z = y*y", "out = y + z", "out.backward()"),
    program=Program({"x": 2.0}, ("y = x*x", "z = y*y", "out = y + z")),
    quantity="x.grad",
    got=4.0,
    right=36.0,
    place=None,
    repair="Sort the nodes.",
)
DEEP = Finding(
    code="recursion-limit",
    severity="limit",
    operations=(),
    diagnosis="backward calls itself once per node.",
    shown=("y = Value(1.0)", "for _ in range(1000): y = y + 1", "y.backward()"),
    program=None,
    quantity="y.backward()",
    got="RecursionError: maximum recursion depth exceeded in comparison, at some depth near 985",
    right="no error",
    place=None,
    repair="Keep a stack.",
)
KINK = Finding(
    code="relu-at-zero",
    severity="note",
    operations=("relu",),
    diagnosis="The derivative of relu at 0 is taken as 1.",
    shown=("a = Value(0.0)", "y = a.relu()", "y.backward()"),
    program=Program({"a": 0.0}, ("y = relu(a)",)),
    quantity="a.grad",
    got=1.0,
    right=0.0,
    place=None,
    repair="Write > for >=.",
)
WRONG = Audited(
    target="engine.py:Value",
    name="Value",
    findings=(OVERWRITTEN, ORDER, DEEP, KINK),
    right=("+", "neg"),
    absent=("sin", "softplus"),
    usage={"make": "Value(2.0)", "gradients": "y.backward()"},
    programs=118,
    seconds=0.93,
)
CLEAN = Audited(
    "clean.py:Node", "Node", right=("+", "*", "tanh"), usage={"make": "Node(2.0)"}, programs=97, seconds=0.4
)
LIMITED = Audited("deep.py:Value", "Value", (DEEP, KINK), programs=97)
TROUBLED = Audited(
    "torchy.py:Value",
    "Value",
    trouble=Trouble(
        "missing-package",
        "the file needs the package torch, which is not installed; install it",
        Place("torchy.py", 3, None, "import torch"),
    ),
)

NASTY = '<script>alert("x")</script>&\x1b[31m\x00'


def nasty() -> Audited:
    """A report whose every text comes from someone who means no good."""
    program = Program({"a": 3.0}, ("y = a*a",))
    place = Place(NASTY, 1, None, NASTY)
    finding = Finding(
        NASTY, "wrong", (NASTY,), NASTY, (NASTY,), program, NASTY, NASTY, NASTY, place, NASTY, (NASTY,)
    )  # fmt: skip
    return Audited(f"{NASTY}:Value", "Value", (finding,), (NASTY,), (NASTY,), {NASTY: NASTY}, 1, 0.0)


def nasty_trouble() -> Audited:
    """The same of one that could not be examined."""
    return replace(nasty(), findings=(), trouble=Trouble("raised", NASTY, Place(NASTY, 1, None, NASTY)))
