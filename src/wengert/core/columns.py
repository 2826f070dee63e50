"""The columns of a file of a graph, read and checked; `save.py` says what they are.

First the text: that it is short enough, and has no more brackets than the format, before JSON builds
anything.  Then the columns: types, lengths and ranges, before any Value is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import chain, compress, repeat
from math import inf, isfinite, nan
from operator import ge
from typing import Any, NamedTuple, NoReturn

from wengert.core import number
from wengert.core.errors import GraphFormatError
from wengert.core.notation import shown
from wengert.core.row import BY_NAME, CONSTANT, Row

FORMAT = "wengert graph"
VERSION = 1
LONGEST = 10**6  # characters of a label or a scope's path

_OPTIONAL = ("grads", "labels", "scopes")
_NAMES = ("format", "version", "rows", "texts", "ops", "counts", "operands", "data", "outputs", *_OPTIONAL)
_MOST_BRACKETS = len(_NAMES) - 1  # one object, and a list for each column but format and version
_NO_NUMBERS = {"inf": inf, "-inf": -inf, "nan": nan}
_OUTSIDE_STRINGS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|([\[{]|NaN|-?Infinity)', re.DOTALL)


class Columns(NamedTuple):
    """What a file says of a graph, all of it in range."""

    rows: list[Row]
    texts: list[str]
    ops: list[int]
    counts: list[int]
    operands: list[int]
    data: list[float]
    grads: list[float]
    labels: list[int]
    scopes: list[int]
    outputs: list[int]
    single: bool  # whether there is one output alone, and not a list


def read(content: bytes, largest: int) -> Columns:
    """The columns in the bytes of a file.

    Raises:
        GraphFormatError: there are none, or something is wrong with them; the message says where.
    """
    if len(content) > largest:
        _refuse(f"byte {largest}", "the file is larger than that; if it is meant, load it with a larger `largest`")
    return _checked(_parsed(_decoded(content)))


# --- the text --------------------------------------------------------------------------------------


def _decoded(content: bytes) -> str:
    """The text of a file in which JSON will not find more brackets than the format has."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse(f"byte {error.start}", "this is no UTF-8")
    if text.count("[") + text.count("{") > _MOST_BRACKETS:  # but those in labels do not count
        brackets = (found for found in _OUTSIDE_STRINGS.finditer(text) if found[1] in ("[", "{"))
        for i, bracket in enumerate(brackets, start=1):
            if i > _MOST_BRACKETS:
                _refuse(_position(text, bracket.start()), "there are more lists and objects than the format has")
    return text


