"""What a row of the table is.

A row states one function once: its value, its local partial derivatives, its domain, its kinks
and how it is written.  Everything else in wengert reads rows.

`value` and `partials` are ordinary Python arithmetic.  Called with floats they compute, called
with Values they build a graph, called with Symbols they build an expression from which typed code
is printed: one line serves all.  A row is itself callable in the same way, so rows are written in
rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

#: All rows, in the order of their definition: `TABLE[i].code == i`.  Codes 0 and 1 are no
#: operations: a leaf and a constant.
TABLE: list[Row | None] = [None, None]

#: Rows by name.
BY_NAME: dict[str, Row] = {}

LEAF = 0
CONSTANT = 1

ATOM = 100  # binds tighter than any operator


class Row:
    """One function of the table.

    Args:
        name: what it is called everywhere.
        args: names of its arguments, `"x, y"`; `"*xs"` takes any number from `least` on.
        doc: one line that says what it computes.
        value: the function itself, on numbers.
        partials: from the arguments and the result `out` to the partial derivatives: one
            expression for one argument, else a tuple in the order of the arguments.  A row with
            `*xs` gets the arguments as one sequence.
        inside: for a composite row, in place of value and partials: the function written in
            other rows.  Its partials are derived.
        print_as: for a row that is not written in other rows: its code in Python, which is also
            its code in C, as a format string of its arguments; `"tanh({0})"`.
        boolean: whether print_as is a truth value and not a number.
        domain: where the value is a real number, in words.
        kinks: where the derivative jumps and what is used there, in words.
        kink: from the arguments to quantities that vanish at the kinks.
        require: called with the arguments' floats before anything is built; raises ValueError.
        symbol: the infix or prefix operator, if it is written with one.
        precedence: how tightly that operator binds.
        latex: a format string of the arguments.
        numpy: NumPy's names for it.
        commutative: whether its arguments may change places, but for rounding where there are many.
        least: the fewest arguments of a row with `*xs`.
        defaults: values of its last arguments where a caller leaves them out.
        function: whether `wg` has a function that maps it over numbers, lists and arrays.
        method: whether Values have it as a method.
        dunder: Python's name of that method, where a built-in function asks for it.
        source: book or paper for what is not in every textbook.
    """

    __slots__ = (
        "args",
        "boolean",
        "code",
        "commutative",
        "defaults",
        "doc",
        "domain",
        "dunder",
        "function",
        "inside",
        "kink",
        "kinks",
        "latex",
        "least",
        "method",
        "name",
        "numpy",
        "partials",
        "precedence",
        "print_as",
        "require",
        "source",
        "symbol",
        "value",
        "variadic",
    )

    def __init__(
        self,
        name: str,
        args: str,
        doc: str,
        *,
        value: Callable[..., Any] | None = None,
        partials: Callable[..., Any] | None = None,
        inside: Callable[..., Any] | None = None,
        print_as: str = "",
        boolean: bool = False,
        domain: str = "all real numbers",
        kinks: str = "",
        kink: Callable[..., Sequence[Any]] | None = None,
        require: Callable[..., None] | None = None,
        symbol: str = "",
        precedence: int = ATOM,
        latex: str = "",
        numpy: Sequence[str] = (),
        commutative: bool = False,
        least: int = 0,
        defaults: Sequence[float] = (),
        function: bool = True,
        method: bool = True,
        dunder: str = "",
        source: str = "",
    ) -> None:
        self.name = name
        self.variadic = args.startswith("*")
        self.args = tuple(args.lstrip("*").split(", "))
        self.doc = doc
        self.inside = inside
        self.value: Callable[..., Any] = value or inside  # type: ignore[assignment]
        self.partials = partials
        self.print_as = print_as
        self.boolean = boolean
        self.domain = domain
        self.kinks = kinks
        self.kink = kink
        self.require = require
        self.symbol = symbol
        self.precedence = precedence
        holes = ", ".join(f"{{{i}}}" for i in range(len(self.args)))
        self.latex = latex or rf"\operatorname{{{{{name.replace('_', chr(92) + '_')}}}}}\left({holes}\right)"
        self.numpy = tuple(numpy)
        self.commutative = commutative
        self.least = least
        self.defaults = tuple(defaults)
        self.function = function
        self.method = method and not self.variadic
        self.dunder = dunder
        self.source = source
        self.code = -1

    @property
    def arity(self) -> int | None:
        """How many arguments it takes; None for any number."""
        return None if self.variadic else len(self.args)

    @property
    def composite(self) -> bool:
        """Whether it is written in other rows and its partials are derived."""
        return self.inside is not None

    @property
    def conditional(self) -> bool:
        """Whether its first argument is a condition, which may be a bool."""
        return self.args[0] == "c"

    @property
    def signature(self) -> str:
        """The call as one writes it: `atan2(x, y)`, `sum(xs...)`."""
        return f"{self.name}({self.args[0]}...)" if self.variadic else f"{self.name}({', '.join(self.args)})"

    def partials_at(self, args: Sequence[Any], out: Any) -> Sequence[Any]:
        """The local partial derivatives, one for each argument.

        Args:
            args: the arguments: numbers, Values or Symbols.
            out: the result at these arguments.

        Raises:
            TypeError: a composite row, whose partials are derived and not stated.
        """
        if self.partials is None:
            raise TypeError(f"{self.name} is composite: derive its partials from what is inside")
        if self.variadic:
            return self.partials(args, out)  # type: ignore[no-any-return]
        partials = self.partials(*args, out)
        return partials if len(args) > 1 else (partials,)

    def __call__(self, *args: Any) -> Any:
        """The value at numbers; a node at Values; an expression at Symbols."""
        for arg in args:
            if not isinstance(arg, (float, int)):
                return arg._apply(self, args)
        return self.value(*args)

    def __repr__(self) -> str:
        return f"<row {self.signature}>"

    def __reduce__(self) -> tuple[Callable[[str], Row], tuple[str]]:
        return find, (self.name,)


def find(name: str) -> Row:
    """The row of that name.

    Raises:
        KeyError: there is none.
    """
    return BY_NAME[name]


def register(row: Row, replace: bool = False, most: int = 0) -> Row:
    """Append a row to the table and give it its code.

    Args:
        row: the row.
        replace: whether its name may be that of an earlier row, which is then not found by it any more.
        most: how many rows there may be; 0 for no limit.

    Raises:
        ValueError: the name is taken, or the table is full.
    """
    if most and len(TABLE) >= most:
        raise ValueError(f"the table has {len(TABLE)} rows and takes no more; define an operation once, not in a loop")
    if row.name in BY_NAME and not replace:
        raise ValueError(f"the table has a row {row.name!r} already; choose another name")
    row.code = len(TABLE)
    TABLE.append(row)
    BY_NAME[row.name] = row
    return row


def rows() -> list[Row]:
    """The rows of the table that people compute with, in their order."""
    return [row for row in TABLE if row is not None and row is not STATED and row is not LINEAR]


def _by_hand(name: str) -> Row:
    taken = f"the step {name!r} was taken by hand, its value and its partials stated, so it cannot be"
    instead = "build it of Values, or make it an operation with wg.custom"

    def once(*_: Any) -> None:
        raise ValueError(f"{taken} computed anew; {instead}")

    def not_again(*_: Any) -> Sequence[Any]:
        raise TypeError(f"{taken} differentiated again; {instead}")

    return Row(name, "*xs", "A step that was taken elsewhere.", value=once, partials=not_again, require=once,
               least=1, function=False, method=False)  # fmt: skip


#: Of nodes whose value and partials somebody stated: they are neither computed nor derived.
STATED = register(_by_hand("stated"))


@lru_cache(maxsize=1024)
def stated_as(name: str) -> Row:
    """The same under another name, for nodes that are shown by it."""
    row = _by_hand(name)
    row.code = STATED.code
    return row


def _slopes(xs: Sequence[Any], out: Any) -> Sequence[Any]:
    partials: list[Any] = [0.0] * len(xs)
    partials[1::2] = xs[2::2]
    return partials


def _joined(*xs: float) -> None:
    if len(xs) % 2 == 0:
        raise ValueError(f"linear needs a result and then operands, each with its partial, got {len(xs)} numbers")


#: A step whose value and partials other steps computed: the result, then each operand and the partial by it.  The
#: partials are numbers like the result, so that through them nothing is differentiated: it is for compiled first
#: derivatives, of rows that have no kernel at so many operands.
LINEAR = register(
    Row("linear", "*xs", "A result that was computed, with operands and the partials by them.",
        value=lambda out, *_: out, partials=_slopes, require=_joined, least=3, function=False, method=False)
)  # fmt: skip
