"""The style sheet of drawings in SVG.

Colours are written as such, and behind that as CSS variables, where the theme is to follow the reader's
system: a reader that knows no variables keeps the colours of the light theme.
"""

from __future__ import annotations

from wengert.see.draw.cards import CAPTION, LABEL, NAME, SIGN, TEXT
from wengert.see.draw.theme import DARK, LIGHT, Colours, colours

#: The font that we bring for PNG, then those of nearly the same widths that readers have.
FONTS = "'Wengert Sans','DejaVu Sans',Verdana,'Bitstream Vera Sans',Geneva,sans-serif"
THINNEST = 1.0  # of a link, in px
PLAIN = 1.4  # of a link that carries nothing yet

_RULES = f"""
text{{font-size:{TEXT}px;fill:ink;font-variant-numeric:tabular-nums;font-kerning:none}}
.n{{font-size:{NAME}px;font-weight:bold}}
.d,.gp,.gm,.gx,.gz{{text-anchor:end}}
.gp,.gm,.gx{{font-weight:bold}}
.q,.gz,.pz{{fill:quiet}}
.q{{font-size:{CAPTION}px}}
.t{{fill:quiet;font-weight:normal}}
.s{{font-size:{SIGN}px;text-anchor:middle}}
.w{{font-size:{LABEL}px;text-anchor:middle}}
.gp,.pp{{fill:plus}}
.gm,.pm{{fill:minus}}
.gx,.px{{fill:odd}}
rect{{fill:card;stroke:line}}
.leaf rect{{fill:leaf}}
.constant rect,.box rect{{fill:constant}}
.constant .n{{fill:quiet;font-weight:normal}}
.output rect{{stroke:rim;stroke-width:2}}
.output .op{{stroke:line;stroke-width:1}}
.h{{stroke:none}}
.e,.ex{{stroke-width:{PLAIN}}}
.e,.ez{{stroke:edge}}
.ez{{stroke-dasharray:3 3;stroke-width:{THINNEST}}}
.ex{{stroke:odd;stroke-dasharray:6 3}}
.ep{{stroke:plus}}
.em{{stroke:minus}}
"""


def style(name: str, theme: str, more: str = "") -> str:
    """The style sheet, bound to one drawing.

    Args:
        name: the class of the drawing, to which the rules apply.
        theme: "light", "dark", or "auto": by the reader's system, or by `data-theme` of an element around it.
        more: further rules, one a line; a colour may be the name of one of the theme's.
    """
    chosen = colours(theme)
    rules = []
    for rule in filter(None, (_RULES + more).split("\n")):
        selectors, declarations = rule.rstrip("}").split("{")
        whose = ",".join(f".{name} {selector}" for selector in selectors.split(","))
        rules.append(f"{whose}{{{';'.join(_declared(d, chosen, theme) for d in declarations.split(';'))}}}")
    if theme == "auto":
        light, dark = (f"{{{each.variables}}}" for each in (LIGHT, DARK))
        rules += [f".{name}{light}", f"@media(prefers-color-scheme:dark){{.{name}{dark}}}"]
        rules += [f"[data-theme=light] .{name}{light}", f"[data-theme=dark] .{name}{dark}"]
    return "\n".join(rules) + "\n"


def _declared(declaration: str, chosen: Colours, theme: str) -> str:
    """`fill:ink` as `fill:#1f2430`, and behind it, if the theme is to be chosen later, as a variable."""
    of, value = declaration.split(":")
    if value not in chosen._fields:
        return declaration
    plain = f"{of}:{getattr(chosen, value)}"
    return f"{plain};{of}:var(--{value})" if theme == "auto" else plain
