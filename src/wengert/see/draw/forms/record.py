"""A placed picture as JSON: everything that is drawn, in exact numbers, for whoever draws it himself.

    format   "wengert picture"
    version  1
    title, show, rankdir, width, height
    items    the fields of Item but for its node, and `x, y`: the middle of its place; `w, h`: its size
    links    the fields of Link, and `way`: the points that it runs through

A number is a JSON number, which gives the same float back, or "inf", "-inf", "nan"; None is null.
"""

from __future__ import annotations

import json

from wengert.see.draw.cards import Placed
from wengert.see.shown import plain

ITEM = ("key", "kind", "name", "data", "grad", "sign", "detail", "count", "scope", "is_output", "full")
LINK = ("source", "target", "port", "ports", "partial", "flow", "count")


def record(placed: Placed) -> str:
    """A picture with its geometry as JSON.

    Args:
        placed: what to write.
    """
    layout = placed.layout
    items = [
        {name: plain(getattr(item, name)) for name in ITEM} | {"x": x, "y": y, "w": card.width, "h": card.height}
        for item, card, x, y in zip(placed.picture.items, placed.cards, layout.x, layout.y, strict=True)
    ]
    links = [
        {name: plain(getattr(link, name)) for name in LINK} | {"way": [list(point) for point in way]}
        for link, way in zip(placed.picture.links, layout.routes, strict=True)
    ]
    head = {
        "format": "wengert picture",
        "version": 1,
        "title": placed.picture.title,
        "show": list(placed.picture.show),
        "rankdir": placed.rankdir,
        "width": layout.width,
        "height": layout.height,
    }
    lines = [f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()]
    for name, things in (("items", items), ("links", links)):
        rows = ",\n".join(json.dumps(thing, allow_nan=False) for thing in things)
        lines.append(f'"{name}": [\n{rows}\n]')
    return "{\n" + ",\n".join(lines) + "\n}\n"
