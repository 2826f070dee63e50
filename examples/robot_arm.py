"""A robot's arm that writes: inverse kinematics: `python examples/robot_arm.py [FOLDER]`.

The arm has four joints and so one way more to reach a point than it needs.  Where its hand is, given the joints'
angles, is a few lines of trigonometry; which angles bring it to a point, within the joints' limits and with the least
movement, is left to `minimize`.  The Jacobian shows, besides, in which directions the hand is quick.  One picture
goes to FOLDER, or to out.  Needs "wengert[sci,train]".
"""

import math
import sys
from pathlib import Path

import numpy as np

import wengert as wg

LENGTHS = {"shoulder": 0.8, "elbow": 0.7, "wrist": 0.5, "finger": 0.3}  # m, of what follows each joint
LIMITS = {"shoulder": (-0.4, 2.6), "elbow": (0.1, 1.45), "wrist": (-1.2, 1.6), "finger": (0.0, 1.2)}  # rad
REST = {"shoulder": 1.2, "elbow": 0.8, "wrist": 0.3, "finger": 0.3}


def joints(angles):
    """Where each joint is, the hand last; every angle is counted from the link before."""
    x = y = direction = 0.0
    way = [(x, y)]
    for name, angle in angles.items():
        direction = direction + angle
        x, y = x + LENGTHS[name] * wg.cos(direction), y + LENGTHS[name] * wg.sin(direction)
        way.append((x, y))
    return way


@wg.compile
def hand(angles):
    """Where the hand is."""
    return joints(angles)[-1]


@wg.compile
def moved(angles, before):
    """How far the joints move, in squares."""
    return sum((angle - before[name]) ** 2 for name, angle in angles.items())


@wg.compile
def off(angles, target):
    """How far the hand is from its target, along x and y."""
    x, y = hand(angles)
    return [x - target[0], y - target[1]]


def reached(target, before):
    """The angles nearest to those before that bring the hand to a target."""
    there = {"type": "eq", "fun": off, "args": (target,)}
    return wg.sci.minimize(moved, before, args=(before,), bounds=LIMITS, constraints=there, tol=1e-12).x


def heart(count):
    """Points of a heart, in m."""
    t = np.linspace(0, 2 * np.pi, count)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    return [*zip(-0.75 + 0.03 * x, 1.15 + 0.03 * y, strict=True)]


def written(path):
    """The angles at each point of a path, each from those before."""
    way = [reached(path[0], REST)]
    for target in path[1:]:
        way.append(reached(target, way[-1]))
    return way


def picture(plt, folder, path, way):
    """The arm as it writes, and its joints' angles."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 4.6), layout="constrained")
    left.plot(*zip(*path, strict=True), color="#D55E00", lw=2.5, label="written", zorder=3)
    turn = np.linspace(0, 2 * np.pi, 61)
    circle = np.stack([np.cos(turn), np.sin(turn)])
    shown = range(0, len(way), len(way) // 8)
    for k, i in enumerate(shown):
        x, y = zip(*joints(way[i]), strict=True)
        left.plot(x, y, "o-", color="#0072B2", alpha=0.25 + 0.08 * k, lw=1.8, ms=4, label="the arm" if k == 8 else None)
        axes, sizes, _ = np.linalg.svd(hand.jacobian(way[i]))
        quick = axes @ np.diag(sizes) @ circle
        left.plot(x[-1] + 0.07 * quick[0], y[-1] + 0.07 * quick[1], color="#009E73", lw=1,
                  label="where the hand is quick" if k == 8 else None)  # fmt: skip
    left.set(xlabel="x (m)", ylabel="y (m)", aspect="equal", title="four joints, one heart")
    left.legend(frameon=False, loc="lower left")
    share = np.linspace(0, 100, len(way))
    looks = zip(("#0072B2", "#D55E00", "#009E73", "#000000"), ("-", "--", "-.", ":"), strict=True)
    for name, (colour, line) in zip(LENGTHS, looks, strict=True):
        angles = [math.degrees(angles[name]) for angles in way]
        right.plot(share, angles, line, color=colour, label=name)
    right.set(xlabel="share of the path (%)", ylabel="angle from the link before (°)", title="the joints' angles")
    right.legend(frameon=False, ncols=2)
    for ax in (left, right):
        ax.spines[["top", "right"]].set_visible(False)
    figure.savefig(folder / "robot_arm.png", dpi=150)


def main(folder):
    """How near the hand comes to its path."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    path = heart(65)
    way = written(path)
    far = max(math.dist(hand(angles), target) for angles, target in zip(way, path, strict=True))
    print(f"{len(path)} points reached, the furthest off by {far:.0e} m")
    at = {name: (min(a[name] for a in way), max(a[name] for a in way)) for name in LENGTHS}
    for name, (least, most) in at.items():
        print(f"{name:8} {math.degrees(least):6.1f}° to {math.degrees(most):6.1f}°")
    folder.mkdir(parents=True, exist_ok=True)
    picture(plt, folder, path, way)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "out"))
