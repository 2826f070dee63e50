"""Cameras that look at points, written for one observation: `python examples/bundle_adjustment.py [FILE]`.

The residuals of bundle adjustment as ADBench states it (Šrajer, Kukelova & Fitzgibbon, 2018), and their sparse
Jacobian: what one observation sees depends on one camera, one point and one weight, so it is made of small blocks.
FILE is one of ADBench's instances; without it a small one is made.  The whole matrix needs scipy:
pip install "wengert[sci]".
"""

import sys
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

import wengert as wg


class Scene(NamedTuple):
    """Observations: of each a camera's 11 numbers, a point's 3, a weight, and where it was seen.

    A camera is a rotation vector (3), a centre (3), a focal length, a principal point (2), a distortion (2).
    """

    cameras: Any
    points: Any
    weights: Any
    features: Any


class Instance(NamedTuple):
    """A row for each camera, point and observation: numbers as in a Scene, and which camera saw which point."""

    cameras: Any
    points: Any
    weights: Any
    features: Any
    camera_of: Any
    point_of: Any

    def scene(self, some=slice(None)):
        """Some observations, each with its camera and its point beside it."""
        cameras, points = self.cameras[self.camera_of[some]], self.points[self.point_of[some]]
        return Scene(cameras, points, self.weights[some], self.features[some])


def dot(a, b):
    """The product of two vectors."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a, b):
    """The vector that stands on two others."""
    return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]


def rotated(rotation, x):
    """A point turned about an axis, by Rodrigues' formula; the length of the axis is the angle."""
    square = dot(rotation, rotation)
    if square == 0:
        return [a + b for a, b in zip(x, cross(rotation, x), strict=True)]
    angle = wg.sqrt(square)
    axis = [a / angle for a in rotation]
    cosine, sine = wg.cos(angle), wg.sin(angle)
    along = dot(axis, x) * (1.0 - cosine)
    return [a * cosine + b * sine + c * along for a, b, c in zip(x, cross(axis, x), axis, strict=True)]


def reprojection(camera, point, weight, feature):
    """How far from where a point was seen the camera would see it, two numbers."""
    rotation, centre, focal, principal, (first, second) = camera[:3], camera[3:6], camera[6], camera[7:9], camera[9:]
    x, y, z = rotated(rotation, [a - b for a, b in zip(point, centre, strict=True)])
    seen = [x / z, y / z]
    square = seen[0] * seen[0] + seen[1] * seen[1]
    bent = 1.0 + first * square + second * square * square
    return [weight * (focal * bent * a + b - c) for a, b, c in zip(seen, principal, feature, strict=True)]


def weight_residual(weight):
    """What keeps a weight from becoming 0."""
    return 1.0 - weight * weight


seen = wg.compile(reprojection, batch=("camera", "point", "weight", "feature"))
kept = wg.vectorize(weight_residual)


def residuals(scene):
    """Three for each observation: two of the reprojection, and the weight's."""
    return np.column_stack([*seen(*scene), kept(scene.weights)])


def slopes(scene):
    """The blocks of the Jacobian: for each observation 3 times 15 derivatives by camera, point and weight."""
    found = np.zeros((len(scene.weights), 3, 15))
    found[:, :2, :11], found[:, :2, 11:14], found[:, :2, 14] = seen.jacobian(*scene, wrt=("camera", "point", "weight"))
    found[:, 2, 14] = kept.grad(scene.weights, wrt="weight")
    return found


def blocks(scene):
    """Residuals, and the blocks of their Jacobian."""
    return residuals(scene), slopes(scene)


