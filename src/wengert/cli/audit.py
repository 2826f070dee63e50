"""The verb that examines someone's own engine: audit."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from wengert.cli.common import FAILED, Failure, console, failures, kept, print_json
from wengert.cli.fault import Fault, listed, suggestion
from wengert.core import files
from wengert.see.names import printable

if TYPE_CHECKING:
    from wengert.auditor.report.report import Audit


@click.command(short_help="Say what is wrong with a Value class of your own.")
@click.argument("targets", metavar="TARGET...", nargs=-1)
@click.option("--html", "page", metavar="FILE", help="Write a page with drawings.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--min-score", type=click.IntRange(0, 100), metavar="N", help="Exit with status 1 below N points of 100.")
@click.option("--seconds", type=click.FloatRange(min=0.0, min_open=True), metavar="S", default=20.0, show_default=True,
              help="For each class, at most.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Classes at once; otherwise one for each core.")
@click.option("--defects", is_flag=True, help="List what can be found, and examine nothing.")
@kept
def audit(
    targets: tuple[str, ...],
    page: str | None,
    as_json: bool,
    min_score: int | None,
    seconds: float,
    jobs: int | None,
    defects: bool,
) -> None:
    r"""Say what is wrong with someone's own Value class, and how to repair it.

    For each defect: what it is, the smallest program that shows it, the number got
    and the right one, the likely line, and the repair.  100 points, less 20 for a
    defect that makes numbers wrong, 5 for a limit, 1 for a note.

    \b
    TARGET is one of
      engine.py           a file; the class is found
      engine.py:Value     a class of a file
      notes.ipynb         a notebook; its cells of code up to the class
      package.mod:Class   a class of a module that can be imported
      folder              all files and notebooks in it that have such a class

    THE FILE IS EXECUTED: what the class needs of it, in a process of its own with
    limits of time and memory.  Those keep mistakes from hurting, not malice. Audit
    only files that you would run.

    Exit status: 0 no class computes wrong numbers; 1 one does, or is below
    --min-score, or could not be examined; 2 what was typed is wrong, and nothing
    was executed.

    \b
    Examples:
      wengert audit engine.py
      wengert audit engine.py:Value --html report.html
      wengert audit homework/ --min-score 80
      wengert audit notes.ipynb --json
      wengert audit --defects
    """
    with failures():
        if defects:
            if targets:
                raise Fault("--defects goes without a target", "", 0)
            _list_defects(as_json)
            return
        if page is not None:
            _refuse_folder(page)
        found, skipped = _expanded(targets)
        audits = _examined(found, seconds, jobs)
        _show(audits, skipped, as_json, len(targets) == 1 and not os.path.isdir(targets[0]))
        if page is not None:
            _write(page, audits, as_json)
        if any(not each.ok or each.score < (min_score or 0) for each in audits):
            click.get_current_context().exit(FAILED)


def _list_defects(as_json: bool) -> None:
    from wengert.auditor.defects import CATALOGUE

    if as_json:
        fields = ("title", "severity", "about", "repair")
        print_json([{"code": code, **{of: getattr(each, of) for of in fields}} for code, each in CATALOGUE.items()])
        return
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("code", style="bold", no_wrap=True)
    table.add_column("severity", no_wrap=True)
    table.add_column("what it is")
    for code, each in CATALOGUE.items():
        table.add_row(code, each.severity, Text(each.about))
    console().print(table)


# --- targets -------------------------------------------------------------------------------------


#: What makes two targets the same: the file or the module, and the class, if that is known.
Identity = tuple[str, str]


def _expanded(texts: Sequence[str]) -> tuple[dict[Identity, str], list[str]]:
    """The classes to examine, each once, and the files of folders that have none.  Nothing is executed for it.

    Raises:
        Fault: one of the targets is nothing that could be examined.
    """
    from wengert.auditor.targets import targets_in

    if not texts:
        raise Fault("what is to be audited? Write wengert audit engine.py", "", 0)
    found: dict[Identity, str] = {}
    skipped: list[str] = []
    for text in texts:
        if os.path.isdir(text):
            several, others = targets_in(text)
            skipped += others
        else:
            several = [text]
        for each in several:
            found.setdefault(_identity(each), each)
    if not found:
        raise Fault(f"there is no file with a class to audit in {listed(list(texts))}", "", 0)
    return found, skipped


def _identity(text: str) -> Identity:
    """Which file or module is meant, and which class.

    Raises:
        Fault: it is no target, or there is no such file or module.
    """
    from wengert.auditor.targets import SUFFIXES, written

    try:
        job = written(text).job
    except ValueError as error:
        raise Fault(str(error), "", 0) from None
    kind, place = str(job["kind"]), str(job["path"])
    if kind == "module":
        if not all(part.isidentifier() for part in place.split(".")) or not _is_module(place.partition(".")[0]):
            raise Fault(f"there is no file, folder or module {place!r}", "", 0)
    elif not os.path.isfile(place):
        there = sorted(str(path) for path in Path(job["shown"]).parent.glob("*") if path.suffix in SUFFIXES)
        raise Fault(f"there is no file {job['shown']}{suggestion(job['shown'], there)}", "", 0)
    return place if kind == "module" else os.path.realpath(place), str(job["class"])


def _is_module(name: str) -> bool:
    """Whether a module or package that is in no other can be found, from here or among the installed ones."""
    here = any(os.path.exists(place) for place in (name, f"{name}.py"))
    return here or name in sys.builtin_module_names or importlib.util.find_spec(name) is not None


# --- the audit -----------------------------------------------------------------------------------


def _examined(found: dict[Identity, str], seconds: float, jobs: int | None) -> list[Audit]:
    """The reports, in the order of the targets; of a class that was reached in two ways only the first one."""
    from wengert.auditor.audit import audit_all

    targets = list(found.values())
    click.echo(f"executes {listed([*map(printable, targets)])}", err=True)
    arrived = {each.target: each for each in _watched(audit_all(targets, seconds=seconds, jobs=jobs), len(targets))}
    once: dict[Identity, Audit] = {}
    for (place, name), target in found.items():
        once.setdefault((place, arrived[target].name or name), arrived[target])
    return list(once.values())


def _watched(audits: Iterator[Audit], count: int) -> Iterator[Audit]:
    """The same with a line of progress, on a terminal and for several."""
    screen = Console(stderr=True, markup=False)
    columns = TextColumn("auditing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False)
    with Progress(*columns, console=screen, transient=True, disable=count == 1 or not screen.is_terminal) as progress:
        task = progress.add_task("", total=count)
        for each in audits:
            progress.update(task, advance=1, description=os.path.basename(each.target))
            yield each


def _show(audits: list[Audit], skipped: list[str], as_json: bool, alone: bool) -> None:
    from wengert.auditor.report.overview import Overview
    from wengert.auditor.report.report import to_json

    data = [each.audited for each in audits]
    if as_json:
        print_json(to_json(data, skipped))
    elif alone:
        console().print(audits[0])
    else:
        console().print(Overview(data, skipped))
        worst = min(audits, key=lambda each: (each.ok, each.score))
        console().print(Text(f"\nAll about one of them: wengert audit {worst.target}", "dim"))


def _refuse_folder(path: str) -> None:
    folder = os.path.dirname(path)
    if folder and not os.path.isdir(folder):
        raise Fault(f"there is no folder {folder!r} to write {path!r} into; make it first", "", 0)


def _write(path: str, audits: list[Audit], quiet: bool) -> None:
    from wengert.auditor.report.page import page

    try:
        files.write(path, page([each.audited for each in audits]).encode("utf-8"))
    except OSError as error:
        raise Failure(f"wengert: {error}", FAILED) from None
    click.echo(f"wrote {path}", err=quiet)
