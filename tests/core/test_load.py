"""Files that are wrong: refused with the place, whatever is wrong with them; never half a graph, never a crash."""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest
from filecases import TEXT, example, loaded, small
from graphcases import facts

import wengert as wg
from wengert import Graph, Value
from wengert.core import save
from wengert.core.errors import GraphError, GraphFormatError
from wengert.core.row import TABLE, Row
from wengert.core.save import load


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "graph.json"


def refusal(path: Path, content: str | bytes, **options: Any) -> str:
    """Why a file of some content is refused, without its name."""
    with pytest.raises(GraphFormatError) as caught:
        loaded(path, content, **options)
    assert isinstance(caught.value, GraphError)
    assert caught.value.place.startswith(f"{path}: ")
    return str(caught.value).removeprefix(f"{path}: ")


def changed(**new: Any) -> str:
    """TEXT with some columns replaced; None takes one out."""
    found = json.loads(TEXT) | new
    return json.dumps({name: column for name, column in found.items() if column is not None})


NAN_SAID = 'NaN is no JSON; write "nan", "inf" or "-inf"'
WRONG = [
    ("", "line 1, column 1: this is no JSON: Expecting value"),
    ("[]", "line 1, column 1: the file has to hold an object, got list ([])"),
    ("3", "line 1, column 1: the file has to hold an object, got int (3)"),
    ("{}", "format: has to be 'wengert graph', got NoneType"),
    (TEXT[:-3], "line 13, column 13: this is no JSON: Expecting ',' delimiter"),
    (TEXT + "x", "line 15, column 1: this is no JSON: Extra data"),
    (TEXT.replace("-2.0]", "NaN]"), f"line 9, column 14: {NAN_SAID}"),
    (TEXT.replace("-2.0]", "-Infinity]"), f"line 9, column 14: {NAN_SAID.replace('NaN', '-Infinity')}"),
    (TEXT.replace("x", "NaN \\\" [[[[[[[[[[[[[").replace("-2.0]", "NaN]"), f"line 9, column 14: {NAN_SAID}"),
    (TEXT.replace("[1,0", "[" * 10**5), "line 11, column 14: there are more lists and objects than the format has"),
    ("[" * 10**6, "line 1, column 12: there are more lists and objects than the format has"),
    ('{"a":' * 10**5, "line 1, column 56: there are more lists and objects than the format has"),
    (TEXT.replace("texts", "rows"), "rows: stands in the file twice"),
    (TEXT.replace("rows", "ro\\nws"), "ro\\nws: the format has nothing of that name"),
    (TEXT.encode() + b"\xff", "byte 295: this is no UTF-8"),
    (b"\xef\xbb\xbf" + TEXT.encode(),
     "line 1, column 1: this is no JSON: Unexpected UTF-8 BOM (decode using utf-8-sig)"),
    (changed(format="wengert"), "format: has to be 'wengert graph', got str ('wengert')"),
    (changed(version=2), "version: this wengert reads version 1, got int (2)"),
    (changed(version=True), "version: this wengert reads version 1, got bool (True)"),
    *((changed(**{name: None}), f"{name}: is missing")
      for name in ("rows", "texts", "ops", "counts", "operands", "data", "outputs")),
    (changed(rows={}), "rows: has to be a list, got dict ({})"),
    (changed(rows=["add", "mul", "os.system"]), "rows[2]: the table has no row os.system"),
    (changed(rows=["add", "mul", "add"]), "rows[2]: add is there already"),
    (changed(rows=["add", "mul", ["exp"]]), "rows[2]: has to be str, got list (['exp'])"),
    (changed(texts=["x", "", "net"]), 'texts[0]: has to be ""'),
    (changed(texts=[]), 'texts[0]: has to be ""'),
    (changed(texts=["", "x", "x"]), "texts[2]: x is there already"),
    (changed(texts=["", "x" * 10**6, "x" * (10**6 + 1)]),
     "texts[2]: has 1000001 characters; at most 1000000 are allowed"),
    (changed(ops=[0, 5, 1, 3, 2]), "ops[1]: has to be at least 0 and less than 5, got int (5)"),
    (changed(ops=[0, -1, 1, 3, 2]), "ops[1]: has to be at least 0 and less than 5, got int (-1)"),
    (changed(ops=[0, 4.0, 1, 3, 2]), "ops[1]: has to be int, got float (4.0)"),
    (changed(ops=[False, 4, 1, 3, 2]), "ops[0]: has to be int, got bool (False)"),
    (changed(ops=[]), "operands[0]: has to be at least 0 and less than 0, got int (0)"),
    (changed(counts=[0, 1, 0, 2]), "counts: has to have 5 entries, has 4"),
    (changed(counts=[0, 2, 0, 1, 2]), "counts[1]: exp(x) cannot have 2 operands"),
    (changed(counts=[1, 0, 0, 2, 2]), "counts[0]: a leaf cannot have 1 operands"),
    (changed(counts=[0, 1, 0, 2, 10**999]), "counts[4]: has to be at least 0 and less than 6, got int"),
    (changed(rows=["add", "mul", "sum"], counts=[0, 2, 0, 2, 2]),
     "operands: has to have 6 entries, as many as `counts` says, has 5"),
    (changed(rows=["add", "mul", "sum"], counts=[0, 0, 0, 2, 2]), "counts[1]: sum(xs...) cannot have 0 operands"),
    (changed(rows=["add", "mul", "max"], counts=[0, 0, 0, 2, 2]), "counts[1]: max(xs...) cannot have 0 operands"),
    (changed(operands=[0, 1, 2, 3, 4]), "operands[4]: is node 4, which is not before its user"),
    (changed(operands=[2, 1, 2, 3, 0]), "operands[0]: is node 2, which is not before its user"),
    (changed(operands=[0, 1, 2, 3, 5]), "operands[4]: has to be at least 0 and less than 5, got int (5)"),
    (changed(operands=[0, 1, 2, 3, -1]), "operands[4]: has to be at least 0 and less than 5, got int (-1)"),
    (changed(operands=[0, 1, 1, 3, 0]), "ops[2]: the node is neither an operand nor an output"),
    (changed(data=[0.5]), "data: has to have 2 entries, has 1"),
    (changed(data=[0.5, None]), "data[1]: has to be float or int or str, got NoneType"),
    (changed(data=[0.5, "Inf"]), 'data[1]: has to be a number, "inf", "-inf" or "nan", got str (\'Inf\')'),
    (TEXT.replace("0.5,", "1e999,"), 'data[0]: is beyond the range of floats; write "inf" or "-inf" if that is meant'),
    (changed(data=[10**400, 0]), 'data[0]: is beyond the range of floats; write "inf" or "-inf" if that is meant'),
    (changed(grads=[0, 0, 1.0, 0, 0]), "grads[2]: a constant has no gradient"),
    (changed(grads=[0, 0, "nan", 0, 0]), "grads[2]: a constant has no gradient"),
    (changed(grads=[0, 0, 0]), "grads: has to have 5 entries, has 3"),
    (changed(labels=[3, 0, 0, 0, 0]), "labels[0]: has to be at least 0 and less than 3, got int (3)"),
    (changed(scopes="net"), "scopes: has to be a list, got str ('net')"),
    (changed(outputs=[]), "outputs: there has to be one at least"),
    (changed(outputs=5), "outputs[0]: has to be at least 0 and less than 5, got int (5)"),
    (changed(outputs=3), "ops[4]: the node is neither an operand nor an output"),
    (changed(outputs=[4, "4"]), "outputs[1]: has to be int, got str ('4')"),
    (changed(outputs=4.0), "outputs: has to be a list, got float (4.0)"),
    (changed(rows=["clip", "mul", "exp"], counts=[0, 1, 0, 2, 3], operands=[0, 1, 2, 3, 0, 2]),
     "ops[4]: clip needs lo <= hi, got lo=0.5, hi=-2.0; swap the bounds or drop one with -inf or inf"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), WRONG, ids=[said[:60] for _, said in WRONG])