def jacobian(instance, together=100_000):
    """The whole Jacobian, as ADBench orders it: a `scipy.sparse.csr_array` of 31 numbers for each observation.

    Rows are the reprojections of all observations, two each, and then their weights; columns are the numbers of all
    cameras, all points and all weights.  So many observations are differentiated together.
    """
    from scipy.sparse import csr_array

    n, m, p = len(instance.cameras), len(instance.points), len(instance.weights)
    width = 11 * n + 3 * m + p
    starts = np.concatenate([15 * np.arange(2 * p), 30 * p + np.arange(p + 1)])
    starts = starts.astype(np.int32 if 31 * p < 2**31 else np.int64)
    columns, numbers = np.empty(31 * p, dtype=starts.dtype), np.empty(31 * p)
    own = width - p + np.arange(p)  # the column of each observation's weight
    at, of = columns[: 30 * p].reshape(p, 2, 15), numbers[: 30 * p].reshape(p, 2, 15)
    for begin in range(0, p, together):
        some = slice(begin, begin + together)
        at[some, :, :11] = (11 * instance.camera_of[some, None] + np.arange(11))[:, None]
        at[some, :, 11:14] = (11 * n + 3 * instance.point_of[some, None] + np.arange(3))[:, None]
        at[some, :, 14] = own[some, None]
        found = slopes(instance.scene(some))
        of[some], numbers[30 * p :][some] = found[:, :2], found[:, 2, 14]
    columns[30 * p :] = own
    return csr_array((numbers, columns, starts), shape=(3 * p, width))


def whole(cameras, points, weights, features, camera_of, point_of):
    """All residuals as one function, in the order of the Jacobian's rows: its blocks are found by themselves."""
    seen = [
        reprojection(cameras[camera], points[point], weight, feature)
        for camera, point, weight, feature in zip(camera_of, point_of, weights, features, strict=True)
    ]
    return [*(x for pair in seen for x in pair), *map(weight_residual, weights)]


all_residuals = wg.compile(whole, static=("features", "camera_of", "point_of"))


def read_instance(path):
    """An instance from a file, in which observation i is that of point i by camera i, both counted round and round.

    The file has the counts of cameras, points and observations, and then one camera, one point, one weight and one
    feature: all of the instance are alike.
    """
    words = Path(path).read_text().split()
    n, m, p = map(int, words[:3])
    camera, point, weight, feature = np.split(np.array(words[3:], dtype=float), [11, 14, 15])
    alike = [np.broadcast_to(part, (count, len(part))) for part, count in ((camera, n), (point, m), (feature, p))]
    return Instance(
        alike[0], alike[1], np.broadcast_to(weight, p), alike[2], np.arange(p, dtype=np.int32) % n,
        np.arange(p, dtype=np.int32) % m,
    )  # fmt: skip


def read(path, most=10_000):
    """At most some observations of an instance from a file, each with its camera and its point beside it."""
    return read_instance(path).scene(slice(most))


def made(count=4):
    """A scene of a few observations; the first camera is not turned at all."""
    at = np.arange(count)[:, None]
    camera = np.array([0.0, 0.0, 0.0, 0.1, 0.2, -4.0, 500.0, 320.0, 240.0, 0.1, 0.01])
    cameras = camera + at * np.array([0.1, -0.2, 0.05, 0.1, 0.0, 0.2, 5.0, 0.0, 0.0, 0.0, 0.0])
    return Scene(cameras, np.array([0.5, -0.3, 1.0]) + 0.1 * at, 1.0 + 0.1 * at[:, 0], np.array([350.0, 200.0]) + at)


def small(cameras=3, points=4):
    """An instance in which each camera sees each point."""
    scene = made(max(cameras, points))
    camera_of, point_of = np.divmod(np.arange(cameras * points), points)
    weights, features = 1.0 + 0.1 * np.arange(cameras * points), 200.0 + 10.0 * np.column_stack([camera_of, point_of])
    return Instance(scene.cameras[:cameras], scene.points[:points], weights, features, camera_of, point_of)


if __name__ == "__main__":
    found = read_instance(sys.argv[1]) if len(sys.argv) > 1 else small()
    first = found.scene(slice(1))
    print("residuals of the first:", ", ".join(f"{x:.12g}" for x in residuals(first)[0]))
    print("by the camera's rotation:", ", ".join(f"{x:.12g}" for x in slopes(first)[0, 0, :3]))
    matrix = jacobian(found)
    rows, columns = matrix.shape
    print(f"all {len(found.weights)} observations: {rows} x {columns} derivatives, {matrix.nnz} not 0 by structure")
