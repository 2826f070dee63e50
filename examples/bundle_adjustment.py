"""Cameras that look at points, written for one observation: `python examples/bundle_adjustment.py [FILE]`.

The residuals of bundle adjustment as ADBench states it (Šrajer, Kukelova & Fitzgibbon, 2018), and the blocks of
their sparse Jacobian: what one observation sees depends on one camera, one point and one weight.  FILE is one of
ADBench's instances; without it a small one is made.
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


def blocks(scene):
    """Residuals and the blocks of their Jacobian, for each observation.

    Returns:
        3 residuals, two of the reprojection and the weight's, and 3 times 15 derivatives by camera, point and weight.
    """
    count = len(scene.weights)
    residuals = np.empty((count, 3))
    derivatives = np.zeros((count, 3, 15))
    residuals[:, :2] = np.transpose(seen(*scene))
    by_camera, by_point, by_weight = seen.jacobian(*scene, wrt=("camera", "point", "weight"))
    derivatives[:, :2] = np.concatenate([by_camera, by_point, by_weight[:, :, None]], axis=2)
    residuals[:, 2], derivatives[:, 2, 14] = kept.value_and_grad(scene.weights, wrt="weight")
    return residuals, derivatives


def read(path, most=10_000):
    """At most some observations of an instance from a file.

    It has the counts of cameras, points and observations, and then one camera, one point, one weight and one
    feature: all of the instance are alike.
    """
    words = Path(path).read_text().split()
    count = min(int(words[2]), most)
    camera, point, weight, feature = np.split(np.array(words[3:], dtype=float), [11, 14, 15])
    cameras, points, features = (np.tile(part, (count, 1)) for part in (camera, point, feature))
    return Scene(cameras, points, np.repeat(weight, count), features)


def made(count=4):
    """A scene of a few observations; the first camera is not turned at all."""
    at = np.arange(count)[:, None]
    camera = np.array([0.0, 0.0, 0.0, 0.1, 0.2, -4.0, 500.0, 320.0, 240.0, 0.1, 0.01])
    cameras = camera + at * np.array([0.1, -0.2, 0.05, 0.1, 0.0, 0.2, 5.0, 0.0, 0.0, 0.0, 0.0])
    return Scene(cameras, np.array([0.5, -0.3, 1.0]) + 0.1 * at, 1.0 + 0.1 * at[:, 0], np.array([350.0, 200.0]) + at)


if __name__ == "__main__":
    scene = read(sys.argv[1]) if len(sys.argv) > 1 else made()
    residuals, derivatives = blocks(scene)
    print(f"{len(residuals)} observations, {31 * len(residuals)} derivatives that are not 0 by structure")
    print("residuals of the first:", ", ".join(f"{x:.12g}" for x in residuals[0]))
    print("by the camera's rotation:", ", ".join(f"{x:.12g}" for x in derivatives[0, 0, :3]))
