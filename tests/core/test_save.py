"""Graphs in files: whole and equal again, or not written at all."""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path

import pytest
from filecases import TEXT, example, loaded, small
from graphcases import HOSTILE, chain, facts, graphs
from hypothesis import given

import wengert as wg
from builds import COMPILED, run_python
from wengert import Graph, Value
from wengert.core import columns, save
from wengert.core.errors import GraphError
from wengert.core.save import load


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file that is not there yet."""
    return tmp_path / "graph.json"


# --- there and back ----------------------------------------------------------------------------------


def test_the_file_of_an_example(path: Path) -> None:
    """The columns of docs/format.md, one to a line."""
    save.save(path, small())
    assert TEXT == path.read_text(encoding="ascii")


@given(graphs())
def test_random_graphs_through_a_file(graph: Graph) -> None:
    """A graph loaded is equal to the one saved: operations, sharing, numbers, gradients, labels, scopes."""
    with tempfile.TemporaryDirectory() as folder:
        save.save(f"{folder}/g.json", graph.outputs)
        again = Graph(load(f"{folder}/g.json"))
        json.loads(Path(folder, "g.json").read_text(encoding="ascii"), parse_constant=pytest.fail)
    assert facts(graph) == facts(again)
    again.verify()
    assert not any(node in graph for node in again.nodes)


def test_the_structure_of_the_outputs(path: Path) -> None:
    """One Value comes back as one; several as a list, in their order, repeats included; sharing is kept."""
    x = Value(2.0)
    y = x * x
    for outputs, count in ((y, None), ([y], 1), ((y, x, y), 3), (iter([x, y]), 2)):
        save.save(path, outputs)
        found = load(path)
        assert count == (len(found) if isinstance(found, list) else None)
    save.save(path, [y, x, y])
    a, b, c = load(path)
    assert (True, True) == (a is c, a.args[0] is b)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_and_scopes(path: Path, text: str) -> None:
    """Any str is a label or a scope, and comes back as it was."""
    x = Value(1.0, label=text)
    with wg.scope(text or "net"):
        y = x * 2
    save.save(path, y)
    again = load(path)
    assert (text, text or "net", "") == (again.args[0].label, again.scope, again.args[0].scope)


def test_many_brackets_in_labels(path: Path) -> None:
    """Brackets in labels are no nesting."""
    x = Value(1.0, label="[{" * 10**5 + '"\\')
    save.save(path, x)
    assert x.label == load(path).label


def test_only_what_there_is_is_written(path: Path) -> None:
    """Without labels, scopes and gradients their columns are left out; a gradient of -0.0 is there."""
    x = Value(2.0)
    save.save(path, x * x)
    assert {"grads", "labels", "scopes"}.isdisjoint(json.loads(path.read_text()))
    x.grad = -0.0
    save.save(path, x * x)
    assert "-0.0" == repr(load(path).args[0].grad)


def test_a_stale_graph_is_loaded_refreshed(path: Path) -> None:
    """What operations make is computed anew: after data was set, loading does what refresh() does."""
    x = Value(2.0)
    y = x * x
    x.data = 3.0
    save.save(path, y)
    assert (4.0, 9.0) == (y.data, load(path).data)


def test_neither_scope_nor_strict_of_the_loader(path: Path) -> None:
    """The contexts around load() are not the file's."""
    save.save(path, 1 / Value(0.0))
    with wg.strict(), wg.scope("around"):
        y = load(path)
    assert (float("inf"), "", "") == (y.data, y.scope, y.place)


def test_integers_are_numbers(path: Path) -> None:
    """Another writer of JSON may write 2.0 as 2."""
    again = loaded(path, TEXT.replace("-2.0]", "-2]").replace("1.0,1.0]", "1,1]"))
    numbers = again.args[0].args[1].data, again.grad
    assert ((-2.0, 1.0), [float, float]) == (numbers, list(map(type, numbers)))


def test_a_file_of_one_build_loads_in_the_other(path: Path) -> None:
    """Compiled and interpreted Values are saved alike."""
    save.save(path, example())
    code = "import sys; from wengert.core.save import load, save; save(sys.argv[2], load(sys.argv[1]))"
    run_python(code, str(path), str(other := path.with_name("other.json")), pure=COMPILED)
    assert path.read_bytes() == other.read_bytes()


def test_a_long_chain(path: Path) -> None:
    """Depth does not matter."""
    y = chain(20_000)
    save.save(path, y)
    again = load(path)
    assert facts(Graph(y)) == facts(Graph(again))


# --- writing -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("wrong", [3.0, None, "y", [2.0]])
def test_what_is_no_value_is_not_saved(path: Path, wrong: object) -> None:
    """Anything but Values is refused before the file is touched."""
    path.write_text("before")
    with pytest.raises(TypeError, match=r"^a Graph is of Values, got "):
        save.save(path, wrong)
    with pytest.raises(ValueError, match=r"^a Graph needs at least one output"):
        save.save(path, [])
    assert ("before", ["graph.json"]) == (path.read_text(), os.listdir(path.parent))


def test_a_label_beyond_the_limit_is_not_saved(path: Path) -> None:
    """What could not be loaded is not saved."""
    x = Value(1.0, label="l" * columns.LONGEST)
    save.save(path, x)
    assert x.label == load(path).label
    x.label += "l"
    with pytest.raises(GraphError, match=r"^a label or scope has 1000001 characters, at most 1000000 are saved: lll"):
        save.save(path, x)
    assert columns.LONGEST == len(load(path).label)


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt(), MemoryError()], ids=repr)
def test_a_failing_save_leaves_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    """Wherever saving fails, the old file is there whole, and nothing else."""
    save.save(path, small())

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(type(error)):
        save.save(path, example())
    monkeypatch.undo()
    assert (TEXT, ["graph.json"]) == (path.read_text(), os.listdir(path.parent))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A file that cannot be written or read is an OSError."""
    with pytest.raises(FileNotFoundError):
        save.save(tmp_path / "none" / "graph.json", small())
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "none.json")
    with pytest.raises(IsADirectoryError):
        load(tmp_path)


def test_paths(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths as str, bytes or Path, relative too; a link stays a link."""
    monkeypatch.chdir(path.parent)
    for way in (path, str(path), os.fsencode(path), "graph.json"):
        save.save(way, small())
        assert small().data == load(way).data
        path.unlink()
    link = path.with_name("link.json")
    link.symlink_to(path)
    save.save(link, small())
    assert (True, TEXT) == (link.is_symlink(), path.read_text())


def test_permissions(path: Path) -> None:
    """A new file has the permissions that any new file has; one that was there keeps its own."""
    save.save(path, small())
    other = path.with_name("other")
    other.write_text("")
    assert stat.S_IMODE(other.stat().st_mode) == stat.S_IMODE(path.stat().st_mode)
    path.chmod(0o600)
    save.save(path, small())
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
