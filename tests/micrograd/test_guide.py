"""The guide for those who come from micrograd says what micrograd does; here it is made to do it."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
from pathlib import Path
from typing import Any

import pytest

GUIDE = Path(__file__).parent.parent.parent / "docs" / "coming-from-micrograd.md"
SECTIONS = [text for text in re.split(r"\n##+ ", GUIDE.read_text("utf-8")) if "# micrograd: " in text]
REMARK = re.compile(r"# micrograd: (.*)")


def printed(source: str, names: dict[str, Any]) -> str:
    """What a line prints at the prompt; of an exception its name."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(source, "guide", "single"), names)
        except Exception as error:
            print(type(error).__name__)
    return out.getvalue().strip()


@pytest.mark.parametrize("text", SECTIONS, ids=lambda text: text.splitlines()[0])
def test_what_the_guide_says_of_micrograd_holds(text: str) -> None:
    """Each line with a remark prints in micrograd what the remark says."""
    names: dict[str, Any] = {}
    exec("from micrograd.engine import Value", names)
    examples = doctest.DocTestParser().get_examples(text.replace("wengert.micrograd", "micrograd"))
    said = [remark and remark[1] for remark in (REMARK.search(example.source) for example in examples)]
    found = [printed(example.source, names) for example in examples]
    assert said == [line if remark else None for line, remark in zip(found, said, strict=True)]
