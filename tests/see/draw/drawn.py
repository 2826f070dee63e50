"""Crossings of drawn lines, counted the same way in our drawings and in those of `dot`.

Every link is the list of cubic Bezier segments that is really drawn.  Each is sampled to a polyline, and
every place where two of them properly cross counts once; meeting at an end that both share does not.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from collections.abc import Sequence
from typing import Any

import numpy as np

from wengert.see.draw.layout import arrange, curve

SAMPLES = 17  # odd: the middle of a segment, where symmetric curves meet, is no corner
TOUCH = 1.0  # px
ROUNDING = 1e-6  # px^2
Curves = Sequence[Sequence[Sequence[tuple[float, float]]]]


def crossings(curves: Curves) -> int:
    """How often the lines cross each other.

    Args:
        curves: per link its Bezier segments, four points each.
    """
    lines = [polyline(segments) for segments in curves]
    boxes = [(line.min(axis=0), line.max(axis=0)) for line in lines]
    return sum(
        _between(lines[i], lines[j])
        for i, j in itertools.combinations(range(len(lines)), 2)
        if (boxes[i][0] <= boxes[j][1]).all() and (boxes[j][0] <= boxes[i][1]).all()
    )


def polyline(segments: Sequence[Sequence[tuple[float, float]]]) -> np.ndarray:
    """Points along a chain of Bezier segments, in order."""
    t = np.linspace(0.0, 1.0, SAMPLES + 1)[:, None]
    weights = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    pieces = [sum(w * np.asarray(p) for w, p in zip(weights, points, strict=True)) for points in segments]
    return np.concatenate([pieces[0][:1], *(piece[1:] for piece in pieces)])


def _between(a: np.ndarray, b: np.ndarray) -> int:
    """Crossings of two polylines.

    A corner of one on the other is none: lines that run together for a while and part again only touch.
    A crossing that happens to be at a corner is lost; SAMPLES is such that this needs bad luck.
    """
    a0, a1, b0, b1 = a[:-1, None], a[1:, None], b[None, :-1], b[None, 1:]
    apart = _side(a0, a1, b0) * _side(a0, a1, b1) < 0, _side(b0, b1, a0) * _side(b0, b1, a1) < 0
    ends = [p for p in (a[0], a[-1]) for q in (b[0], b[-1]) if np.hypot(*(p - q)) <= TOUCH]
    count = 0
    for i, j in np.argwhere(apart[0] & apart[1]):
        d, e, r = a[i + 1] - a[i], b[j + 1] - b[j], b[j] - a[i]
        point = a[i] + d * ((r[0] * e[1] - r[1] * e[0]) / (d[0] * e[1] - d[1] * e[0]))
        count += all(np.hypot(*(point - end)) > TOUCH for end in ends)
    return count


def _side(p: np.ndarray, q: np.ndarray, r: np.ndarray) -> np.ndarray:
    """On which side of the line from p to q r is: -1, 0 on it, 1."""
    dx, dy = q[..., 0] - p[..., 0], q[..., 1] - p[..., 1]
    area = dx * (r[..., 1] - p[..., 1]) - dy * (r[..., 0] - p[..., 0])
    return np.where(np.abs(area) < ROUNDING, 0.0, np.sign(area))


def ours(sizes: Any, links: Any, rankdir: str = "LR", mouths: Any = None, free: Any = None) -> list[Any]:
    """The curves that we draw."""
    return [curve(route, rankdir) for route in arrange(sizes, links, rankdir, mouths, free).routes]


def dots(sizes: Any, links: Any, ports: bool, rankdir: str = "LR") -> list[Any]:
    """The curves that `dot` draws for the same items and links."""
    lines = [f"digraph {{ rankdir={rankdir}; edge [arrowhead=none]; node [fixedsize=true];"]
    for i, (width, height) in enumerate(sizes):
        count = max([many for _, target, _, many in links if target == i], default=0)
        mouth = "|".join(f"<p{k}>" for k in range(count))
        shape = f'shape=record, label="{{{{{mouth}}}|<o>}}"' if ports and count else 'shape=box, label=""'
        lines.append(f"n{i} [width={width / 72}, height={height / 72}, {shape}];")
    for source, target, port, _ in links:
        lines.append(f"n{source} -> n{target}{f':p{port}' if ports else ''};")
    done = subprocess.run(
        ["dot", "-Tjson"], input="\n".join([*lines, "}"]), capture_output=True, text=True, check=True
    )
    found = []
    for edge in json.loads(done.stdout).get("edges", []):
        points = next(op["points"] for op in edge["_draw_"] if op["op"] == "b")
        found.append([points[i : i + 4] for i in range(0, len(points) - 1, 3)])
    return found
