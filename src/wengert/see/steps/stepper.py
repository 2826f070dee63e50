"""Films of steps as files: an animated SVG without scripts, and a page to step through with the keyboard."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from html import escape
from importlib import resources
from string import Template

from wengert.see.draw.forms.style import style
from wengert.see.draw.forms.svg import class_of, document, summary
from wengert.see.draw.measure import fitted, px, width
from wengert.see.draw.theme import colours
from wengert.see.steps.film import Film, Look
from wengert.see.steps.shoot import Caption

TYPE = 13.0  # size of a caption's type, in px
MARGIN = 12.0
STRIP = 34.0  # the height of the caption
WRONG = "#d32f2f"  # of rings and glow: contrast 3 : 1 and more to both pages
LEAST = 0.6  # how small a page may show a drawing; a larger one is scrolled
WIDEST = 900.0  # up to which a small drawing is widened for its caption


def animated(film: Film, captions: Sequence[Caption], title: str, theme: str = "auto", seconds: float = 1.5) -> str:
    """A film as SVG, moved by its style sheet; for who prefers less motion it stands still, at its last frame.

    Args:
        film: what to show.
        captions: one for each frame.
        title: what it is of.
        theme: "auto", "light" or "dark".
        seconds: for each frame; the last one stays three times as long.
    """
    widest = max(width(caption.text, TYPE, bold=True) for caption in captions) + 100.0
    wide, high = max(film.placed.layout.width, min(WIDEST, widest)), film.placed.layout.height
    total = film.frames + 2
    runs: dict[tuple[int, int], str] = {}

    def shown(look: Look) -> str:
        run = runs.setdefault((look.start, look.stop), f"r{len(runs)}")
        return f'<g class="{_class(look, film)} {run}">{look.markup}</g>'

    parts = [look.markup if _stays(look, film) else shown(look) for look in (*film.marks, *film.looks)]
    parts.append(f'<rect x="2" y="{px(high + 2.0)}" width="{px(wide - 4.0)}" height="{px(STRIP - 4.0)}" rx="6"/>')
    for k, caption in enumerate(captions):
        text = escape(fitted(f"{k}/{film.frames - 1}  {caption.text}", TYPE, wide - 2 * MARGIN, bold=True))
        line = f'<text class="n" x="{px(MARGIN)}" y="{px(high + STRIP - 13.0)}">{text}</text>'
        parts.append(shown(Look(line, k, k + 1)))
    body = "\n".join(parts)
    name = class_of(theme, title, seconds, body)
    rules = [
        *_marks(name, theme),
        f".{name} .f{{visibility:hidden;animation:{total * seconds:g}s step-end infinite}}",
        f".{name} .f.last{{visibility:visible}}",
        *(_run(name, run, start, stop, film.frames, total) for (start, stop), run in runs.items()),
        f"@media(prefers-reduced-motion:reduce){{.{name} .f{{animation:none}}}}",
    ]
    return _document(film, (wide, high + STRIP), (name, title, theme), rules, body)


def page(film: Film, captions: Sequence[Caption], title: str, theme: str = "auto") -> str:
    """A film as a page with buttons, a slider and keys: one file that loads nothing and runs only its own script.

    Args:
        film: what to show.
        captions: one for each frame.
        title: what it is of.
        theme: "auto", "light" or "dark".
    """
    parts = [_framed(look, film, ' data-mark=""') for look in film.marks]
    parts += [look.markup if _stays(look, film) else _framed(look, film) for look in film.looks]
    body = "\n".join(parts)
    name = class_of(theme, title, body)
    size = film.placed.layout.width, film.placed.layout.height
    told = [{**caption._asdict(), "value": _number(caption.value)} for caption in captions]
    script = _file("stepper.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Template(_file("stepper.html")).substitute(
        title=escape(title),
        hash=f"sha256-{digest}",
        style=f"{_file('stepper.css')}main svg {{ min-width: {LEAST * size[0]:.0f}px }}\n",
        theme=theme,
        drawing=_document(film, size, (name, title, theme), _marks(name, theme), body),
        caption=escape(captions[-1].text),
        most=film.frames - 1,
        film=json.dumps(told, ensure_ascii=True, allow_nan=False).replace("<", "\\u003c"),
        script=script,
    )


def _stays(look: Look, film: Film) -> bool:
    return look.start == 0 and look.stop == film.frames


def _class(look: Look, film: Film) -> str:
    """What is shown at the end is what is shown where nothing moves."""
    return "f last" if look.stop == film.frames else "f"


def _framed(look: Look, film: Film, more: str = "") -> str:
    return f'<g class="{_class(look, film)}" data-from="{look.start}" data-to="{look.stop}"{more}>{look.markup}</g>'


def _number(x: float | None) -> float | None:
    """JSON has no inf and nan: of these the page compares what is written."""
    return x if x is not None and x - x == 0.0 else None


def _file(name: str) -> str:
    return resources.files("wengert.see.steps").joinpath("page", name).read_text(encoding="utf-8")


def _run(name: str, run: str, start: int, stop: int, frames: int, total: int) -> str:
    """The style of what is shown from one frame up to another; the last frame is held for longer."""
    keys = [(0, "hidden")] * (start > 0) + [(start, "visible")] + [(stop, "hidden")] * (stop < frames)
    steps = "".join(f"{100.0 * k / total:.3f}%{{visibility:{seen}}}" for k, seen in keys)
    return f"@keyframes {name}{run}{{{steps}}}\n.{name} .{run}{{animation-name:{name}{run}}}"


def _marks(name: str, theme: str) -> list[str]:
    """The style of rings and glow."""
    plus = f"stroke:{colours(theme).plus}" + ";stroke:var(--plus)" * (theme == "auto")
    return [
        f".{name} .mark path{{fill:none;stroke-width:13;stroke-opacity:.3;stroke-linecap:round;{plus}}}",
        f".{name} .mark rect{{fill:none;stroke-width:3;stroke-opacity:.75;{plus}}}",
        f".{name} .wrong path,.{name} .wrong rect{{stroke:{WRONG}}}",
    ]


def _document(
    film: Film, size: tuple[float, float], called: tuple[str, str, str], rules: Sequence[str], body: str
) -> str:
    """One `<svg>` element with the style of drawings and that of the film, bound to it by its class."""
    name, title, theme = called
    seen = f"{summary(film.placed)} {film.frames} frames."
    return document(name, size, title, seen, style(name, theme) + "\n".join(rules) + "\n", body)
