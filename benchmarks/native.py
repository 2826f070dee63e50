"""The bars of compiled functions: `python benchmarks/native.py`, or `make bench`.

    python benchmarks/native.py w3 gmm-d10 --rounds 9
    python benchmarks/native.py --json results.json --into docs/performance.md --fail
    python benchmarks/native.py --list

All systems of a workload take turns (turns.py); what is printed is the median, with the least and the largest, and
bars are medians of ratios that were taken within one round.  A wrong number is an error and no time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from common import median
from peers import versions
from turns import reference, round_robin
from wengert import _build
from work import WORK
from work.base import TIERS, Bar, Work

BEGIN, END = "<!-- native.py -->", "<!-- end of native.py -->"
Found = dict[str, dict[str, Any]]  # of one start: system -> what round_robin says of it


def collect(key: str, work: Work, chosen: list[str], starts: int, rounds: int, limit: float) -> list[Found]:
    """A workload measured anew some times; a system that failed or is missing is not tried again."""
    runs: list[Found] = []
    systems = {name: system for name, system in work.systems.items() if not chosen or name in chosen}
    over: Found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reference.npy"
        reference(key, path)
        for start in range(starts):
            progress(f"{key}: start {start + 1} of {starts}")
            found = round_robin(key, {n: s for n, s in systems.items() if n not in over}, path, rounds, limit)
            over |= {name: answer for name, answer in found.items() if "cpu" not in answer}
            runs.append(found | over)
    progress("")
    return runs


def progress(text: str) -> None:
    """Say on a terminal what is being measured."""
    if sys.stderr.isatty():
        print(f"{text:50}", end="\r", file=sys.stderr, flush=True)


def figures(runs: list[Found], system: str, figure: str, clock: str) -> list[float]:
    """What was measured of a system, in seconds or GB: of each start, or of each turn."""
    good = [run[system] for run in runs if "cpu" in run.get(system, ())]
    return [x for found in good for x in (found[clock] if figure == "next" else [found[figure]])]


def verdict(work: Work, runs: list[Found], bar: Bar) -> dict[str, Any]:
    """Whether a bar is met."""
    ours = figures(runs, bar.system, bar.figure, bar.clock)
    what = {"next": "", "first": "first answer ", "memory": "memory "}[bar.figure] + bar.system.replace("wengert", "")
    line: dict[str, Any] = {"what": what.strip(" ,"), "most": bar.most, "figure": None, "met": ""}
    if bar.against:
        theirs = figures(runs, bar.against, bar.figure, bar.clock)
        ratios = [a / b for a, b in zip(ours, theirs, strict=False)]
        line["unit"] = f"x {bar.against}" + (", wall clock" if bar.clock == "wall" else "")
        line["figure"] = median(ratios) if ratios else None
    else:
        scale, line["unit"] = {"next": (work.scale, work.unit), "first": (1.0, "s"), "memory": (1.0, "GB")}[bar.figure]
        line["figure"] = scale * median(ours) if ours else None
    if line["figure"] is not None:
        line["met"] = "yes" if line["figure"] <= bar.most else "NO"
    elif any("failed" in runs[-1].get(name, ()) for name in (bar.system, bar.against)):
        line["met"] = "error"
    return line


def show(number: float) -> str:
    """A number with three digits that count."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def rows(work: Work, runs: list[Found]) -> list[dict[str, Any]]:
    """A line for each system: the first answer, one at once, one when all has settled, and ours divided by it."""
    found = []
    ours = figures(runs, "wengert", "next", "cpu")
    for name in runs[0]:
        answer = runs[-1][name]
        if "cpu" not in answer:
            said = f"{answer['missing']} is not installed" if "missing" in answer else f"failed: {answer['failed']}"
            found.append({"system": name, "next": None, "said": said})
            continue
        turns = figures(runs, name, "next", "cpu")
        ratios = [a / b for a, b in zip(ours, turns, strict=False)]
        found.append({
            "system": name, "first": median(figures(runs, name, "first", "cpu")),
            "soon": work.scale * median(figures(runs, name, "soon", "cpu")),
            "next": work.scale * median(turns), "least": work.scale * min(turns), "largest": work.scale * max(turns),
            "ratio": median(ratios) if ratios else None,
        })  # fmt: skip
    return found


