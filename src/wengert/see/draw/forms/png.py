"""A drawing as PNG, by resvg and the font that we bring: the same picture on every machine."""

from __future__ import annotations

import re
from pathlib import Path

from wengert.see.draw.measure import is_known

FONT = Path(__file__).parents[1] / "font"
SCALE = 2.0  # px of the image for one of the drawing: sharp on a projector
WIDEST = 3000  # px


def png(drawing: str, background: str | None = None) -> bytes:
    """An SVG of ours as PNG.

    Args:
        drawing: the SVG, of one theme: resvg knows no CSS variables.
        background: a colour; without one the image is transparent.

    Returns:
        The image, twice as large as the drawing, but no more than 3,000 px wide or high.

    Raises:
        ImportError: resvg-py is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise ImportError(
            "PNG needs resvg-py: pip install 'wengert[png]', or save as .svg, which needs nothing"
        ) from None
    size = re.search(r'width="([\d.]+)" height="([\d.]+)"', drawing)
    assert size is not None
    wide, high = map(float, size.groups())
    scale = min(SCALE, WIDEST / max(wide, high))
    words = "".join(re.findall(r">([^<]*)</t", drawing))
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawing,
            width=round(wide * scale) if wide >= high else None,  # resvg keeps the proportions
            height=round(high * scale) if wide < high else None,
            background=background,
            skip_system_fonts=is_known(words.replace("\n", "")),
            font_files=[str(FONT / name) for name in ("wengert-sans-regular.ttf", "wengert-sans-bold.ttf")],
            sans_serif_family="Wengert Sans",
            font_family="Wengert Sans",
        )
    )
