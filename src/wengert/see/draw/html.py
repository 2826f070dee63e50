"""A drawing as a page: one self-contained file that needs no network and runs no foreign code."""

from __future__ import annotations

from wengert.see.draw import theme as themes
from wengert.see.draw.cards import Placed
from wengert.see.draw.style import FONTS
from wengert.see.draw.svg import escaped, svg

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
:root{{color-scheme:light dark}}
body{{margin:0;min-height:100vh;font-family:{fonts};{auto}}}
{toggles}
header{{display:flex;align-items:baseline;gap:1rem;padding:.8rem 1.2rem;font-size:14px}}
h1{{flex:1;margin:0;font-size:16px;overflow-wrap:anywhere}}
label{{cursor:pointer}}
main{{padding:0 .8rem 1.2rem;overflow:auto}}
svg{{display:block;max-width:none}}
</style>
</head>
<body>
<header><h1>{title}</h1>
{choices}
</header>
<main>
{drawing}</main>
</body>
</html>
"""


def html(placed: Placed, theme: str = "auto") -> str:
    """A drawing as a static page with a choice of light and dark, which works without scripts.

    Args:
        placed: what to draw, and where.
        theme: "light", "dark" or "auto"; which one the page begins with.

    Returns:
        The page; a policy in it forbids it to load or run anything.
    """
    drawing = svg(placed, "auto")
    name = drawing.split('class="', 1)[1].split('"', 1)[0]
    auto = _page(themes.LIGHT)
    toggles = [f"@media(prefers-color-scheme:dark){{body{{{_page(themes.DARK)}}}}}"]
    for choice, colours in (("light", themes.LIGHT), ("dark", themes.DARK)):
        chosen = f"body:has(#{choice}:checked)"
        variables = ";".join(f"--{of}:{colour}" for of, colour in zip(colours._fields, colours, strict=True))
        toggles += [f"{chosen}{{{_page(colours)};color-scheme:{choice}}}", f"{chosen} .{name}{{{variables}}}"]
    choices = "\n".join(
        f'<label><input type="radio" name="theme" id="{choice}"{" checked" * (choice == theme)}> {choice}</label>'
        for choice in themes.THEMES
    )
    title = escaped(placed.picture.title or "computation graph")
    return _PAGE.format(
        title=title, fonts=FONTS, auto=auto, toggles="\n".join(toggles), choices=choices, drawing=drawing
    )


def _page(colours: themes.Colours) -> str:
    return f"background:{colours.page};color:{colours.ink}"
