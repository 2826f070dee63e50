"""Files of others: what is executed of them, which class is found, and what is said where there is none."""

from __future__ import annotations

import pathlib
from collections.abc import Callable

import pytest

import wengert
from wengert.auditor.inside import __main__
from wengert.auditor.inside.source import Source
from wengert.auditor.process import Answers
from wengert.core import symbol

ENGINE = """
class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0

    def __add__(self, other):
        return Value(self.data + other.data)

    def __mul__(self, other):
        return Value(self.data * other.data)

    def backward(self):
        self.grad = 1.0
"""

Ask = Callable[..., Answers]


def values(answers: Answers) -> list[object]:
    """What the expressions gave, in order."""
    assert answers.trouble is None
    return [answer.get("is", answer.get("raised", answer.get("lost"))) for answer in answers.answers.values()]


NOT_EXECUTED = [
    "print(Value(2.0).data)\nran = True",
    "for step in range(3):\n    y = Value(step)\n    ran = True",
    "while True:\n    pass",
    "assert Value(1).data == 2",
    "if __name__ == '__main__':\n    raise SystemExit",
    "x = Value(2.0)\ny = x * x\ny.backward()\nran = True",
    "import nowhere_to_be_found as plt\nplt.plot([1])",
    "import nowhere_to_be_found as plt\ndef plot(x):\n    plt.plot(x)",
    "from nowhere_to_be_found import nn\nclass Net(nn.Module):\n    pass",
    "from nowhere_to_be_found import nn\ndef train(net: nn.Module, steps=input()):\n    pass",
    "name = input('who? ')",
    "import sys\nsys.setrecursionlimit(10**6)\nsys.exit(1)",
    "import tkinter\nwindow = tkinter.Tk()\nwindow.mainloop()",
    "exit()",
    "import os\nos._exit(3)",
]


@pytest.mark.parametrize("rest", NOT_EXECUTED)
def test_demonstrations_are_not_executed(asked: Ask, rest: str) -> None:
    """A file that trains, plots, asks or ends the program has its class examined all the same."""
    answers = asked(
        ENGINE + rest, "Value(2.0).data", "'ran' in loaded.namespace", "__import__('sys').getrecursionlimit()"
    )
    assert [2.0, False, 1000] == values(answers)


