"""ADBench's mixture and bundle adjustment, as the examples write them: reference numbers, and few steps."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import numpy
import pytest

import wengert as wg

HERE = Path(__file__).parent
DATA = HERE / "adbench"
REFERENCE = json.loads((DATA / "reference.json").read_text())
MIXTURES = ["gmm_test.txt", "1k_gmm_d2_K5.txt.gz", "1k_gmm_d10_K5.txt.gz"]
BUNDLES = ["ba_test.txt", "ba1_n49_m7776_p31843.txt"]
STATIC = 400


def example(name):
    """An example as a module."""
    found = importlib.util.spec_from_file_location(name, HERE.parent.parent / "examples" / f"{name}.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


gmm, bundle_adjustment = example("gmm"), example("bundle_adjustment")


def close(expected, actual):
    """Whether arrays agree to 1e-10 of each number, or of 1e-3 of the largest."""
    expected, actual = numpy.asarray(expected), numpy.asarray(actual)
    return numpy.allclose(expected, actual, rtol=1e-10, atol=1e-13 * numpy.max(numpy.abs(expected)))


@pytest.mark.parametrize("name", MIXTURES)
def test_a_mixture_has_the_reference_value_and_gradient(name):
    """Compiled over the points, to 1e-10."""
    value, slopes = gmm.posterior(gmm.read(DATA / name))
    assert close(REFERENCE[name]["value"], value)
    assert close(REFERENCE[name]["gradient"], gmm.flat(slopes))


@pytest.mark.parametrize("name", MIXTURES[:1])
def test_the_mixture_is_plain_python(name):
    """Without compiling, eager evaluation of the same functions gives the same."""
    mixture, points, gamma, m = gmm.read(DATA / name)
    components, dimensions = mixture.means.shape

    def whole(weights, means, factors):
        one = gmm.Mixture(weights, means, factors)
        return sum(gmm.density(one, x) for x in points) + gmm.prior(one, len(points), gamma, m)

    value, slopes = wg.value_and_grad(whole, wrt=(0, 1, 2))(*mixture)
    constant = gmm.constant(components, dimensions, len(points), gamma, m)
    assert close(REFERENCE[name]["value"], value + constant)
    assert close(REFERENCE[name]["gradient"], gmm.flat(gmm.Mixture(*map(numpy.array, slopes))))


def static(components, dimensions, count):
    """How many steps are written in the programs of a mixture that was drawn."""
    gmm.posterior(gmm.drawn(components, dimensions, count))
    return sum(path["static"] for f in (gmm.densities, gmm.priors) for path in f.report().paths)


def test_the_loops_of_the_mixture_are_found():
    """Points, components, rows and columns change the counts of loops and not how many steps are written."""
    sizes = [(5, 7, 3), (9, 7, 3), (5, 12, 3), (9, 12, 20)]
    found = {size: static(*size) for size in sizes}
    assert 1 == len(set(found.values())), found
    assert max(static(40, 2, 5), *found.values()) <= STATIC


def test_a_file_is_read_in_its_order():
    """Numbers of a triangle lie column by column after the diagonal, and come back so."""
    packed = numpy.arange(12.0).reshape(2, 6)
    expected = [[0.0, 0.0, 0.0], [3.0, 1.0, 0.0], [4.0, 5.0, 2.0]]
    factors = gmm.unpacked(packed, 3)
    assert expected == factors[0].tolist()
    mixture = gmm.Mixture(numpy.zeros(2), numpy.zeros((2, 3)), factors)
    assert packed.ravel().tolist() == gmm.flat(mixture)[8:].tolist()


@pytest.mark.parametrize("name", BUNDLES)
def test_a_bundle_has_the_reference_blocks(name):
    """Residuals and derivatives of every observation, to 1e-10; and of all the same bits, for they are repeated."""
    residuals, derivatives = bundle_adjustment.blocks(bundle_adjustment.read(DATA / name, most=100))
    assert close(REFERENCE[name]["residual"], residuals[0])
    assert close(REFERENCE[name]["jacobian"], derivatives[0])
    assert (residuals == residuals[0]).all()
    assert (derivatives == derivatives[0]).all()


def test_a_camera_that_is_not_turned_is_a_path_of_its_own():
    """The block at no rotation is that of eager evaluation, as all others are."""
    scene = bundle_adjustment.made()
    _, derivatives = bundle_adjustment.blocks(scene)
    for i, (camera, point, weight, feature) in enumerate(zip(*scene, strict=True)):
        parts = wg.jacobian(bundle_adjustment.reprojection, wrt=(0, 1, 2))(camera, point, weight, feature)
        expected = numpy.concatenate([parts[0], parts[1], numpy.reshape(parts[2], (2, 1))], axis=1)
        assert close(expected, derivatives[i, :2])
    assert 2 == len(bundle_adjustment.seen.paths)
