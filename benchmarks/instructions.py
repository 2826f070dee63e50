"""Instructions per node, counted by valgrind: a figure that does not drift with the machine's clock.

    python benchmarks/instructions.py [--nodes 20000] [--functions]

A program runs at two sizes; the difference of the instructions, divided by the difference of the
nodes, is what one node costs.  With --functions, the same difference by function (inlined ones count
in their callers).  The compiled core is meant; any other is counted too.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from common import environment

_START = "from wengert import Value; x, a, b = Value(0.3), Value(0.9999), Value(0.0001)"
_LOOP = """
def f(x, a, b, n):
    for _ in range(n):
        x = x * a + b
    return x
y = f(x, a, b, {nodes} // 2)
"""
_TANH = """
def f(x, n):
    for _ in range(n):
        x = x.tanh()
    return x
y = f(x, {nodes})
"""
_NUMBER = """
def f(x, n):
    for _ in range(n):
        x = x * 0.9999
    return x
y = f(x, {nodes})
"""
_SMALL = """
for _ in range({nodes} // 1000):
    y = f(x, a, b, 500)
"""
_END = "\nimport os; os._exit(0)"  # without freeing the graph

#: What is counted: a program, and the one that does all of it but what the figure is of, if there is one.
PROGRAMS: dict[str, tuple[str, str | None]] = {
    "a float operation, + and *": ("x, a, b = 0.3, 0.9999, 0.0001" + _LOOP + _END, None),
    "forward, + and *": (_START + _LOOP + _END, None),
    "forward, tanh()": (_START + _TANH + _END, None),
    "forward, a Value times a number": (_START + _NUMBER + _END, None),
    "backward": (_START + _LOOP + "y.backward()" + _END, _START + _LOOP + _END),
    "forward and freeing, graphs of 1000": (_START + _LOOP.replace("{nodes} // 2", "0") + _SMALL + _END, None),
    "freeing": (_START + _LOOP + "del y" + _END, _START + _LOOP + _END),
}


def counted(program: str, nodes: int, folder: Path) -> Counter[str]:
    """Instructions by function of a program at one size."""
    out = folder / "out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", sys.executable, "-c"]
    done = subprocess.run(
        [*command, program.format(nodes=nodes)], env=environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line and not line.startswith("==")]
        sys.exit(f"the program failed under valgrind: {said[-1] if said else done.returncode}")
    return by_function(out.read_text(errors="replace"))


def by_function(text: str) -> Counter[str]:
    """The instructions in a file of callgrind, by function, without those of what a function calls.

    Source: Callgrind Format Specification, valgrind's manual.
    """
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    function, skip = "", False
    for line in text.splitlines():
        if line.startswith("fn="):
            match = re.match(r"fn=\((\d+)\)(?: (.*))?", line)
            assert match is not None
            function = names.setdefault(match[1], match[2] or "")
        elif line.startswith("cfn="):
            match = re.match(r"cfn=\((\d+)\)(?: (.*))?", line)
            assert match is not None
            names.setdefault(match[1], match[2] or "")
        elif line.startswith("calls="):
            skip = True  # the next line has the callee's instructions
        elif re.match(r"[0-9+*-]", line):
            if not skip:
                counts[function] += int(line.split()[1])
            skip = False
    return counts


def per_node(program: str, nodes: int, folder: Path) -> Counter[str]:
    """Instructions that one more node costs, by function, in thousandths."""
    few, many = (counted(program, size, folder) for size in (nodes, 3 * nodes))
    many.subtract(few)
    return Counter({name: round(1000 * count / (2 * nodes)) for name, count in many.items()})


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=20_000, help="the smaller size; the larger is three times it")
    parser.add_argument("--functions", action="store_true", help="also by function, from 1 instruction on")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("valgrind is not installed: nothing to count with")
        return
    done: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, (program, without) in PROGRAMS.items():
            for text in filter(None, (program, without)):
                if text not in done:
                    done[text] = per_node(text, options.nodes, Path(folder))
            found = Counter(done[program])
            found.subtract(done.get(without or "", {}))
            print(f"{what:36}{sum(found.values()) / 1000:10.1f} instructions per node", flush=True)
            if options.functions:
                for name, count in found.most_common():
                    if count >= 1000:
                        print(f"{'':8}{count / 1000:10.1f}  {name}")


if __name__ == "__main__":
    os.chdir(tempfile.gettempdir())
    main()
