"""Sorting, searching, choosing the best."""

from math import inf, nan

import wengert as wg
from branching.case import branching, span

UNIT = span(-1.0, 1.0)


@branching(None, a=span(-1, 1, nan), b=UNIT, c=UNIT, also=[(0.5, 0.5, 0.5), (0.5, 0.5, 0.1), (inf, 0.0, -inf)])
def median(a, b, c):
    """The middle of three, by `sorted`."""
    return sorted([a, b, c])[1]


@branching(None, a=UNIT, b=UNIT, c=UNIT, d=UNIT)
def trimmed_mean(a, b, c, d):
    """The mean without the least and the largest."""
    middle = sorted([a * a, b, c + 0.1, -d])[1:-1]
    return sum(middle) / len(middle)


@branching(19, a=UNIT, b=UNIT, c=UNIT, d=UNIT, also=[(0.0, 0.0, 0.0, 0.0), (3.0, 2.0, 1.0, 0.0)])
def insertion_sort(a, b, c, d):
    """Sorted by hand, then weighted by rank."""
    items = [a, b, c, d]
    for i in range(1, len(items)):
        item, j = items[i], i
        while j > 0 and items[j - 1] > item:
            items[j] = items[j - 1]
            j -= 1
        items[j] = item
    return sum((rank + 1) * item for rank, item in enumerate(items))


@branching(7, x=span(-3.0, 3.0, 0.0, 1.5), y=span(-3.0, 3.0), also=[(1.0, 1.0)])
def argmin(x, y):
    """The place of the least of four costs, and then another formula for each."""
    costs = [(x - 1.0) ** 2, (y - 1.0) ** 2, (x + y) ** 2 + 0.1, abs(x * y)]
    best = min(range(len(costs)), key=costs.__getitem__)
    return (wg.sin(x), wg.cos(y), x * y, x - y)[best] + costs[best]


@branching(6, x=span(-1.0, 2.0, 0.5), y=span(-1.0, 2.0, 0.5), also=[(0.5, 0.0), (0.0, 0.0)])
def nearest_neighbour(x, y):
    """The distance to the nearest of some points, weighted by its label."""
    points = [(0.0, 0.0, 1.0), (1.0, 0.0, 2.0), (0.0, 1.0, 0.5), (1.5, 1.5, 3.0)]
    squares = [((x - px) ** 2 + (y - py) ** 2, weight) for px, py, weight in points]
    square, weight = min(squares, key=lambda pair: pair[0])
    return weight * wg.sqrt(square)


@branching(8, count=30, a=UNIT, b=UNIT, c=UNIT)
def time_warping(a, b, c):
    """Dynamic programming over two short series, with `min` of three."""
    left, right = [a, b, c], [0.1, 0.5, -0.2]
    costs = [[0.0 if i == j == 0 else inf for j in range(4)] for i in range(4)]
    for i, x in enumerate(left, 1):
        for j, y in enumerate(right, 1):
            costs[i][j] = abs(x - y) + min(costs[i - 1][j - 1], costs[i - 1][j], costs[i][j - 1])
    return costs[-1][-1]


@branching(1, a=UNIT, b=UNIT, c=UNIT, d=UNIT)
def edit_distance(a, b, c, d):
    """The cheapest way from one word to another, where letters cost what the arguments say; one path."""
    insert, drop, change, accent = abs(a) + 0.2, abs(b) + 0.3, abs(c) + 0.4, abs(d)
    word, other = "rôle", "roles"
    row = [insert * j for j in range(len(other) + 1)]
    for i, letter in enumerate(word, 1):
        below = [drop * i]
        for j, sign in enumerate(other, 1):
            swap = 0.0 if letter == sign else accent if {letter, sign} == {"o", "ô"} else change
            below.append(wg.min(row[j - 1] + swap, row[j] + drop, below[-1] + insert))
        row = below
    return row[-1]


@branching(20, a=UNIT, b=UNIT, c=UNIT)
def game_tree(a, b, c):
    """Max and min in turn, by recursion, with a pruned branch."""
    leaves = [a, b, c, a * b, b - c, a + 0.2, c * c, -a]

    def best(low, high, mine, bound):
        if high - low == 1:
            return leaves[low]
        middle = (low + high) // 2
        first = best(low, middle, not mine, None)
        if bound is not None and (first >= bound if mine else first <= bound):
            return first
        second = best(middle, high, not mine, first)
        return max(first, second) if mine else min(first, second)

    return best(0, len(leaves), True, None)


PLACES, HEIGHTS = [0.0, 1.0, 2.5, 4.0, 7.0], [1.0, 3.0, 2.0, 5.0, 4.0]


@branching(6, x=span(-1.0, 8.0, *PLACES, inf, nan))
def table_by_while(x):
    """Linear interpolation; beyond the ends the ends' values."""
    if x <= PLACES[0]:
        return HEIGHTS[0]
    i = 1
    while i < len(PLACES) and PLACES[i] < x:
        i += 1
    if i == len(PLACES):
        return HEIGHTS[-1] + 0.0 * x
    return HEIGHTS[i - 1] + (HEIGHTS[i] - HEIGHTS[i - 1]) * (x - PLACES[i - 1]) / (PLACES[i] - PLACES[i - 1])


@branching(15, x=span(0.0, 15.0, 0.0, 3.0, 8.0), bend=span(0.0, 1.0))
def binary_search(x, bend):
    """The cell of a table by halving, then a parabola in it."""
    low, high = 0, 16
    while high - low > 1:
        middle = (low + high) // 2
        if x < middle:
            high = middle
        else:
            low = middle
    return low * low + (2.0 * low + 1.0 - bend) * (x - low) + bend * (x - low) ** 2


@branching(15, a=UNIT, b=UNIT, c=UNIT, d=UNIT)
def viterbi(a, b, c, d):
    """The best of all ways through two states, by `max` with a key."""
    ways = {"calm": 0.0, "wild": a}
    for calm, wild in ((b, c), (d, -a)):
        ways = {
            state: max((score + (0.3 if before == state else 0.0) for before, score in ways.items())) + weight
            for state, weight in (("calm", calm), ("wild", wild))
        }
    return max(ways.items(), key=lambda item: item[1])[1]


@branching(11, a=UNIT, b=UNIT, c=UNIT, d=UNIT, also=[(0.1, 0.1, 0.1, 0.1)])
def pooled_neighbours(a, b, c, d):
    """Isotonic regression: neighbours in the wrong order are pooled until none are."""
    pools = []
    for x in (a, b, c, d):
        pools.append((x, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (left, many), (right, more) = pools[-2:]
            pools[-2:] = [((left * many + right * more) / (many + more), many + more)]
    return sum((i + 1) * mean * size for i, (mean, size) in enumerate(pools))


@branching(13, nx=span(-1.0, 1.0, 0.0), ny=span(-1.0, 1.0), offset=span(-0.9, 0.9, 0.0))
def clipped_area(nx, ny, offset):
    """The area of a square on one side of a line: a polygon is cut edge by edge."""
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    kept = []
    for (x, y), (u, v) in zip(corners, corners[1:] + corners[:1], strict=True):
        here, there = nx * x + ny * y - offset, nx * u + ny * v - offset
        if here >= 0:
            kept.append((x, y))
        if (here >= 0) != (there >= 0):
            t = here / (here - there)
            kept.append((x + (u - x) * t, y + (v - y) * t))
    area = 0.0
    for (x, y), (u, v) in zip(kept, kept[1:] + kept[:1], strict=True):
        area = area + 0.5 * (x * v - u * y)
    return area