def test_a_wrong_file_is_refused_with_its_place(path: Path, content: str | bytes, said: str) -> None:
    """What is not of the format is refused: where, what it has to be, what it is."""
    assert said == refusal(path, content)


def test_an_integer_of_thousands_of_digits(path: Path) -> None:
    """Python may refuse to read it; if it does not, it is beyond the range of floats."""
    said = refusal(path, TEXT.replace("0.5,", "9" * 5000 + ","))
    assert said.startswith(("an integer: has too many digits", "data[0]: is beyond the range of floats"))


def test_a_large_file_is_refused_before_it_is_read(path: Path) -> None:
    """No more than the limit is read, be the file endless."""
    said = "byte 100: the file is larger than that; if it is meant, load it with a larger `largest`"
    assert said == refusal(path, TEXT, largest=100)
    assert small().data == loaded(path, TEXT, largest=len(TEXT)).data
    if os.path.exists("/dev/zero"):
        with pytest.raises(GraphFormatError, match=r"^/dev/zero: byte 1000: the file is larger"):
            load("/dev/zero", largest=1000)


def test_a_row_that_the_table_lacks(path: Path) -> None:
    """A file names rows, and does not hold them."""
    row = Row("my_row", "x", "A row.", value=lambda x: x + 1.0, partials=lambda x, out: 1.0)
    wg.core.row.register(row)
    try:
        save.save(path, row(Value(1.0)))
        assert 2.0 == load(path).data
    finally:
        assert TABLE.pop() is wg.core.row.BY_NAME.pop("my_row")
    assert "rows[0]: the table has no row my_row" == refusal(path, path.read_bytes())