EXECUTED = [
    # what the class needs, as it is made and as it is used
    ("import math\nLIMIT = math.pi\n" + ENGINE.replace("0.0", "LIMIT"), "Value(1).grad > 3", True),
    ("from math import pi as p\ndef zero():\n    return p - p\n" + ENGINE.replace("0.0", "zero()"), "Value(1).grad", 0),
    (
        "import functools\n"
        + ENGINE.replace("class", "@functools.total_ordering\nclass")
        + "    def __lt__(self, o): 0\n",
        "Value(1).data",
        1,
    ),
    ("TAPE = []\nTAPE.append(5)\n" + ENGINE.replace("0.0", "TAPE[0]"), "Value(1).grad", 5),
    (
        "RULES = {}\ndef rule(name):\n    def keep(f):\n        RULES[name] = f\n        return f\n    return keep\n\n"
        "@rule('one')\ndef one(): return 1\n\n@rule('two')\ndef two(): return 2\n"
        + ENGINE.replace("0.0", "sum(f() for f in RULES.values())"),
        "Value(1).grad",
        3,
    ),
    ("import math, nowhere_to_be_found\n" + ENGINE.replace("0.0", "math.pi"), "Value(1).grad > 3", True),
    # what changes it afterwards
    (ENGINE + "Value.__radd__ = Value.__add__", "hasattr(Value, '__radd__')", True),
    (ENGINE + "def tanh(self): return 7\nValue.tanh = tanh", "Value(1).tanh()", 7),
    (
        ENGINE
        + "import math\nfor n in ('exp', 'log'):\n    setattr(Value, n, lambda self, n=n: getattr(math, n)(self.data))",
        "Value(0).exp()",
        1.0,
    ),
    (ENGINE + "setattr(Value, 'two', 2)", "Value.two", 2),
    (ENGINE + "def loud(cls):\n    cls.loud = True\n    return cls\nValue = loud(Value)", "Value.loud", True),
    (
        ENGINE.replace("__add__", "plus").replace("__mul__", "times")
        + "def install():\n    for n in ('add', 'mul'):\n        setattr(Value, f'__{n}__', Value.plus)\ninstall()",
        "(Value(1) * Value(4)).data",
        5,
    ),
    (ENGINE + "def install(cls, n):\n    setattr(cls, n, 8)\ninstall(Value, 'eight')", "Value.eight", 8),
    (
        ENGINE + "TABLE = {'sin': lambda x: abs(x)}\nfor name, f in TABLE.items():\n    def method(self, f=f):\n"
        "        return f(self.data)\n    setattr(Value, name, method)",
        "Value(-3).sin()",
        3,
    ),
    (
        ENGINE + "def table():\n    return {'sin': abs}\nTABLE = table()\nfor name, f in TABLE.items():\n"
        "    def method(self, f=f):\n        return f(self.data)\n    setattr(Value, name, method)",
        "Value(-3).sin()",
        3,
    ),
    (ENGINE + "N = len('four')\nfor f in [abs] * N:\n    Value.four = f", "Value.four(-4)", 4),
    (
        ENGINE + "def install(cls, n):\n    setattr(cls, n, n)\nfor n in ['one', 'two']:\n    install(Value, n)",
        "Value.two",
        "two",
    ),
    (ENGINE + "for n in range(3):\n    Value.count = n\n    Value(n).backward()", "hasattr(Value, 'count')", True),
    (
        ENGINE + "data = list(map(Value, range(3)))\nfor x in data:\n    Value.count = Value(1) + x",
        "hasattr(Value, 'count')",
        False,
    ),
    (ENGINE + "def demo(cls):\n    cls.never = 1\n    while True: pass\ndemo(Value)", "Value(1).data", 1),
    # activations and backward as functions
    ("import math\n" + ENGINE + "def tanh(v): return Value(math.tanh(v.data))", "tanh(Value(0)).data", 0.0),
    (ENGINE + "relu = lambda v: Value(max(0, v.data))", "relu(Value(-1)).data", 0),
    (ENGINE + "from math import tanh as hyper\ndef backward(y): return hyper(0.0)", "backward(1)", 0.0),
    (ENGINE + "tanh = Value.__add__", "tanh(Value(1), Value(2)).data", 3),
    # where the class stands
    ("if True:\n    import math\n" + ENGINE.replace("\n", "\n    "), "Value(1).data", 1),
    (
        "try:\n    import nowhere_to_be_found\nexcept ImportError:\n" + ENGINE.replace("\n", "\n    "),
        "Value(1).data",
        1,
    ),
    (
        "Value = type('Value', (), {'__init__': lambda self, x: setattr(self, 'grad', x), '__add__': max,\n"
        "                           'backward': print})",
        "Value(3).grad",
        3,
    ),
    (f"exec({ENGINE!r})", "Value(1).data", 1),
    ("def make():\n" + ENGINE.replace("\n", "\n    ") + "\n    return Value\nScalar = make()", "Scalar(1).data", 1),
    ("x = 1/0\n" + f"exec({ENGINE!r})\n" + "y = 1/0", "Value(1).data", 1),
    # kinds of classes
    (
        "from dataclasses import dataclass, field\n@dataclass\nclass Value:\n    data: float\n    grad: float = 0.0\n"
        "    prev: list = field(default_factory=list)\n    def __add__(self, o): 0\n    def backward(self): 0",
        "Value(1.0).prev",
        [],
    ),
    (
        "from __future__ import annotations\n" + ENGINE.replace("(self, other)", "(self, other: Missing) -> Missing"),
        "Value(1).data",
        1,
    ),
    (ENGINE.replace("class Value:", "class Value:\n    __slots__ = ('data', 'grad')"), "Value(1).data", 1),
    (
        "class Meta(type):\n    def __call__(cls, *a):\n        made = super().__call__(*a)\n        made.meta = 1\n"
        "        return made\n" + ENGINE.replace("Value:", "Value(metaclass=Meta):"),
        "Value(1).meta",
        1,
    ),
    (
        "class Mixin:\n    def __sub__(self, o): return 9\n" + ENGINE.replace("Value:", "Value(Mixin):"),
        "Value(1) - 1",
        9,
    ),
    (ENGINE.replace("\n", "\r\n"), "Value(1).data", 1),
    (b"\xef\xbb\xbf" + ENGINE.encode(), "Value(1).data", 1),
    (b"# -*- coding: latin-1 -*-\nNAME = '\xe9'\n" + ENGINE.replace("0.0", "NAME").encode(), "Value(1).grad", "é"),
    ("from math import *\n" + ENGINE.replace("0.0", "floor(pi)"), "Value(1).grad", 3),
    ("async def later():\n    await later()\nmatch 1:\n    case n:\n        pass\n" + ENGINE, "Value(1).data", 1),
    ("print('a' * 10**6)\n" * 20 + "NAME = print('x') or 'n'\n" + ENGINE.replace("0.0", "NAME"), "Value(1).grad", "n"),
]


