"""ADBench's mixture of Gaussians and bundle adjustment: derivatives against the objective in C on the same data.

The functions are those of examples/.  A mixture's file is looked for in the folder that ADBENCH names and among the
tests' data; where it is not, a mixture of its size is drawn.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import sys
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from work.base import Bar, Run, System, Work, at, by_hand, compiled, function, library, own, vectorized

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = [Path(folder) for folder in (os.environ.get("ADBENCH"),) if folder] + [ROOT / "tests/compiler/adbench"]


@cache
def example(name: str) -> Any:
    """An example as a module."""
    found = importlib.util.spec_from_file_location(name, ROOT / "examples" / f"{name}.py")
    module = sys.modules[name] = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


# --- the log-posterior of a mixture ---------------------------------------------------------------------------------


@cache
def mixture(k: int, d: int) -> Any:
    """An instance of 1,000 points."""
    for folder in FOLDERS:
        for path in (folder / f"1k_gmm_d{d}_K{k}.txt.gz", folder / "gmm" / f"1k_gmm_d{d}_K{k}.txt.gz"):
            if path.exists():
                return example("gmm").read(path)
    return example("gmm").drawn(k, d, 1000)


def ours(k: int, d: int, tier: str) -> Run:
    gmm, instance = example("gmm"), mixture(k, d)
    gmm.densities = compiled(gmm.density, tier, batch="x", reduce="sum")
    gmm.priors = compiled(gmm.prior, tier)
    return lambda: gmm.posterior(instance)


def constant(instance: Any) -> float:
    """What depends on no parameter."""
    k, d = instance.mixture.means.shape
    return example("gmm").constant(k, d, len(instance.points), instance.gamma, instance.m)


def in_c(k: int, d: int, flags: Any) -> Run:
    (weights, means, factors), points, gamma, m = mixture(k, d)
    pointer, whole, number = ctypes.c_void_p, ctypes.c_int, ctypes.c_double
    compute = function(library("mixture.c", flags).mixture, *[whole] * 3, *[pointer] * 4, number, whole, pointer)
    room, rest = np.empty(k * (d * d + 2) + d), constant(mixture(k, d))
    given = k, d, len(points), *map(at, (weights, means, factors, points)), gamma, int(m), at(room)

    def run() -> float:
        return compute(*given) + rest

    run.__dict__["kept"] = room
    return run


def in_numpy(k: int, d: int) -> Run:
    (weights, means, factors), points, gamma, m = mixture(k, d)
    diagonal = np.arange(d)

    def run() -> Any:
        below = np.tril(factors, -1)
        roots = below.copy()
        roots[:, diagonal, diagonal] = np.exp(factors[:, diagonal, diagonal])
        volume = np.trace(factors, axis1=1, axis2=2)
        off = points.T[None] - means[:, :, None]  # components, dimensions, points
        y = roots @ off
        each = (weights + volume)[:, None] - 0.5 * (y * y).sum(1)
        most = each.max(0)
        share = np.exp(each - most)
        total = share.sum(0)
        share /= total
        top = weights.max()
        prior_share = np.exp(weights - top)
        prior_total = prior_share.sum()
        squares = (roots * roots).sum((1, 2))
        value = (most + np.log(total)).sum() - len(points) * (top + np.log(prior_total))
        value += (0.5 * gamma * gamma * squares - m * volume).sum() + constant(mixture(k, d))
        weighed = y * share[:, None]
        by_root = gamma * gamma * roots - weighed @ off.transpose(0, 2, 1)
        by_factor = np.tril(by_root, -1)
        by_factor[:, diagonal, diagonal] = (by_root * roots)[:, diagonal, diagonal] + share.sum(1)[:, None] - m
        by_mean = (roots.transpose(0, 2, 1) @ weighed.sum(2)[:, :, None])[:, :, 0]
        return value, share.sum(1) - len(points) * prior_share / prior_total, by_mean, by_factor

    return run


def in_jax(k: int, d: int) -> Run:
    import jax
    import jax.numpy as jnp

    (weights, means, factors), points, gamma, m = mixture(k, d)
    lse, rest = jax.scipy.special.logsumexp, constant(mixture(k, d))

    def whole(weights, means, factors, points):
        diagonal = jnp.diagonal(factors, axis1=1, axis2=2)
        roots, volume = jnp.tril(factors, -1) + jax.vmap(jnp.diag)(jnp.exp(diagonal)), diagonal.sum(1)
        y = jnp.einsum("kij,nkj->nki", roots, points[:, None] - means)
        value = lse(weights + volume - 0.5 * (y * y).sum(2), axis=1).sum() - len(points) * lse(weights)
        return value + (0.5 * gamma * gamma * (roots * roots).sum((1, 2)) - m * volume).sum() + rest

    f = jax.jit(jax.value_and_grad(whole, argnums=(0, 1, 2)))
    given = [jnp.asarray(part) for part in (weights, means, factors, points)]
    return lambda: jax.block_until_ready(f(*given))


# --- bundle adjustment ----------------------------------------------------------------------------------------------

BUNDLES = {"ba1": (49, 7776, 31843), "ba2": (21, 11315, 36455), "ba3": (161, 48126, 182072)}


@cache
def bundle(name: str) -> tuple[Any, ...]:
    """Cameras, points, weights, the camera and point of each observation, features: all alike, as ADBench has them."""
    cameras, points, count = BUNDLES[name]
    scene = example("bundle_adjustment").read(ROOT / "tests/compiler/adbench/ba1_n49_m7776_p31843.txt", 1)
    seen = np.stack([np.arange(count) % cameras, np.arange(count) % points], axis=1).astype(np.int32)
    alike = [np.repeat(part, many, axis=0) for part, many in zip(scene, (cameras, points, count, count), strict=True)]
    return *alike[:3], seen, alike[3]


def our_blocks(name: str, tier: str) -> Run:
    """Of each observation the derivatives by its camera, its point and its weight."""
    module = example("bundle_adjustment")
    residual = compiled(module.reprojection, tier, batch=("camera", "point", "weight", "feature"))
    kept = vectorized(module.weight_residual, tier)
    cameras, points, weights, seen, features = bundle(name)
    wrt = "camera", "point", "weight"

    def run() -> Any:
        of_cameras, of_points = cameras[seen[:, 0]], points[seen[:, 1]]
        return residual.jacobian(of_cameras, of_points, weights, features, wrt=wrt), kept.grad(weights)

    return run


def blocks_in_jax(name: str) -> Run:
    import jax
    import jax.numpy as jnp

    def residual(camera, point, weight, feature):
        r, x = camera[:3], point - camera[3:6]
        angle = jnp.sqrt(r @ r)
        axis = r / angle
        turned = x * jnp.cos(angle) + jnp.cross(axis, x) * jnp.sin(angle) + axis * (axis @ x) * (1 - jnp.cos(angle))
        flat = turned[:2] / turned[2]
        square = flat @ flat
        bent = camera[6] * (1 + camera[9] * square + camera[10] * square * square)
        return weight * (bent * flat + camera[7:9] - feature)

    one = jax.vmap(jax.jacrev(residual, argnums=(0, 1, 2)))
    kept = jax.vmap(jax.grad(lambda weight: 1.0 - weight * weight))

    @jax.jit
    def f(cameras, points, weights, seen, features):
        return *one(cameras[seen[:, 0]], points[seen[:, 1]], weights, features), kept(weights)

    given = [jnp.asarray(part) for part in bundle(name)]
    return lambda: jax.block_until_ready(f(*given))


def residuals_in_c(name: str, flags: Any) -> Run:
    given = bundle(name)
    count = len(given[2])
    compute = function(library("bundle.c", flags).bundle, ctypes.c_long, *[ctypes.c_void_p] * 6, result=None)
    residuals = np.empty((count, 3))
    pointers = [at(part) for part in (*given, residuals)]

    def run() -> Any:
        compute(count, *pointers)
        return residuals

    return run


def known(name: str) -> Any:
    """The derivatives in the order of `our_blocks`, then the residuals: as computed for this data elsewhere."""
    text = (ROOT / "tests/compiler/adbench/reference.json").read_text()
    one = json.loads(text)["ba1_n49_m7776_p31843.txt"]
    block, count = np.array(one["jacobian"]), BUNDLES[name][2]
    parts = block[:2, :11], block[:2, 11:14], block[:2, 14], block[2, 14], np.array(one["residual"])
    return [np.tile(part.ravel(), count) for part in parts]


def part(systems: dict[str, System], which: slice) -> dict[str, System]:
    """Systems that find some of the reference's numbers; what C finds is the objective."""
    return {name.replace("C", "C objective") if name in ("C", "C fast") else name: system._replace(part=which)
            for name, system in systems.items()}  # fmt: skip