JUNK = [
    "NaN", "-Infinity", "1e999", "9" * 30, "9" * 5000, "-1", "0", "1", "2.5", '"inf"', '"x"', "null", "true", "[]",
    "{}", "[[[[", '{"a":', ",", "]", "}", ":", '"', "\\", "\x00", "\ud800", "é", "-0.0", "1.", "01", "//", " ", "\n",
]  # fmt: skip


def mutated(r: Random, text: str) -> bytes:
    """A file with one to three things wrong with it."""
    for _ in range(r.randint(1, 3)):
        kind, at = r.randrange(8), r.randrange(len(text) + 1)
        if kind == 0:  # cut
            text = text[:at]
        elif kind == 1:  # a character
            text = text[:at] + chr(r.randrange(256)) + text[at + 1 :]
        elif kind == 2:  # something else in between
            text = text[:at] + r.choice(JUNK) + text[at:]
        elif kind == 3:  # a piece twice, or gone
            piece = text[at : at + r.randrange(40)]
            text = text[:at] + piece * r.choice((0, 2)) + text[at + len(piece) :]
        elif kind == 4:  # two characters change places
            text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
        else:
            text = _mutated_columns(r, text)
        text = text or " "
    content = text.encode("utf-8", "surrogatepass")
    if r.random() < 0.1:
        at = r.randrange(len(content))
        content = content[:at] + bytes([content[at] ^ (1 << r.randrange(8))]) + content[at + 1 :]
    return content


def _mutated_columns(r: Random, text: str) -> str:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if type(found) is not dict or not found:
        return text
    name = r.choice(sorted(found))
    column = found[name]
    kind = r.randrange(5)
    if kind == 0:
        del found[name]
    elif kind == 1:
        found[r.choice([*sorted(found), "x"])] = found.pop(name)
    elif kind == 2 or type(column) is not list or not column:
        found[name] = r.choice([None, True, 3, -1, 2.5, "x", [], {}, [column], 10**30])
    elif kind == 3:
        column[r.randrange(len(column))] = r.choice([None, True, 0, 1, 2, 7, -1, 10**30, 0.5, "x", "inf", [], {}])
    else:
        i, j = r.randrange(len(column)), r.randrange(len(column))
        column[i], column[j] = column[j], column[i]
    pieces = [f"{json.dumps(name)}: {json.dumps(column)}" for name, column in found.items()]
    return "{" + ",\n".join(pieces + r.choice([[], [], [], pieces[:1]])) + "}"


@pytest.mark.parametrize("seed", range(10))
def test_mutated_files(path: Path, seed: int) -> None:
    """Of 10 000 damaged files, each is refused with the place, or is a Wengert list that is saved and loaded alike."""
    r = Random(seed)
    save.save(path, example())
    texts = [TEXT, path.read_text()]
    refused = 0
    for _ in range(1000):
        try:
            found = loaded(path, mutated(r, r.choice(texts)))
        except GraphFormatError as error:
            assert error.place.startswith(f"{path}: ")
            assert len(str(error)) < 1000
            refused += 1
        else:
            Graph(found).verify()
            save.save(path, found)
            assert facts(Graph(found)) == facts(Graph(load(path)))
    assert 800 < refused < 1000
