"""A drawing as a page: one self-contained file that needs no network and runs no foreign code."""

from __future__ import annotations

from html import escape

from wengert.see.draw.forms.style import FONTS
from wengert.see.draw.forms.svg import UNTITLED
from wengert.see.draw.theme import DARK, LIGHT, THEMES, Colours

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


def html(drawing: str, title: str, theme: str = "auto") -> str:
    """A drawing as a static page with a choice of light and dark, which works without scripts.

    Args:
        drawing: the SVG, in the theme "auto".
        title: what it is of.
        theme: "light", "dark" or "auto"; which one the page begins with.

    Returns:
        The page; a policy in it forbids it to load or run anything.
    """
    name = drawing.split('class="', 1)[1].split('"', 1)[0]
    auto = _page(LIGHT)
    toggles = [f"@media(prefers-color-scheme:dark){{body{{{_page(DARK)}}}}}"]
    for choice, colours in (("light", LIGHT), ("dark", DARK)):
        chosen = f"body:has(#{choice}:checked)"
        toggles += [f"{chosen}{{{_page(colours)};color-scheme:{choice}}}", f"{chosen} .{name}{{{colours.variables}}}"]
    choices = "\n".join(
        f'<label><input type="radio" name="theme" id="{choice}"{" checked" * (choice == theme)}> {choice}</label>'
        for choice in THEMES
    )
    return _PAGE.format(
        title=escape(title or UNTITLED),
        fonts=FONTS,
        auto=auto,
        toggles="\n".join(toggles),
        choices=choices,
        drawing=drawing,
    )


def _page(colours: Colours) -> str:
    return f"background:{colours.page};color:{colours.ink}"