def table(columns: list[str], lines: list[list[str]]) -> str:
    """Markdown, in columns that also read well unrendered."""
    widths = [max(len(line[i]) for line in [columns, *lines]) for i in range(len(columns))]
    padded = [" | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) for line in [columns, *lines]]
    rule = "|".join("-" * (width + 2) for width in widths)
    return "\n".join([f"| {padded[0]} |", f"|{rule}|", *(f"| {line} |" for line in padded[1:])])


def page(work: Work, lines: list[dict[str, Any]], bars: list[dict[str, Any]]) -> str:
    """What was found of a workload."""
    cells = []
    for line in lines:
        if line["next"] is None:
            cells.append([line["system"], "", "", line["said"], ""])
            continue
        spread = f"{show(line['next'])} ({show(line['least'])} to {show(line['largest'])})"
        cells.append([line["system"], show(line["first"]), show(line["soon"]), spread,
                      show(line["ratio"]) if line["ratio"] else ""])  # fmt: skip
    columns = ["system", "first, s", f"at once, {work.unit}", f"then, {work.unit}", "ours / it"]
    parts = [f"### {work.title}", table(columns, cells)]
    if bars:
        said = [[bar["what"], f"at most {show(bar['most'])} {bar['unit']}",
                 "" if bar["figure"] is None else show(bar["figure"]), bar["met"]] for bar in bars]  # fmt: skip
        parts.append(table(["what", "bar", "measured", "met"], said))
    return "\n\n".join(parts)


def summary(found: dict[str, dict[str, Any]]) -> str:
    """A line for each workload: ours, C, the best peer, the bars."""
    cells = []
    for key, entry in found.items():
        good = {line["system"]: line for line in entry["systems"] if line["next"] is not None}
        ours = good.get("wengert")
        c = good.get("C", good.get("C objective"))
        peers = [line for name, line in good.items() if not name.startswith(("wengert", "C", "NumPy"))]
        best = min(peers, key=lambda line: line["next"]) if peers else None
        bars = "; ".join(
            f"{bar['what']} {show(bar['figure'])} {bar['unit']} (at most {show(bar['most'])}): {bar['met']}".strip()
            for bar in entry["bars"] if bar["figure"] is not None
        )  # fmt: skip
        cells.append([
            entry["title"], f"{show(ours['next'])} {entry['unit']}" if ours else "", times(c),
            f"{best['system']} {times(best)}" if best else "", bars, f"`{key}`",
        ])  # fmt: skip
    return table(["what", "ours", "C (ours / C)", "best peer (ours / it)", "bars", "`native.py`"], cells)


def times(line: dict[str, Any] | None) -> str:
    """Another system's figure, and how many times as long ours takes."""
    return "" if line is None else show(line["next"]) + (f" ({show(line['ratio'])} x)" if line["ratio"] else "")


def place(path: Path) -> tuple[str, str]:
    """What stands before and after the tables in a page of the docs."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{path} has no place for the tables: a line {BEGIN} and below it a line {END}")
    return before, after


def machine() -> dict[str, Any]:
    """What was measured on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), model)
        wide = any("avx512f" in line for line in lines)
    except OSError:
        wide = False
    try:
        gcc = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True).stdout.strip()
    except OSError:
        gcc = ""
    return {
        "processor": model, "avx512": wide, "cores": os.cpu_count(), "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}", "gcc": gcc, "peers": versions(),
        "build": "compiled" if all(_build.compiled().values()) else "interpreted",
        "tiers": TIERS, "load": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }  # fmt: skip


def heading(about: dict[str, Any], starts: int, rounds: int) -> str:
    """The machine in a sentence."""
    others = ", ".join(f"{name} {version}" for name, version in about["peers"].items() if name != "wengert")
    return (
        f"wengert, {about['build']} core{'' if about['tiers'] else ', flat tier only'}; Python {about['python']}, "
        f"{about['system']}, {about['cores']} cores{', AVX-512' if about['avx512'] else ''}; gcc {about['gcc']}; "
        f"{others}; medians of {starts} starts with {rounds} rounds each (least to largest); one thread; CPU "
        "time, first answers by the shorter of both clocks."
    )


def main() -> int:
    """Measure, print, write; 1 if a measurement failed, or with --fail if a bar was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", nargs="*", choices=[[], *WORK], help="these workloads; all if none is named")
    parser.add_argument("--system", action="append", default=[], help="this system alone; may be said again")
    parser.add_argument("--starts", type=int, default=3, help="how often every process begins anew (3)")
    parser.add_argument("--rounds", type=int, default=7, help="how often all take turns in each (7)")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds that one answer may take (120)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write everything that was measured there")
    parser.add_argument("--into", type=Path, metavar="FILE", help="put the tables between its two marks")
    parser.add_argument("--fail", action="store_true", help="exit with 1 if a bar was missed")
    parser.add_argument("--list", action="store_true", help="name the workloads and their systems, and measure nothing")
    options = parser.parse_args()
    if options.list:
        for key, work in WORK.items():
            print(f"{key:12} {work.title}: {'; '.join(work.systems)}")
        return 0
    if options.into:
        place(options.into)  # or a quarter of an hour would be lost
    about = machine()
    print(heading(about, options.starts, options.rounds), flush=True)
    found: dict[str, dict[str, Any]] = {}
    pages = []
    for key in options.work or WORK:
        work = WORK[key]
        runs = collect(key, work, options.system, options.starts, options.rounds, options.limit)
        bars = [verdict(work, runs, bar) for bar in work.bars]
        lines = rows(work, runs)
        found[key] = {"title": work.title, "unit": work.unit, "systems": lines, "bars": bars, "runs": runs}
        pages.append(page(work, lines, bars))
        print(f"\n{pages[-1]}", flush=True)
    short = summary(found)
    print(f"\n{short}")
    if options.json:
        whole = {"about": about, "work": found}
        options.json.write_text(json.dumps(whole, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if options.into:
        before, after = place(options.into)
        text = "\n\n".join([BEGIN, heading(about, options.starts, options.rounds), short, *pages, END])
        options.into.write_text(f"{before}{text}{after}", encoding="utf-8")
    failed = any("failed" in answer for entry in found.values() for run in entry["runs"] for answer in run.values())
    missed = any(bar["met"] == "NO" for entry in found.values() for bar in entry["bars"])
    return int(failed or (options.fail and missed))


if __name__ == "__main__":
    sys.exit(main())
