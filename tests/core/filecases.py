"""Two graphs, the file of one, and what it takes to load a file of one's own making."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import wengert as wg
from wengert import Value
from wengert.core.save import load


def example() -> list[Value]:
    """Outputs with labels, scopes, gradients, constants, sharing, many operands and numbers that are none in JSON."""
    a, b = Value(2.0, label="a"), Value(-0.0, label='say "[b]"\n')
    with wg.scope("net.layer1"):
        y = wg.sum(a * b, a, 0.5, a).tanh() / b
    z = wg.clip(a, -1, float("inf")) + wg.softplus(y) * 0.1
    z.label = "z"
    z.backward(0.3)
    return [z, y]


TEXT = """\
{
"format": "wengert graph",
"version": 1,
"rows": ["add","mul","exp"],
"texts": ["","x","net"],
"ops": [0,4,1,3,2],
"counts": [0,1,0,2,2],
"operands": [0,1,2,3,0],
"data": [0.5,-2.0],
"grads": [-2.2974425414002564,-2.0,0.0,1.0,1.0],
"labels": [1,0,0,0,0],
"scopes": [0,2,0,0,0],
"outputs": 4
}
"""


def small() -> Value:
    """The graph of TEXT."""
    x = Value(0.5, label="x")
    with wg.scope("net"):
        y = x.exp()
    z = y * -2.0 + x
    z.backward()
    return z


def loaded(path: Path, content: str | bytes, **options: Any) -> Any:
    """What a file of some content is loaded as."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load(path, **options)
