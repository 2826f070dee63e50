"""An audit in the terminal: a score card, then each defect with the smallest program that shows it."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from wengert.auditor.findings import Audited, Finding, Place, Severity, Trouble
from wengert.auditor.report.wording import counts, headline, lists, plain, side_by_side, title, used

STYLES: dict[Severity, str] = {"wrong": "bold red", "limit": "bold yellow", "note": "bold cyan"}
BAR = 20  # characters, for 100 points
INDENT = 3  # of what is said about a defect
WIDEST = 1000  # of a terminal
LONGEST = 200  # of a line of someone's source


def report(audited: Audited, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
    """All that there is to print."""
    if audited.trouble:
        yield Text(f"{headline(audited)}: could not be examined", "bold red")
        yield from _trouble(audited.trouble)
        return
    yield from _card(audited, options)
    for number, finding in enumerate(audited.findings, 1):
        yield Text()
        yield from _defect(number, finding, console, options)
    yield Text()
    for head, operations in lists(audited).items():
        yield _said(head, "  ".join(operations))


def _trouble(trouble: Trouble) -> Iterator[RenderableType]:
    yield _indented(Text(plain(trouble.text)))
    yield from _source(trouble.place)


def _card(audited: Audited, options: ConsoleOptions) -> Iterator[RenderableType]:
    """Which class, its score, what was found, and how the class was used."""
    head = Table.grid(expand=True, padding=(0, 2, 0, 0))
    head.add_column(ratio=1, overflow="fold")
    head.add_column(justify="right", no_wrap=True)
    style = "bold green" if audited.ok else "bold red"
    head.add_row(Text(headline(audited), "bold"), Text(f"{_bar(audited.score, options)} {audited.score} of 100", style))
    yield head
    yield Text(f"{counts(audited.findings)}.".capitalize(), style)
    yield Text()
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="dim", no_wrap=True)
    facts.add_column(overflow="fold")
    for head_word, words in used(audited).items():
        facts.add_row(head_word, Text(words))
    yield facts


def _bar(score: int, options: ConsoleOptions) -> str:
    full, empty = "#-" if options.ascii_only else "█░"
    length = round(BAR * score / 100)
    return full * length + empty * (BAR - length)


def _defect(number: int, finding: Finding, console: Console, options: ConsoleOptions) -> Iterator[RenderableType]:
    """All about one defect."""
    head = Table.grid(padding=(0, 2, 0, 0))
    head.add_column(no_wrap=True)
    head.add_column(overflow="fold")
    severity = Text.assemble((f"{number}. ", "bold"), (finding.severity.upper(), STYLES[finding.severity]))
    head.add_row(severity, Text(title(finding), "bold"))
    yield head
    yield from _source(finding.place)
    parts: list[RenderableType] = [Text(plain(finding.diagnosis)), Text()]
    if finding.shown or finding.quantity:
        parts += [_evidence(finding, console, options), Text()]
    parts.append(_said("Repair", finding.repair))
    if finding.consequences:
        parts.append(_said("So also", "; ".join(finding.consequences)))
    yield _indented(Group(*parts))


def _source(place: Place | None) -> Iterator[RenderableType]:
    """Where it is, and the line itself."""
    if place is not None:
        yield _indented(Text(plain(str(place)), "dim"))
        if place.text:
            text = place.text if len(place.text) <= LONGEST else f"{place.text[:LONGEST]} …"
            yield _indented(Text(plain(text), "magenta"), INDENT + 4)


def _evidence(finding: Finding, console: Console, options: ConsoleOptions) -> RenderableType:
    """The program, and beside it, or where there is no room below it, the number got and the right one."""
    got, right = side_by_side(finding.got, finding.right)
    wrong = STYLES["wrong"] if finding.severity == "wrong" else STYLES["limit"]
    numbers = Table.grid(padding=(0, 2, 0, 0))
    numbers.add_column(no_wrap=True)
    numbers.add_column(overflow="fold")
    numbers.add_row(Text("this engine"), Text(got, wrong))
    numbers.add_row(Text("right"), Text(right, "bold green"))
    lines = [plain(line) for line in finding.shown]
    head = Text(plain(finding.quantity), "bold")
    program = Text("\n".join(lines))
    result = Group(head, numbers) if finding.quantity else numbers
    both = Table.grid(padding=(0, INDENT + 2, 0, 0))
    both.add_row(program, result)
    fits = console.measure(both, options=options.update(max_width=WIDEST)).maximum + 2 * INDENT <= options.max_width
    below = Group(program, Text(), result) if lines else result
    return _indented(both if fits and lines else below)


def _said(head: str, words: str) -> Text:
    return Text.assemble((f"{head}: ", "bold"), plain(words))


def _indented(what: RenderableType, by: int = INDENT) -> RenderableType:
    return Padding(what, (0, 0, 0, by), expand=False)
