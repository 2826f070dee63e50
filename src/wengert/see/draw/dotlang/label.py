"""Labels of the dot language: lines of text, and the fields of records.

    record : field ('|' field)*            fields stand beside each other, and one brace deeper below
    field  : ['<' port '>'] text | '{' record '}'

Source: Graphviz, "Node Shapes" (record-based nodes) and "escString".
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from wengert.see.draw.dotlang.read import Html
from wengert.see.names import printable

MOST_NESTED = 30  # braces in each other; what is deeper is text

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PIECE = re.compile(r"(?P<escape>\\.)|(?P<special>[{}|])|(?P<port><[^<>|{}]*>)|(?P<text>[^\\{}|<]+|.)", re.DOTALL)


def lines(label: str, name: str = "") -> list[str]:
    r"""A label as lines of text, with the name of its node for `\N`.

    >>> lines(r"a\nb &amp; \N", "c")
    ['a', 'b & c']
    """
    if isinstance(label, Html):
        broken = re.sub(r"<br\s*/?>|</tr>", "\n", label[1:-1], flags=re.IGNORECASE)
        text = re.sub(r"<[^<>]*>", " ", broken)
    else:
        text = _ESCAPE.sub(lambda found: _meant(found.group(1), name), label)
    return [printable(html.unescape(line)).strip() for line in text.split("\n")]


def _meant(letter: str, name: str) -> str:
    return {"n": "\n", "l": "\n", "r": "\n", "N": name, "G": ""}.get(letter, letter)


@dataclass(slots=True)
class Field:
    """A field of a record: text, or fields of its own."""

    text: str = ""
    fields: list[Field] = field(default_factory=list)


def record(label: str) -> Field:
    r"""A record's label as nested fields, their text still a label.

    >>> [part.text for part in record("{ a | <p> b\\|c }").fields[0].fields]
    ['a', 'b\\|c']
    """
    root = Field()
    open_fields = [root]
    here = Field()
    root.fields.append(here)
    for piece in _PIECE.finditer(label):
        text = piece.group()
        if piece.lastgroup == "special" and (text != "{" or len(open_fields) < MOST_NESTED):
            if text == "{":
                open_fields.append(here)
                here.text = ""
                here = Field()
                open_fields[-1].fields.append(here)
            elif text == "|":
                here = Field()
                open_fields[-1].fields.append(here)
            elif len(open_fields) > 1:
                here = open_fields.pop()
        elif piece.lastgroup != "port" and not here.fields:
            here.text += text
    stack = [root]
    while stack:
        part = stack.pop()
        part.text = part.text.strip()
        stack += part.fields
    return root