@pytest.mark.parametrize(("text", "expression", "expected"), EXECUTED)
def test_what_a_class_needs_is_executed(asked: Ask, text: str | bytes, expression: str, expected: object) -> None:
    """The class is found without its name, with all it needs and all that was added to it."""
    assert [expected] == values(asked(text, expression))


def test_earlier_versions_of_a_class_may_fail(asked: Ask) -> None:
    """The last definition of a class is the one; it may build on the one before."""
    cells = [ENGINE.replace("class Value", "class Value(Missing)"), ENGINE, "class Value(Value):\n    two = 2"]
    assert [1, 2] == values(asked(cells, "Value(1).data", "Value.two", name="a.ipynb"))


def test_drawing_methods_may_miss_their_packages(asked: Ask) -> None:
    """A package that only a drawing method reads is not needed."""
    drawn = "from nowhere_to_be_found import Digraph\n" + ENGINE + "    def draw(self):\n        return Digraph()\n"
    assert [1, "NameError"] == values(asked(drawn, "Value(1).data", "Value(1).draw()"))


def test_functions_that_miss_their_packages_are_left_out(asked: Ask) -> None:
    """A function of the name of an activation that compares with another library does not count against the class."""
    text = "import nowhere_to_be_found as np\n" + ENGINE + "def tanh(v):\n    return np.tanh(v)"
    assert [1, False] == values(asked(text, "Value(1).data", "'tanh' in loaded.namespace"))


NOT_THERE = [
    ("RATE = float(input('rate? '))", "EOFError: EOF when reading a line (line 1) before RATE is made. Nobody answers"),
    ("import sys\nRATE = float(sys.argv[1])", "(line 2) before RATE is made. An audit gives no arguments: write into"),
    ("RATE = open('rate.txt').read()", "before RATE is made. An audit runs in an empty folder: write into the file"),
    ("RATE = 1 / 0", "engine.py raises ZeroDivisionError: division by zero (line 1) before RATE is made. Repair this"),
    ("import nowhere_to_be_found as RATE", "engine.py needs the package nowhere_to_be_found"),
]


@pytest.mark.parametrize(("line", "words"), NOT_THERE)
def test_what_is_left_out_is_told(asked: Ask, line: str, words: str) -> None:
    """A name that the file could not make here, and only a function reads, is told with the reason."""
    found = asked(f"{line}\n{ENGINE}def tanh(v):\n    return RATE", "Value(1).data", "tanh(1)")
    assert [1, "NameError"] == values(found)
    assert words in found.said["left out"]["RATE"]


def test_what_reads_what_is_left_out_is_left_out(asked: Ask) -> None:
    """The reason is the first one's; what an earlier statement had made is there."""
    text = (
        "ZERO = 0.0\n" + ENGINE.replace("0.0", "ZERO") + "tanh = relu = 1 / 0\ndef exp(v, f=tanh): pass\nZERO = 1 / 0"
    )
    found = asked(text, "Value(1).grad")
    assert [0.0] == values(found)
    assert ["exp", "relu", "tanh"] == sorted(found.said["left out"])
    assert ["before tanh is made", "before relu is made"] == [
        found.said["left out"][name].partition(") ")[2].partition(".")[0] for name in ("exp", "relu")
    ]