def _parsed(text: str) -> dict[str, Any]:
    """The columns as JSON has them."""
    try:
        found = json.loads(text, parse_constant=lambda _: _refuse_constant(text), object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        _refuse(_position(text, error.pos), f"this is no JSON: {error.msg}")
    except GraphFormatError:
        raise
    except ValueError:  # Python's own limit
        _refuse("an integer", "has too many digits")
    if type(found) is not dict:
        _refuse("line 1, column 1", f"the file has to hold an object, got {number.what(found)}")
    return found


def _position(text: str, at: int) -> str:
    return f"line {text.count(chr(10), 0, at) + 1}, column {at - text.rfind(chr(10), 0, at)}"


def _refuse_constant(text: str) -> NoReturn:
    found = next(found for found in _OUTSIDE_STRINGS.finditer(text) if found[1] not in (None, "[", "{"))
    _refuse(_position(text, found.start()), f'{found[1]} is no JSON; write "nan", "inf" or "-inf"')


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    for i, name in enumerate(names):
        if name in names[:i]:
            _refuse(shown(name), "stands in the file twice")
        if name not in _NAMES:
            _refuse(shown(name), "the format has nothing of that name")
    return dict(pairs)


# --- the columns -----------------------------------------------------------------------------------


def _checked(found: dict[str, Any]) -> Columns:
    """The columns, if types, lengths and ranges are right."""
    if found.get("format") != FORMAT:
        _refuse("format", f"has to be {FORMAT!r}, got {number.what(found.get('format'))}")
    if type(found.get("version")) is not int or found["version"] != VERSION:
        _refuse("version", f"this wengert reads version {VERSION}, got {number.what(found.get('version'))}")
    for name in _NAMES:
        if name not in found and name not in _OPTIONAL:
            _refuse(name, "is missing")
    rows = [_row(i, name) for i, name in enumerate(_strings(found, "rows"))]
    texts = _strings(found, "texts")
    if texts[:1] != [""]:
        _refuse("texts[0]", 'has to be ""')
    ops = _integers(found, "ops", None, 2 + len(rows))
    size = len(ops)
    operands = _integers(found, "operands", None, size)
    counts = _integers(found, "counts", size, len(operands) + 1)
    _check_counts(rows, ops, counts)
    _check_order(operands, counts)
    single = type(found["outputs"]) is int
    outputs = _integers({"outputs": [found["outputs"]]} if single else found, "outputs", None, size)
    _check_uses(operands, outputs, size)
    none = [0] * size
    grads = _floats(found, "grads", size) if "grads" in found else [0.0] * size
    for i in compress(range(size), map(CONSTANT.__eq__, ops)):
        if grads[i] != 0.0:
            _refuse(f"grads[{i}]", "a constant has no gradient")
    return Columns(
        rows, texts, ops, counts, operands, _floats(found, "data", sum(map((2).__gt__, ops))), grads,
        _integers(found, "labels", size, len(texts)) if "labels" in found else none,
        _integers(found, "scopes", size, len(texts)) if "scopes" in found else none,
        outputs, single,
    )  # fmt: skip


def _column(found: dict[str, Any], name: str, types: set[type], size: int | None) -> list[Any]:
    """A list whose entries have some types; of a given length, unless None is given."""
    column = found[name]
    if type(column) is not list:
        _refuse(name, f"has to be a list, got {number.what(column)}")
    if not types.issuperset(map(type, column)):
        i = next(i for i, entry in enumerate(column) if type(entry) not in types)
        meant = " or ".join(sorted(kind.__name__ for kind in types))
        _refuse(f"{name}[{i}]", f"has to be {meant}, got {number.what(column[i])}")
    if size is not None and len(column) != size:
        _refuse(name, f"has to have {size} entries, has {len(column)}")
    return column


def _strings(found: dict[str, Any], name: str) -> list[str]:
    """A column of short strings, all different."""
    column = _column(found, name, {str}, None)
    seen = set()
    for i, text in enumerate(column):
        if len(text) > LONGEST:
            _refuse(f"{name}[{i}]", f"has {len(text)} characters; at most {LONGEST} are allowed")
        if text in seen:
            _refuse(f"{name}[{i}]", f"{shown(text)} is there already")
        seen.add(text)
    return column


def _integers(found: dict[str, Any], name: str, size: int | None, below: int) -> list[int]:
    """A column of integers, 0 <= i < below."""
    column = _column(found, name, {int}, size)
    if column and not 0 <= min(column) <= max(column) < below:
        i = next(i for i, entry in enumerate(column) if not 0 <= entry < below)
        _refuse(f"{name}[{i}]", f"has to be at least 0 and less than {below}, got {number.what(column[i])}")
    return column


def _floats(found: dict[str, Any], name: str, size: int) -> list[float]:
    """A column of numbers, as floats."""
    column = _column(found, name, {float, int, str}, size)
    if set(map(type, column)) == {float} and all(map(isfinite, column)):
        return column
    return [_float(f"{name}[{i}]", entry) for i, entry in enumerate(column)]


def _float(place: str, entry: Any) -> float:
    if type(entry) is str:
        if entry not in _NO_NUMBERS:
            _refuse(place, f'has to be a number, "inf", "-inf" or "nan", got {number.what(entry)}')
        return _NO_NUMBERS[entry]
    try:
        x = float(entry)
    except OverflowError:
        x = inf
    if not isfinite(x):
        _refuse(place, 'is beyond the range of floats; write "inf" or "-inf" if that is meant')
    return x


def _row(i: int, name: str) -> Row:
    if name not in BY_NAME:
        _refuse(f"rows[{i}]", f"the table has no row {shown(name)}")
    return BY_NAME[name]


def _check_counts(rows: Sequence[Row], op: Sequence[int], count: Sequence[int]) -> None:
    """Refuse a node whose row cannot have as many operands as it has."""
    wrong = {(op, n) for op, n in set(zip(op, count, strict=True)) if not _fits(rows[op - 2] if op > 1 else None, n)}
    if wrong:
        i = next(i for i, pair in enumerate(zip(op, count, strict=True)) if pair in wrong)
        what = rows[op[i] - 2].signature if op[i] > 1 else "a leaf"
        _refuse(f"counts[{i}]", f"{what} cannot have {count[i]} operands")


def _fits(row: Row | None, count: int) -> bool:
    if row is None:
        return count == 0
    return count > 0 and (count >= row.least if row.arity is None else count == row.arity)


def _check_order(operands: Sequence[int], count: Sequence[int]) -> None:
    """Refuse operands that are not before their users."""
    if sum(count) != len(operands):
        _refuse("operands", f"has to have {sum(count)} entries, as many as `counts` says, has {len(operands)}")
    users = chain.from_iterable(map(repeat, range(len(count)), count))
    for i in compress(range(len(operands)), map(ge, operands, users)):
        _refuse(f"operands[{i}]", f"is node {operands[i]}, which is not before its user")


def _check_uses(operands: Sequence[int], outputs: Sequence[int], size: int) -> None:
    """Refuse a graph without outputs, or with nodes that lead to none: a part is missing."""
    if not outputs:
        _refuse("outputs", "there has to be one at least")
    used = bytearray(size)
    for place in chain(operands, outputs):
        used[place] = 1
    unused = used.find(0)
    if unused >= 0:
        _refuse(f"ops[{unused}]", "the node is neither an operand nor an output")


def _refuse(place: str, wrong: str) -> NoReturn:
    raise GraphFormatError(place, wrong)
