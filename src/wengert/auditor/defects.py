"""The defects that an audit can name: how bad each is, what it is, how it is repaired."""

from __future__ import annotations

from typing import NamedTuple

from wengert.auditor.findings import Severity


class Defect(NamedTuple):
    """A kind of defect.

    Attributes:
        title: in a few words.
        severity: "wrong", "limit" or "note".
        about: what it is and does, in a sentence or two.
        repair: what to do.
    """

    title: str
    severity: Severity
    about: str
    repair: str


CATALOGUE: dict[str, Defect] = {
    "overwritten-gradient": Defect(
        "Gradient overwritten", "wrong",
        "An operation sets its operand's gradient where it should add to it. All is right until a Value is used twice.",
        "Add to the gradient: `x.grad += …` in place of `x.grad = …`, and let gradients start at 0.",
    ),
    "wrong-order": Defect(
        "Nodes in a wrong order", "wrong",
        "A node passes its gradient on before all nodes that use it have given it theirs: a part is never passed on.",
        "Visit the nodes in reversed topological order: list each node after its operands (append it when they are "
        "done), and go through the list "
        "backwards.",
    ),
    "visited-twice": Defect(
        "Nodes visited more than once", "wrong",
        "A node that is used several times passes its whole gradient on at every visit.",
        "Keep the nodes that were visited in a set, by identity, and list each of them once: the append belongs inside "
        "the `if node not in visited`.",
    ),
    "never-visited": Defect(
        "Nodes never visited", "wrong",
        "Some nodes never pass their gradient on, and what lies below them gets none.",
        "Visit all operands of every node, and tell nodes apart by identity (`id(node)`), never by their numbers.",
    ),
    "upstream-ignored": Defect(
        "Upstream gradient ignored", "wrong",
        "The chain rule multiplies the local derivative by the gradient of the result. Here that factor is missing, "
        "wholly or in one term.",
        "Multiply the whole local derivative by the gradient of the result: `x.grad += out.grad * (…)`, with brackets "
        "around a sum.",
    ),
    "wrong-derivative": Defect(
        "Wrong derivative", "wrong",
        "The local derivative of an operation has a wrong formula.",
        "Correct the formula, and compare it with a difference: (f(x + h) − f(x − h)) / (2h) with h = 1e-5.",
    ),
    "wrong-value": Defect(
        "Wrong value", "wrong",
        "An operation computes a wrong number on the way forward.",
        "Correct the formula of the value.",
    ),
    "wrong-reflected": Defect(
        "Wrong with a number on the left", "wrong",
        "Python calls a reflected method such as __rsub__(self, other) for `other - self`: the operands are exchanged, "
        "which matters for - / and **.",
        "In __rsub__(self, other) return `other - self`, for example `Value(other) - self`; likewise in the others. "
        "With `__rsub__ = __sub__` the operands are exchanged.",
    ),
    "local-on-operand": Defect(
        "Local derivative kept on the operand", "wrong",
        "A derivative belongs to one use of a number, an edge of the graph. Kept on the operand, it is replaced by "
        "that of the next use.",
        "Keep the local derivatives in the result, beside its operands.",
    ),
    "operand-changed": Defect(
        "Operand changed", "wrong",
        "An operation changes the number of its operand, and with it all that uses the operand elsewhere.",
        "Compute a new number from the operand's and leave that as it is.",
    ),
    "in-place-operator": Defect(
        "Changed in place", "wrong",
        "An operator such as += changes the number of a Value on which others depend already.",
        "Leave out __iadd__ and its like: Python then makes `a = a + b` of `a += b`, with a new node.",
    ),
    "constant-gradient": Defect(
        "Constants mishandled", "wrong",
        "A plain number as operand, or an input without a part in the output, makes gradients wrong.",
        "Make a Value of a plain number first and use the one rule for both; let gradients start at 0.",
    ),
    "missing-seed": Defect(
        "Output's gradient not set", "wrong",
        "backward() does not set the output's gradient to 1: all gradients stay 0 unless the caller sets it.",
        "Begin backward() with `self.grad = 1.0`.",
    ),
    "shared-state": Defect(
        "State shared between Values", "wrong",
        "What one computation leaves behind changes the next: a list or dict that all Values share, often the default "
        "value of a parameter, which Python makes only once.",
        "Give every Value its own: `def __init__(self, data, children=None)` and `self.children = children or []`, or "
        "take `()`.",
    ),
    "raises": Defect(
        "Operation fails", "wrong",
        "An operation, or its part of backward, raises an exception or does not end at an ordinary point.",
        "Repair the line that the exception names.",
    ),
    "nudged-input": Defect(
        "Input left nudged", "wrong",
        "A derivative by differences changes its input and does not put the old number back, so that the next one is "
        "taken elsewhere.",
        "Keep the old number and put it back, in a `finally:`.",
    ),
    "stale-gradients": Defect(
        "Stale gradients on a second backward", "limit",
        "Gradients of inner nodes stay from one backward to the next and are passed on again. A second backward then "
        "gives neither the same gradients nor twice as much.",
        "At the beginning of backward() set the gradients of all nodes of the graph to 0; if those of the inputs shall "
        "add up, only those of the inner nodes.",
    ),
    "missing-reflected": Defect(
        "No number on the left", "limit",
        "An operator takes plain numbers on its right and not on its left.",
        "Define the reflected method, such as __radd__ or __rsub__.",
    ),
    "numbers-refused": Defect(
        "No plain numbers", "limit",
        "An operator takes Values alone.",
        "Begin with `other = other if isinstance(other, Value) else Value(other)`.",
    ),
    "pow-zero": Defect(
        "Power of 0", "limit",
        "The rule n*x**(n − 1) divides by zero at x = 0 for n = 0, where the derivative is 0.",
        "Take 0 for the derivative where n is 0.",
    ),
    "pow-negative-base": Defect(
        "Power of a negative number", "limit",
        "A negative base fails, or gives a complex number, though with a whole exponent its power and derivative "
        "exist.",
        "Use `x ** n` and n*x**(n − 1), not logarithms; for a fractional exponent give nan or raise an exception.",
    ),
    "pow-value-exponent": Defect(
        "Value as exponent", "limit",
        "a**b with Values on both sides is refused, or the exponent gets no right gradient.",
        "For the exponent add `out.grad * out.data * log(a.data)`, which is defined for a > 0.",
    ),
    "overflow": Defect(
        "Overflow", "limit",
        "An activation computes an exponential too large for a float, where its own value is an ordinary number.",
        "Use math.tanh; for sigmoid 1/(1 + exp(−x)) where x ≥ 0 and exp(x)/(1 + exp(x)) below; for softplus max(x, 0) "
        "+ log1p(exp(−|x|)).",
    ),
    "unstable": Defect(
        "Unstable formula", "limit",
        "A formula loses its digits or overflows where the true value is an ordinary number.",
        "For softmax and logsumexp subtract the largest number first; take log of the number itself, without adding a "
        "constant.",
    ),
    "recursion-limit": Defect(
        "Limit of recursion", "limit",
        "The graph is walked by a function that calls itself for each node, and a deep graph exceeds Python's limit.",
        "Walk the graph with a list used as a stack.",
    ),
    "exponential-time": Defect(
        "Exponential work", "limit",
        "Every path is walked by itself. With each node that is used twice there are twice as many.",
        "Collect a node's whole gradient first, then pass it on once: nodes in reversed topological order.",
    ),
    "one-sided-difference": Defect(
        "One-sided difference", "limit",
        "(f(x + h) − f(x)) / h has an error in proportion to h.",
        "Take (f(x + h) − f(x − h)) / (2h): its error goes with h squared.",
    ),
    "relu-at-zero": Defect(
        "relu at 0", "note",
        "At 0 any number from 0 to 1 is a subgradient of relu; the convention of the other libraries is 0.",
        "Compare with `> 0`, not with `>= 0`.",
    ),
    "operands-in-set": Defect(
        "Operands in a set", "note",
        "A set, or the keys of a dict, hold each operand once and in no order: of a + a one edge is left.",
        "Keep the operands in a tuple.",
    ),
    "data-read-late": Defect(
        "Numbers read late", "note",
        "The rule reads the operands' numbers during backward. If they were changed after the forward pass, gradients "
        "belong to no point at all.",
        "Keep the numbers that the derivative needs when the value is computed.",
    ),
    "label-from-operand": Defect(
        "Label of an operand", "note",
        "A result carries its operand's label, and a picture or table shows two nodes of one name.",
        "Give results no label, or one made of the expression.",
    ),
    "no-zero-grad": Defect(
        "No way to clear gradients", "note",
        "Gradients add up from one backward to the next, and nothing sets them to 0.",
        "Offer zero_grad(), or clear the graph's gradients at the beginning of backward().",
    ),
    "needs-dot": Defect(
        "Drawings need dot", "note",
        "The Python package graphviz only calls the program `dot`, which has to be installed by other means.",
        "Say so in the error message, or draw without it.",
    ),
}  # fmt: skip
