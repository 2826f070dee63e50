"""The steps of a computation as a drawing, and in files."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from wengert.core import number
from wengert.core.files import write
from wengert.see.draw import options
from wengert.see.draw.drawing import Drawing
from wengert.see.draw.forms.svg import svg
from wengert.see.draw.picture import Picture
from wengert.see.names import abridged
from wengert.see.shown import plain
from wengert.see.steps import table
from wengert.see.steps.shoot import picture, shoot, wrong_keys
from wengert.see.steps.stepper import WRONG, animated, page
from wengert.see.steps.words import mistakes, named

if TYPE_CHECKING:
    from wengert.see.steps.steps import Steps


class MarkedDrawing(Drawing):
    """A drawing of a sweep gone wrong: some cards have a red ring, and below the text is said what is true."""

    def __init__(self, picture: Picture, rankdir: str, theme: str, steps: Steps) -> None:
        super().__init__(picture, rankdir, theme)
        ring = f"rect{{stroke:{WRONG};stroke-width:3}}"
        self._rings = "\n".join(f'[data-key="{key}"] {ring}' for key in wrong_keys(steps))
        self._said = [table.wrong_line(wrong, steps.names) for wrong in steps.wrong]

    def in_theme(self, theme: str) -> str:
        """The drawing as SVG, with the rings."""
        return svg(self.placed, theme, self._rings)

    def text(self, width: int = 100) -> str:
        """The drawing in characters, and what is wrong in it."""
        said = abridged(self._said)
        return "\n".join([super().text(width).rstrip("\n"), "", self.picture.title, *said, ""])


def draw(steps: Steps, rankdir: str = "LR", theme: str = "auto", fold: str | None = None) -> Drawing:
    """The graph with the gradients that the steps end with."""
    drawn = picture(steps, fold)
    return Drawing(drawn, rankdir, theme) if steps.is_right else MarkedDrawing(drawn, rankdir, theme, steps)


def save(
    steps: Steps, path: str | os.PathLike[str], rankdir: str = "LR", theme: str = "auto", seconds: float = 1.5
) -> None:
    """Write steps into a file, in the form that its suffix names."""
    form, rankdir, theme = options.form(path, FORMS, "steps are"), options.rankdir(rankdir), options.theme(theme)
    length = number.real(seconds, "seconds")
    if not 0.0 < length < math.inf:
        raise ValueError(f"seconds must be more than 0, got {seconds!r}")
    write(os.fsdecode(path), FORMS[form](steps, rankdir, theme, length).encode("utf-8"))


def _svg(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return animated(*shoot(steps, rankdir), _title(steps), theme, seconds)


def _html(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return page(*shoot(steps, rankdir), _title(steps), theme)


def _txt(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return steps.text(120)


def _json(steps: Steps, rankdir: str, theme: str, seconds: float) -> str:
    return json.dumps(plain(steps.to_json()), indent=1, allow_nan=False) + "\n"


def _title(steps: Steps) -> str:
    wrong = "" if steps.is_right else f", {mistakes(steps.order, steps.accumulate)}"
    return f"Backpropagation through {named(steps.y, 60)}, step by step{wrong}"


FORMS: dict[str, Callable[[Steps, str, str, float], str]] = {
    "svg": _svg, "html": _html, "txt": _txt, "json": _json,
}  # fmt: skip
