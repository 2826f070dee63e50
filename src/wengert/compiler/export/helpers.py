"""Functions that a language does not have: the source of each that some code calls, and of what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping


def pieces(source: str) -> dict[str, str]:
    r"""The definitions of a source text, which blank lines part, by the name that each defines.

    >>> list(pieces("double f(double x) { return x; }\n\n// y\ndouble g(double x) { return f(x); }"))
    ['f', 'g']
    """
    found = {}
    for piece in source.strip("\n").split("\n\n"):
        head = next(line for line in piece.split("\n") if not line.startswith("/") and not line.startswith(" *"))
        named = re.search(r"(\w+)\)?\(", head)
        assert named is not None  # a definition has a name and parameters
        found[named.group(1)] = piece.strip("\n")
    return found


def called(library: Mapping[str, str], code: Iterable[str]) -> list[str]:
    """The definitions that code needs, in the order of the library."""
    needed: set[str] = set()
    texts = list(code)
    while texts:
        for word in set(re.findall(r"\w+", texts.pop())):
            if word in library and word not in needed:
                needed.add(word)
                texts.append(library[word])
    return [f"{text}\n" for name, text in library.items() if name in needed]
