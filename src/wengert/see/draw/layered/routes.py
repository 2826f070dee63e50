"""Which way every link runs."""

from __future__ import annotations

from collections.abc import Sequence

from wengert.see.draw.layered.chains import Web

Point = tuple[float, float]

NEAR, FAR = 36.0, 140.0  # px: the least and the greatest distance of two ranks
BENDS = 64


def offsets(
    web: Web,
    layers: list[list[int]],
    links: Sequence[tuple[int, int, int, int]],
    spread: Sequence[float],
    free: Sequence[bool] | None,
) -> list[float]:
    """How far from the middle of its target each link arrives; at free targets, in the order in which links come."""
    ports = [link[2] for link in links]
    if free:
        coming: dict[int, list[int]] = {}
        for i, link in enumerate(links):
            if free[link[1]]:
                coming.setdefault(link[1], []).append(i)
        pos = {node: k for layer in layers for k, node in enumerate(layer)}
        for some in coming.values():
            taken = sorted(ports[i] for i in some)
            some.sort(key=lambda i: (pos[web.points[i][-2]], links[i][2]))
            for i, port in zip(some, taken, strict=True):
                ports[i] = port
    return [((port + 0.5) / link[3] - 0.5) * spread[link[1]] for port, link in zip(ports, links, strict=True)]


def bands(
    web: Web, layers: list[list[int]], place: list[float], depths: Sequence[float]
) -> tuple[list[float], list[float], float]:
    """Where each rank begins and ends, and where the last one ends."""
    deepest = [max([0.0, *(depths[n] for n in layer if n < web.items)]) for layer in layers]
    reach = [0.0] * len(layers)
    for tail, head in zip(web.tails, web.heads, strict=True):
        reach[web.rank[tail]] = max(reach[web.rank[tail]], abs(place[head] - place[tail]))
    begins, ends, at = [], [], 0.0
    for depth, far in zip(deepest, reach, strict=True):
        begins.append(at)
        ends.append(at + depth)
        at += depth + min(FAR, max(NEAR, far / 4.0))
    return begins, ends, ends[-1]


def routes(
    web: Web,
    u: Sequence[float],
    v: Sequence[float],
    depths: Sequence[float],
    offsets: Sequence[float],
    begins: Sequence[float],
    ends: Sequence[float],
) -> list[list[Point]]:
    """The points of each link, (along, across) the direction of the drawing."""
    starts: dict[int, list[Point]] = {}
    for source, trunk in web.trunks.items():
        starts |= _along(source, trunk, web.rank, u, v, depths, begins, ends)
    ways = []
    for nodes, offset in zip(web.points, offsets, strict=True):
        first, target = nodes[0], nodes[-1]
        points = list(starts[first]) if first >= web.items else [(u[first] + depths[first] / 2.0, v[first])]
        _add(points, ends[web.rank[first]], v[first])
        for node in nodes[1:-1]:
            _add(points, begins[web.rank[node]], v[node])
            _add(points, ends[web.rank[node]], v[node])
        _add(points, begins[web.rank[target]], v[target] + offset)
        _add(points, u[target] - depths[target] / 2.0, v[target] + offset)
        ways.append(points)
    return ways


def _along(
    source: int,
    trunk: list[int],
    rank: Sequence[int],
    u: Sequence[float],
    v: Sequence[float],
    depths: Sequence[float],
    begins: Sequence[float],
    ends: Sequence[float],
) -> dict[int, list[Point]]:
    """For each point of a trunk the way there from the source; straight if it has too many bends."""
    points = [(u[source] + depths[source] / 2.0, v[source])]
    _add(points, ends[rank[source]], v[source])
    found = {}
    for node in trunk:
        _add(points, begins[rank[node]], v[node])
        _add(points, ends[rank[node]], v[node])
        found[node] = points[:] if len(points) <= BENDS else points[:1]
    return found


def _add(points: list[tuple[float, float]], u: float, v: float) -> None:
    """Go on to a point; where the way runs straight ahead, in one piece."""
    if u == points[-1][0]:
        return
    if len(points) > 1 and points[-1][1] == v == points[-2][1]:
        points.pop()
    points.append((u, v))
