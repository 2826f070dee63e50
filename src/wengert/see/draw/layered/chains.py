"""Links as steps from one rank to the next, through points that are nodes like the items.

A long link is a chain of points of its own.  Where that would be too many (a number that each of a thousand
steps uses), the links of one source share a trunk, and leave it in the rank before their target.  Where it
still is too many, the longest links have no points at all: they run straight, behind what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

EACH, SOME = 4, 400  # points for each item, and in all, from which on links share trunks
MOST = 200_000  # points from which on the longest links have none


class Web(NamedTuple):
    """A graph all of whose steps go one rank on.

    Attributes:
        items: how many items there are; they are the first nodes.
        solid: nodes from there on are the points of links of their own, one in and one out.
        rank: of every node.
        tails: the node where each step begins.
        heads: the node where it ends.
        ports: at which port of the end.
        points: of each link the nodes it runs through, from its source or the point where it leaves a trunk.
        last: of each link its last step; -1 if it has none.
        trunks: from each source that has one, its points.
    """

    items: int
    solid: int
    rank: list[int]
    tails: list[int]
    heads: list[int]
    ports: list[int]
    points: list[list[int]]
    last: list[int]
    trunks: dict[int, list[int]]


def chains(rank: Sequence[int], sources: Sequence[int], targets: Sequence[int], ports: Sequence[int]) -> Web:
    """The web of some ranked items and links."""
    items = len(rank)
    lengths = [rank[target] - rank[source] for source, target in zip(sources, targets, strict=True)]
    web = Web(items, items, list(rank), [], [], [], [], [], {})
    if sum(lengths) - len(lengths) > EACH * items + SOME:
        web = _with_trunks(web, sources, lengths)
    longest = _longest(web, sources, lengths)
    for source, target, port, length in zip(sources, targets, ports, lengths, strict=True):
        trunk = web.trunks.get(source)
        first = trunk[length - 2] if trunk and length > 1 else source
        nodes = [first, target]
        if first == source and length > 1:
            if length <= longest:
                new = len(web.rank)
                web.rank.extend(range(rank[source] + 1, rank[target]))
                nodes[1:1] = range(new, new + length - 1)
            else:
                web.points.append(nodes)
                web.last.append(-1)
                continue
        web.tails.extend(nodes[:-1])
        web.heads.extend(nodes[1:])
        web.ports.extend([0] * (len(nodes) - 2))
        web.ports.append(port)
        web.points.append(nodes)
        web.last.append(len(web.tails) - 1)
    return web


def _with_trunks(web: Web, sources: Sequence[int], lengths: list[int]) -> Web:
    """A web with a trunk for each source that has several long links; none so long that all fit no more."""
    reach: dict[int, int] = {}
    many: dict[int, int] = {}
    for source, length in zip(sources, lengths, strict=True):
        if length > 1:
            reach[source] = max(length, reach.get(source, 0))
            many[source] = many.get(source, 0) + 1
    room = MOST
    for source in sorted(reach, key=reach.__getitem__):
        room -= reach[source]
        if room < 0:
            break
        if many[source] > 1:
            new = len(web.rank)
            points = list(range(new, new + reach[source] - 1))
            web.rank.extend(range(web.rank[source] + 1, web.rank[source] + reach[source]))
            web.tails.extend([source, *points[:-1]])
            web.heads.extend(points)
            web.ports.extend([0] * len(points))
            web.trunks[source] = points
    return web._replace(solid=len(web.rank))


def _longest(web: Web, sources: Sequence[int], lengths: list[int]) -> int:
    """How long a link may be to have points of its own."""
    room = MOST - len(web.rank) + web.items
    longest = 1
    for length in sorted(length for source, length in zip(sources, lengths, strict=True) if source not in web.trunks):
        room -= length - 1
        if room < 0:
            break
        longest = length
    return longest