CHOICES = [
    (
        ENGINE + "class Neuron:\n    def __init__(self): self.w = Value(1)\n    def __call__(self, x): return self.w",
        "Value",
    ),
    (ENGINE.replace("Value", "Old").replace("__mul__", "mul") + ENGINE, "Value"),
    (
        "class Vector:\n    def __add__(self, o): 0\n    def __mul__(self, o): 0\n    def __sub__(self, o): 0\n"
        + ENGINE,
        "Value",
    ),
    (
        ENGINE.replace("Value", "Node") + "class Add(Node):\n    def backward(self): 0\nclass Mul(Node):\n"
        "    def backward(self): 0",
        "Node",
    ),
    (
        "class Ops:\n    def __add__(self, o): 0\n    def __mul__(self, o): 0\nclass Var(Ops):\n"
        "    def __init__(self): self.grad = 0\n    def backward(self): 0",
        "Var",
    ),
    (
        "class Num:\n    def __init__(self, v): self.v = v\ndef add(a, b): return a\nNum.__add__ = add\n"
        "def backward(y): 0",
        "Num",
    ),
    (
        "class N:\n    def __init__(self): self.grad = 0\ndef add(a, b): return a\ndef backward(y): 0\nclass M: pass",
        "N",
    ),
    ("from math import *\nclass L:\n    def backward(self, g): return g\n" + ENGINE, "Value"),
]


@pytest.mark.parametrize(("text", "name"), CHOICES)
def test_the_class_that_looks_most_like_an_engine_is_chosen(asked: Ask, text: str, name: str) -> None:
    """Operators and gradients count, subclasses for single operations do not."""
    assert name == asked(text, "1").said["name"]


def test_the_name_that_is_given_counts(asked: Ask) -> None:
    """A class is examined that was named, though another looks more like an engine."""
    text = ENGINE + "class Other:\n    class Inner:\n        data = 5"
    assert [5] == values(asked(text, "loaded.cls.data", cls="Other.Inner"))


def test_siblings_are_imported(asked: Ask) -> None:
    """A class may come from a module in the file's folder, whose lines are the user's, too."""
    asked(ENGINE, "1", name="core.py")
    text = "from core import Value\nimport core\nfor i in range(10**10): x = Value(i)"
    where = "source.place(Value.backward.__code__.co_filename, 13)"
    answers = asked(
        text,
        "Value(1).data",
        where,
        "source.is_theirs(core.__file__)",
        "source.is_theirs(__import__('os').__file__)",
        name="train.py",
    )
    assert [1, {"file": "core.py", "line": 13, "cell": None, "text": "self.grad = 1.0"}, True, False] == values(answers)


@pytest.mark.parametrize("package", [True, False])
def test_relative_imports(asked: Ask, package: bool) -> None:
    """A file may import from its package, or from a folder that would be one."""
    if package:
        asked("", name="pack/__init__.py")
    asked("ZERO = 0.5", "1", name="pack/numbers_.py")
    text = "from .numbers_ import ZERO\nfrom . import numbers_\n" + ENGINE.replace("0.0", "ZERO")
    assert [0.5, "pack"] == values(
        asked(text, "Value(1).grad", "loaded.namespace['__package__']", name="pack/engine.py")
    )


def test_a_module_by_name(asked: Ask) -> None:
    """An installed module is imported; its lines are named from its package on."""
    where = "source.place(loaded.cls.backward.__code__.co_filename, loaded.cls.backward.__code__.co_firstlineno)"
    answers = asked(None, where, target={"kind": "module", "path": "wengert.micrograd.engine", "class": "Value"})
    assert ["wengert/micrograd/engine.py"] == [place["file"] for place in values(answers)]


