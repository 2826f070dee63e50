"""Audits as a page: one self-contained file that needs no network and runs no script.

All that comes from someone's file (names, lines, messages) is escaped, and a policy in the page forbids it to load or
run anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from importlib import resources
from itertools import count as counter
from string import Template

import wengert
from wengert.auditor.findings import Audited, Finding, Place
from wengert.auditor.report import redrawn
from wengert.auditor.report.excerpt import around
from wengert.auditor.report.wording import counts, figures, headline, lists, plain, side_by_side, title, used, worst
from wengert.see.draw.theme import DARK, LIGHT, THEMES
from wengert.see.steps.stepper import WRONG
from wengert.see.steps.table import sections

_PAGE = Template("""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>$title</title>
<style>
$style</style>
</head>
<body>
<header><h1>$head</h1>
$choices
</header>
<main>
$body
</main>
<footer><p>Made by wengert $version. The engines' files were executed to measure them. The drawings show the minimal
programs with wengert's own, right numbers.</p></footer>
</body>
</html>
""")


def page(audits: Sequence[Audited]) -> str:
    """The reports of one or more classes as a static page.

    Args:
        audits: the reports; of several there is a table before them.

    Returns:
        The page, with drawings of the minimal programs; the same for the same reports and files.

    Cost: some milliseconds per defect.

    >>> page([Audited("engine.py:Value", "Value")]).count("<article")
    1
    """
    several = len(audits) != 1
    title = f"Audit of {len(audits)} engines" if several else f"Audit of {headline(audits[0])}"
    names = (f"d{k}" for k in counter(1))  # of drawings; each needs ids of its own
    parts = [*_overview(audits)] if several else []
    for number, audited in enumerate(audits, 1):
        parts += _card(number, audited, names)
    return _PAGE.substitute(
        title=escape(title),
        head=escape(title) if several else "wengert audit",
        style=_style(),
        choices="\n".join(_choice(theme) for theme in THEMES),
        body="\n".join(parts),
        version=wengert.__version__,
    )


def _style() -> str:
    """The colours of the drawings for the whole page, by the reader's system or as chosen, and the sheet."""
    dark = f"color-scheme:dark;{DARK.variables}"
    rules = [f":root{{color-scheme:light;{LIGHT.variables}}}", f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"]
    for choice, colours in (("light", LIGHT), ("dark", DARK)):
        chosen = f":root:has(#{choice}:checked)"
        rules.append(f"{chosen},{chosen} svg{{color-scheme:{choice};{colours.variables}}}")
    sheet = resources.files("wengert.auditor.report").joinpath("page.css").read_text(encoding="utf-8")
    return "\n".join([*rules, sheet])


def _choice(theme: str) -> str:
    checked = " checked" if theme == "auto" else ""
    return f'<label><input type="radio" name="theme" id="{theme}"{checked}> {theme}</label>'


def _overview(audits: Sequence[Audited]) -> Iterator[str]:
    yield '<div class="scroll"><table class="all">'
    numbers = "".join(f"<th class=number>{head}" for head in ("score", "wrong", "limits", "notes"))
    yield f"<tr><th>class{numbers}<th>worst"
    for number, audited in enumerate(audits, 1):
        cells = "".join(f"<td class=number>{x}" for x in figures(audited))
        mark = "" if audited.ok else " class=bad"
        yield f'<tr><td><a href="#c{number}">{_safe(audited.target)}</a>{cells}<td{mark}>{_safe(worst(audited))}'
    yield "</table></div>"


def _card(number: int, audited: Audited, names: Iterator[str]) -> Iterator[str]:
    """The score card of a class, and its defects."""
    yield f'<article class="card" id="c{number}">'
    mark = "good" if audited.ok else "bad"
    if audited.trouble:
        yield f'<div><h2>{_safe(headline(audited))}</h2><p class="bad">Could not be examined.</p>'
        yield f"<p>{_prose(audited.trouble.text)}</p>"
        yield from _source(audited.trouble.place)
        yield "</div></article>"
        return
    yield f'<div class="head"><div><h2>{_safe(headline(audited))}</h2>'
    yield f'<p class="{mark}">{_safe(counts(audited.findings).capitalize())}.</p>'
    facts = "<br>".join(f"{_safe(head)}: {_safe(words)}" for head, words in used(audited).items())
    yield f'<p class="facts">{facts}</p></div>'
    yield f'<div class="score"><span class="{mark}">{audited.score}</span> <small>of 100</small>'
    yield f'<meter max="100" low="50" high="90" optimum="100" value="{audited.score}"></meter></div></div>'
    for k, finding in enumerate(audited.findings, 1):
        yield from _finding(f"c{number}f{k}", finding, names)
    said = "<br>".join(f"{head}: <code>{_safe('  '.join(words))}</code>" for head, words in lists(audited).items())
    if said:
        yield f'<p class="facts">{said}</p>'
    yield "</article>"


def _finding(key: str, finding: Finding, names: Iterator[str]) -> Iterator[str]:
    """One defect: what it is, what shows it, the line, and the repair."""
    yield f'<section class="finding" id="{key}">'
    yield f'<h3><span class="badge {finding.severity}">{finding.severity}</span> {_safe(title(finding))}</h3>'
    yield f"<p>{_prose(finding.diagnosis)}</p>"
    yield '<div class="evidence"><div class="said">'
    if finding.shown:
        yield f"<pre>{chr(10).join(map(_safe, finding.shown))}</pre>"
    got, right = map(_safe, side_by_side(finding.got, finding.right))
    yield f'<table class="numbers"><caption><code>{_safe(finding.quantity)}</code></caption>'
    yield f'<tr><th>this engine<td class="bad">{got}<tr><th>right<td class="good">{right}</table></div>'
    yield from _figure(finding, names)
    yield "</div>"
    yield from _source(finding.place)
    yield f"<p><b>Repair:</b> {_prose(finding.repair)}</p>"
    if finding.consequences:
        yield f"<p><b>So also:</b> {_prose('; '.join(finding.consequences))}</p>"
    yield from _sweep(finding)
    yield "</section>"


def _figure(finding: Finding, names: Iterator[str]) -> Iterator[str]:
    drawing = redrawn.picture(finding)
    if drawing:
        own = drawing.split('class="', 1)[1].split('"', 1)[0]  # made of the content: the same picture may come again
        ringed = "; where the ring is, this engine has another" if WRONG in drawing else ""
        wide = drawing.split('width="', 1)[1].split('"', 1)[0]
        yield f'<figure style="--wide:{wide}px">{drawing.replace(own, f"{own}-{next(names)}")}'
        yield f"<figcaption>The right numbers{ringed}</figcaption></figure>"


def _sweep(finding: Finding) -> Iterator[str]:
    wrong = redrawn.mistaken(finding)
    if wrong is None:
        return
    yield '<details><summary>The same mistake made on purpose, step by step</summary><div class="scroll">'
    for section in sections(wrong):
        yield f'<table class="steps"><caption>{_safe(section.title)}</caption>'
        for tag, cells, mistaken in (("th", section.columns, False), *(("td", *line) for line in section.lines)):
            sides = (" class=number" * (place in section.right) for place in range(len(cells)))
            row = "".join(f"<{tag}{side}>{_safe(cell)}" for side, cell in zip(sides, cells, strict=True))
            yield f"<tr{' class=bad' * mistaken}>{row}"
        yield "</table>"
    yield "</div></details>"


def _source(place: Place | None) -> Iterator[str]:
    """The line among its neighbours."""
    if place is None:
        return
    yield f'<p class="facts">{_safe(str(place))}</p>'
    if place.text:
        lines = [
            f"<li{' class=here' if at == place.line else ''}><i>{at}</i>{_safe(text)}</li>"
            for at, text in around(place)
        ]
        yield f'<div class="source"><ol>{"".join(lines)}</ol></div>'


def _prose(text: str) -> str:
    """Sentences, with what stands between backquotes as code."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", _safe(text))


def _safe(text: str) -> str:
    return escape(plain(text))
