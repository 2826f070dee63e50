"""Small programs written against micrograd's interface: every number that they give is checked.

The first oracle is a plain reference beside each program (`references`), the second micrograd itself where
it has the feature and is right.  `BEYOND` says where it is not, and why; that too is checked.  Where torch is
installed it is the third, for the families that build no nodes by hand.
"""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from numbers import Number
from pathlib import Path
from typing import Any

import implementations
import pytest

FAMILIES = sorted(path.stem for path in (Path(__file__).parent / "programs").glob("[!_]*.py"))

# What micrograd 0.1.0 lacks or gets wrong.
BEYOND = {
    "backward_twice": "inner gradients of the first sweep are sent down again by the second",
    "two_outputs_share": "the same, where two outputs share a node",
    "data_set_before_backward": "partials are computed at the sweep, from data set since",
    "powers_at_zero": "x**0 at 0 divides by zero",
    "value_to_the_power_of_value": "an exponent must be a number",
    "scalars_on_both_sides": "dividing by NumPy's whole numbers raises",
    "softmax_of_an_array": "so does a mean by NumPy",
    "long_chain": "the sort is recursive",
    "softmax_among_others": "no softmax among others",
    "local_gradients_given": "no local gradients as numbers",
    "coloured": "constants collect gradients",
    "operations_of_more_kinds": "a difference is a sum, a quotient a product",
    "written_in_order": "operands are kept in a set, without order and repeats",
    "drawn": "pictures are in a notebook beside it",
    "graph_pickled": "closures cannot be pickled",
    "own_subclass": "results and lifted numbers are not of the subclass",
    "subclass_that_counts": "results are not of the subclass, so that only the first operation is counted",
    "names_in_other_spellings": "no such arguments",
    "own_nodes_swept_twice": "inner gradients are not fresh",
    "shown_as_text": "ints stay ints, and a gradient is the int 0 before the sweep",
}


# What needs no nodes made by hand, and holds of torch too.
TORCH_FAMILIES = {"arithmetic", "exercises", "fitting", "networks", "numpy_side", "optimisers", "transformers"}
NOT_TORCH = {
    "backward_twice": "inner gradients add up",
    "two_outputs_share": "inner gradients add up",
    "data_set_before_backward": "numbers are mixed",
    "local_gradients_given": "no local gradients as numbers",
    "shown_as_text": "tensors are shown otherwise",
    "softmax_among_others": "no such method",
    "softmax_of_an_array": "a tensor takes no array of objects beside it",
}


def torch_runs(name: str) -> bool:
    """Whether torch is an oracle for a program."""
    return name not in NOT_TORCH and PROGRAMS[name].__module__.partition(".")[2] in TORCH_FAMILIES


def _functions(package: str) -> dict[str, Callable[..., Any]]:
    modules = [importlib.import_module(f"{package}.{family}") for family in FAMILIES]
    return {
        name: function
        for module in modules
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }


PROGRAMS, REFERENCES = _functions("programs"), _functions("references")
WITHIN = [name for name in PROGRAMS if name not in BEYOND]
ORACLES = [("micrograd", name) for name in WITHIN]
if importlib.util.find_spec("torch"):
    ORACLES += [("torch", name) for name in PROGRAMS if torch_runs(name)]


def run(name: str, find: Callable[[str], Any]) -> dict[str, Any]:
    """The flat results of a program on an implementation, whose class is left as it was."""
    program = PROGRAMS[name]
    arguments = [find(parameter) for parameter in inspect.signature(program).parameters]
    with _as_it_was(find("Value")):
        return flat(program(*arguments))


@contextmanager
def _as_it_was(cls: type[Any]) -> Iterator[None]:
    """Methods that a program hangs on the class are taken off again; the state of `random` comes back."""
    before, state = dict(vars(cls)), random.getstate()
    try:
        yield
    finally:
        random.setstate(state)
        for name, now in dict(vars(cls)).items():
            if name not in before:
                delattr(cls, name)
            elif now is not before[name]:
                setattr(cls, name, before[name])