def test_our_own_lines_are_not_theirs(asked: Ask) -> None:
    """Of a file in a folder above wengert's, wengert's modules are not taken for its neighbours."""
    ours = pathlib.Path(wengert.__file__).parent
    text = pathlib.Path(symbol.__file__)
    above = Source([], str(ours.parents[1]))
    assert [False, False] == [above.is_theirs(str(text)), above.is_theirs(__main__.__file__)]
    assert [True, False] == [Source([], str(ours)).is_theirs(name) for name in (str(text), __main__.__file__)]


def test_a_session(asked: Ask) -> None:
    """What was typed in an interactive session is examined cell by cell."""
    cells = ["%autoreload 2", ENGINE, "1/0", "this is no Python", "Value.two = 2"]
    answers = asked(
        None,
        "Value.two",
        "source.place(Value.backward.__code__.co_filename, 2)",
        target={"kind": "cells", "cells": cells, "path": "", "shown": "session"},
    )
    assert [2, {"file": "session", "line": 2, "cell": 2, "text": "class Value:"}] == values(answers)


def test_notebooks(asked: Ask) -> None:
    """Cells count in order, magics and shell lines do not, the last definition of a class is the one."""
    cells = [
        "%matplotlib inline\n!pip install nothing\nimport math\nfiles = !ls\nmath?\n?math",
        "%%bash\nrm -rf nothing",
        ENGINE.replace("0.0", "'first'"),
        "%%time\nimport nowhere_to_be_found\nx = Value(1) + Value(2)",
        "%%time\nTEXT = '''\n%no magic\n'''\nNINE = (19\n   % 10)",
        ENGINE.replace("0.0", "NINE"),
        "def tanh(self):\n    if True:\n        %timeit 1\n    return 7\nValue.tanh = tanh",
        "def broken(",
        "from IPython.display import display\ndisplay(Value(1))\nawait nothing()",
    ]
    where = "source.place(Value.tanh.__code__.co_filename, 4)"
    answers = asked(cells, "Value(1).grad", "Value(1).tanh()", where, "TEXT", name="a b.ipynb")
    place = {"file": "a b.ipynb", "line": 4, "cell": 7, "text": "return 7"}
    assert [9, 7, place, "NameError"] == values(answers)


TROUBLES = [
    ("def f(:\n  pass", "", "syntax", "line 1"),
    ("x = 1\nprint 'hello'", "", "syntax", "Python 2"),
    ("try:\n    x\nexcept E, e:\n    pass", "", "syntax", "Python 2"),
    (ENGINE + "return 5", "", "syntax", "outside function"),
    ("x = '\0'", "", "syntax", "null"),
    ("", "", "no-class", "no class in it at all"),
    ("class A: pass\nclass B: pass", "", "no-class", "A, B. Name one: engine.py:A"),
    (ENGINE, "Valeu", "no-class", "Did you mean engine.py:Value?"),
    (ENGINE, "VALUE", "no-class", "Did you mean engine.py:Value?"),
    (ENGINE + "def two(): pass", "two", "no-class", "no class, but of type function"),
    (ENGINE, "Value.Inner", "no-class", "no class Value.Inner"),
    (
        "import nowhere_to_be_found as np\n" + ENGINE.replace("0.0", "np.zeros(1)"),
        "",
        "missing-package",
        "engine.py needs the package nowhere_to_be_found, which is not installed",
    ),
    (
        "import nowhere_to_be_found.nn as nn\n" + ENGINE.replace("Value:", "Value(nn.Module):"),
        "",
        "missing-package",
        "nowhere",
    ),
    ("from beside import Value", "Value", "missing-package", "nor does beside.py lie beside it"),
    (
        "from math import nothing_of_that\n" + ENGINE.replace("0.0", "nothing_of_that"),
        "",
        "raised",
        "cannot import name",
    ),
    (ENGINE.replace("class", "@undefined\nclass"), "", "raised", "NameError: name 'undefined' is not defined (line 2)"),
    (ENGINE.replace("def __init__", "1/0\n    def __init__"), "", "raised", "ZeroDivisionError"),
    (ENGINE.replace("def __init__", "exit()\n    def __init__"), "", "exit", "ends the program"),
    (ENGINE.replace("def __init__", "x = bytearray(10**10)\n    def __init__"), "", "memory", "more memory"),
    (ENGINE.replace("def __init__", "while True: pass\n    def __init__"), "", "time", "(line 3)"),
    (f"<<<<<<< HEAD\n{ENGINE}=======\n>>>>>>> other\n", "", "syntax", "Line 1 is a mark of a merge conflict"),
    (f"x = 1\nif x:\n<<<<<<< HEAD\n    {ENGINE}", "", "syntax", "Line 3 is a mark of a merge conflict"),
    (
        "def make():\n" + ENGINE.replace("\n", "\n    ") + "\n    return Value",
        "",
        "no-class",
        "Value stands within the function make() in engine.py, which is not executed. Move it to the top level",
    ),
    (
        "if __name__ == '__main__':\n" + ENGINE.replace("\n", "\n    "),
        "",
        "no-class",
        'Value stands under `if __name__ == "__main__":` in engine.py, which is not executed.',
    ),
    (
        "if __name__ == '__main__':\n" + ENGINE.replace("\n", "\n    "),
        "Value",
        "no-class",
        'Value stands under `if __name__ == "__main__":` in engine.py, which is not executed.',
    ),
    (
        "def make():\n    class Other: pass\nclass A: pass",
        "",
        "no-class",
        "Its classes: A. Name one: engine.py:A",
    ),
    (b"x = '\xe9'\n", "", "file", "Save it as UTF-8"),
    (b"# coding: klingon\n", "", "file", "unknown encoding"),
]