def mixtures(k: int, d: int) -> Work:
    return Work(
        f"ADBench's mixture, 1,000 points, d = {d}, K = {k}, value and gradient", "ms", 1e3,
        own(partial(ours, k, d)) | part(by_hand(partial(in_c, k, d), "C", "C fast"), slice(1)) | {
            "NumPy": System(partial(in_numpy, k, d)),
            "JAX": System(partial(in_jax, k, d), ("jax",)),
        },
        lambda: in_numpy(k, d)(), (Bar(4.0, "C objective"),), tolerance=1e-8, data=lambda: mixture(k, d),
    )  # fmt: skip


def bundles(name: str) -> Work:
    count = BUNDLES[name][2]
    blocks = own(partial(our_blocks, name)) | {"JAX": System(partial(blocks_in_jax, name), ("jax",))}
    objective = by_hand(partial(residuals_in_c, name), "C", "C fast")
    return Work(
        f"ADBench's {name}, {count:,} observations, the blocks of the Jacobian", "ms", 1e3,
        part(blocks, slice(31 * count)) | part(objective, slice(-3 * count, None)),
        lambda: known(name), (Bar(6.0, "C objective"),), tolerance=1e-8, data=lambda: bundle(name),
    )


WORK = {
    "gmm-d10": mixtures(25, 10),
    "gmm-d2": mixtures(5, 2),
    **{name: bundles(name) for name in BUNDLES},
}