def flat(result: Any, at: str = "") -> dict[str, Any]:
    """Nested dicts and lists as one dict of numbers and words, keyed by their place."""
    if isinstance(result, dict):
        return {key: leaf for name, part in result.items() for key, leaf in flat(part, f"{at}.{name}").items()}
    if isinstance(result, list):
        return {key: leaf for i, part in enumerate(result) for key, leaf in flat(part, f"{at}[{i}]").items()}
    assert isinstance(result, (str, Number)), f"{at} is {result!r}"
    return {at: result}


def near(expected: dict[str, Any]) -> dict[str, Any]:
    """Words as they are; numbers to ten figures, which leaves room for steps that multiply rounding."""
    return {
        at: leaf if isinstance(leaf, str) else pytest.approx(leaf, rel=1e-10, abs=1e-12)
        for at, leaf in expected.items()
    }


def reference(name: str) -> dict[str, Any]:
    """The flat results that a program must give."""
    state = random.getstate()
    try:
        return flat(REFERENCES[name]())
    finally:
        random.setstate(state)


@pytest.mark.parametrize("name", PROGRAMS)
def test_every_number_is_that_of_the_plain_reference(name: str) -> None:
    """With only the import changed, every number and word is the one found without any such library."""
    assert near(reference(name)) == run(name, implementations.wengert)


@pytest.mark.parametrize(("oracle", "name"), ORACLES)
def test_others_give_the_same_where_they_are_right(oracle: str, name: str) -> None:
    """The drop-in agrees in every number with micrograd itself, and with torch where it is installed."""
    other = implementations.of_torch() if oracle == "torch" else implementations.original()
    assert near(run(name, other)) == run(name, implementations.wengert)


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_said_to_be_beyond_micrograd_is(name: str) -> None:
    """micrograd cannot run these programs, or gives other numbers than the reference."""
    try:
        found = run(name, implementations.original())
    except (AssertionError, AttributeError, KeyError, RecursionError, TypeError, ZeroDivisionError, ValueError):
        return
    except Exception as error:
        assert "PicklingError" == type(error).__name__
        return
    assert near(reference(name)) != found


def test_every_program_has_a_reference() -> None:
    """Programs and references are pairs, and none is missing."""
    assert PROGRAMS.keys() == REFERENCES.keys()
    assert set() == BEYOND.keys() - PROGRAMS.keys()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("self.grad += out.grad", "self.grad = out.grad"),
        ("other.grad += self.data * out.grad", "other.grad = self.data * out.grad"),
        ("reversed(topo)", "topo"),
        ("(out.data > 0)", "(out.data >= 0)"),
        ("other * self.data**(other-1)", "self.data**(other-1)"),
        ("return other + (-self)", "return self - other"),
    ],
)
def test_a_planted_mistake_is_seen(right: str, wrong: str) -> None:
    """An engine with one mistake gives a wrong number in some program."""
    engine = implementations.original((right, wrong))
    assert any(near(reference(name)) != run(name, engine) for name in WITHIN)


def test_every_form_of_import_finds_the_same() -> None:
    """The package, its modules and names by `from … import` are one and the same."""
    forms = (
        "from wengert.micrograd.engine import Value; from wengert.micrograd.nn import MLP",
        "from wengert.micrograd import Value, MLP",
        "from wengert.micrograd import engine, nn; Value, MLP = engine.Value, nn.MLP",
        "import wengert.micrograd as micrograd; Value, MLP = micrograd.engine.Value, micrograd.nn.MLP",
    )
    found = []
    for form in forms:
        names: dict[str, Any] = {}
        exec(form, names)
        found.append((names["Value"], names["MLP"]))
    assert {(implementations.wengert("Value"), implementations.wengert("MLP"))} == set(found)