@pytest.mark.parametrize(("text", "cls", "kind", "words"), TROUBLES)
def test_troubles_are_named(asked: Ask, text: str | bytes, cls: str, kind: str, words: str) -> None:
    """What hinders an examination is one of a few kinds, in words that say what was wrong."""
    found = asked(text, "1", cls=cls, load=1.0 if kind == "time" else 10.0)
    assert found.trouble is not None
    assert (kind, True) == (found.trouble.kind, words in found.trouble.text), found.trouble.text


NO_NOTEBOOKS = [
    (b"not json", "JSON is broken"),
    (b"[]", "not a notebook"),
    (b'{"nbformat": 3, "worksheets": [{"cells": []}]}', "format 3; format 4 is needed"),
    (b'{"nbformat": 4, "metadata": {"kernelspec": {"name": "ir", "language": "R"}}, "cells": []}', "notebook in R"),
    (b"[" * 100_000, "JSON"),
]


@pytest.mark.parametrize(("content", "words"), NO_NOTEBOOKS)
def test_what_is_no_notebook(asked: Ask, content: bytes, words: str) -> None:
    """A file that is called a notebook and is none is told so."""
    trouble = asked(content, "1", name="x.ipynb").trouble
    assert trouble is not None
    assert ("file", True) == (trouble.kind, words in trouble.text)


def test_a_notebook_whose_cells_are_broken(asked: Ask) -> None:
    """The first cell that is not Python is named, where no other is."""
    trouble = asked(["%%bash\nls", "def f(:"], "1", name="x.ipynb").trouble
    assert trouble is not None
    assert trouble.place is not None
    assert ("syntax", 2, 1, "def f(:") == (trouble.kind, trouble.place.cell, trouble.place.line, trouble.place.text)


@pytest.mark.parametrize(
    ("name", "words"), [("gone.py", "no file gone.py"), (".", "is a folder"), ("\0.py", "cannot be read")]
)
def test_files_that_are_none(asked: Ask, name: str, words: str) -> None:
    """What cannot be read is said to be so."""
    trouble = asked(None, "1", target={"path": name, "shown": name}).trouble
    assert trouble is not None
    assert ("file", True) == (trouble.kind, words in trouble.text)


@pytest.mark.parametrize("name", ["nowhere_to_be_found", "os.nothing", "", "a..b", "engine.py"])
def test_modules_that_are_none(asked: Ask, name: str) -> None:
    """A module that cannot be imported is told to be missing."""
    trouble = asked(None, "1", target={"kind": "module", "path": name, "shown": name}).trouble
    assert trouble is not None
    assert "file" == trouble.kind
