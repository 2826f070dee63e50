"""The steps of a computation as a drawing, and in files."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any

from wengert.core import number
from wengert.core.files import write
from wengert.see import step_table
from wengert.see.draw import theme as themes
from wengert.see.draw.drawing import Drawing
from wengert.see.draw.picture import Picture
from wengert.see.names import abridged
from wengert.see.step_film import picture, shoot, wrong_keys
from wengert.see.stepper import WRONG, animated, page
from wengert.see.words import mistakes, named

if TYPE_CHECKING:
    from wengert.see.steps import Steps


_OPENING = re.compile(r'<svg [^>]*class="(\w+)".*?<style>\n', re.DOTALL)


class MarkedDrawing(Drawing):
    """A drawing of a sweep gone wrong: some cards have a red ring, and below the text is said what is true."""

    def __init__(self, picture: Picture, rankdir: str, theme: str, steps: Steps) -> None:
        super().__init__(picture, rankdir, theme)
        self._wrong = wrong_keys(steps)
        self._said = [step_table.wrong_line(wrong, steps.names) for wrong in steps.wrong]

    @cached_property
    def svg(self) -> str:
        """The drawing as SVG, with the rings."""
        return self._ringed(super().svg)

    def text(self, width: int = 100) -> str:
        """The drawing in characters, and what is wrong in it."""
        said = abridged(self._said)
        return "\n".join([super().text(width).rstrip("\n"), "", self.picture.title, *said, ""])

    def written(self, form: str) -> bytes:
        """The content of a file."""
        if form == "png" and self.theme == "auto":
            light = copy(self)
            light.theme = "light"
            light.__dict__.pop("svg", None)
            return light.written(form)
        content = super().written(form)
        return self._ringed(content.decode("utf-8")).encode("utf-8") if form == "html" else content

    def _ringed(self, markup: str) -> str:
        def rules(opening: re.Match[str]) -> str:
            rings = [f'.{opening[1]} [data-key="{key}"] rect{{stroke:{WRONG};stroke-width:3}}' for key in self._wrong]
            return opening[0] + "".join(f"{ring}\n" for ring in rings)

        return _OPENING.sub(rules, markup, count=1)


def draw(steps: Steps, rankdir: str = "LR", theme: str = "auto", fold: str | None = None) -> Drawing:
    """The graph with the gradients that the steps end with."""
    drawn = picture(steps, fold)
    return Drawing(drawn, rankdir, theme) if steps.is_right else MarkedDrawing(drawn, rankdir, theme, steps)


def save(
    steps: Steps, path: str | os.PathLike[str], rankdir: str = "LR", theme: str = "auto", seconds: float = 1.5
) -> None:
    """Write steps into a file, in the form that its suffix names."""
    name = os.fsdecode(path)
    suffix = os.path.splitext(name)[1]
    if suffix.lower() not in FORMS:
        raise ValueError(f"steps are saved as {', '.join(FORMS)}; got {suffix or 'no suffix'!r} in {name!r}")
    if rankdir not in ("LR", "TB"):
        raise ValueError(f"rankdir is 'LR' or 'TB', got {number.what(rankdir)}")
    if theme not in themes.THEMES:
        raise ValueError(f"theme is one of {', '.join(map(repr, themes.THEMES))}; got {number.what(theme)}")
    length = number.real(seconds, "seconds")
    if not 0.0 < length < math.inf:
        raise ValueError(f"seconds must be more than 0, got {seconds!r}")
    write(name, FORMS[suffix.lower()](steps, rankdir, theme, length).encode("utf-8"))


def _svg(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return animated(*shoot(steps, rankdir), _title(steps), theme, seconds)


def _html(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return page(*shoot(steps, rankdir), _title(steps), theme)


def _txt(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return steps.text(120)


def _json(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return json.dumps(_plain(steps.to_json()), indent=1, allow_nan=False) + "\n"


def _plain(data: Any) -> Any:
    """The same with inf and nan, which JSON has not, as "inf", "-inf" and "nan"."""
    if isinstance(data, dict):
        return {key: _plain(item) for key, item in data.items()}
    if isinstance(data, list):
        return [_plain(item) for item in data]
    return str(data) if isinstance(data, float) and not math.isfinite(data) else data


def _title(steps: Steps) -> str:
    wrong = "" if steps.is_right else f", {mistakes(steps.order, steps.accumulate)}"
    return f"Backpropagation through {named(steps.y, 60)}, step by step{wrong}"


FORMS: dict[str, Callable[[Steps, str, str, float], str]] = {
    ".svg": _svg, ".html": _html, ".txt": _txt, ".json": _json,
}  # fmt: skip
