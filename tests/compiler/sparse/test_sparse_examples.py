"""The examples with sparse Jacobians: their numbers."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import numpy
import pytest

EXAMPLES = Path(__file__).parents[3] / "examples"
DATA = Path(__file__).parent.parent / "adbench"


def example(name):
    """An example as a module."""
    found = importlib.util.spec_from_file_location(name, EXAMPLES / f"{name}.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


bundle = example("bundle_adjustment")


def test_the_bundles_jacobian_is_that_of_all_residuals_as_one_function():
    """Assembled of blocks, or found by colouring in a function that knows of no blocks: place by place."""
    small = bundle.small()
    by_argument = bundle.all_residuals.jacobian(*small, wrt=("cameras", "points", "weights"), sparse=True)
    expected = numpy.concatenate([block.toarray() for block in by_argument], axis=1)
    found = bundle.jacobian(small)
    numpy.testing.assert_allclose(found.toarray(), expected, rtol=1e-12, atol=1e-12)
    where = bundle.all_residuals.sparsity(*small, wrt=("cameras", "points", "weights"))
    # Each residual depends on one number of the principal point alone; a camera has 4 points, with two rows each.
    assert (29 * len(small.weights), "rows", 8) == (len(where), where.by, where.colours)
    assert where.matrix().toarray()[found.toarray() != 0].all()


@pytest.mark.parametrize("together", [7, 100, 1000])
def test_blocks_stand_where_the_instance_says(together):
    """Observation i is of camera i mod n and point i mod m, however many are differentiated together."""
    instance = bundle.read_instance(DATA / "ba1_n49_m7776_p31843.txt")
    some = bundle.Instance(*instance[:2], *(part[:1000] for part in instance[2:]))
    found = bundle.jacobian(some, together)
    assert ((3000, 11 * 49 + 3 * 7776 + 1000), 31_000) == (found.shape, found.nnz)
    _, block = bundle.blocks(instance.scene(slice(1)))
    for i in (0, 6, 7, 99, 999):
        columns = [*range(11 * (i % 49), 11 * (i % 49) + 11), *range(539 + 3 * i, 542 + 3 * i), 539 + 3 * 7776 + i]
        for k, row in enumerate((2 * i, 2 * i + 1)):
            begin, end = found.indptr[row : row + 2]
            assert columns == found.indices[begin:end].tolist()
            assert (block[0, k] == found.data[begin:end]).all()
        assert block[0, 2, 14] == found[[2000 + i], :].toarray()[0, columns[-1]]


def test_the_brusselator_is_solved_alike_by_each_jacobian():
    """Differences and our derivatives lead to where an explicit solver goes; ours ask for the fewest values."""
    path = EXAMPLES / "brusselator.py"
    lines = subprocess.run([sys.executable, str(path)], capture_output=True, text=True, check=True).stdout.splitlines()
    assert "200 numbers, a Jacobian with 1200 that can be other than 0" in lines[0]
    rows = [line.split()[-4:] for line in lines[2:]]
    values = [int(row[0]) for row in rows]
    assert values[2] < values[1] < values[0]
    assert all(float(row[-1]) < 1e-4 for row in rows)
