"""wg.audit: one class examined, or many at once."""

from __future__ import annotations

import concurrent.futures
import os
import threading
import time
from collections.abc import Iterator, Sequence

from wengert.auditor import process, targets
from wengert.auditor.diagnosis.diagnose import diagnose, right_operations
from wengert.auditor.diagnosis.evidence import Evidence
from wengert.auditor.diagnosis.sources import Sources
from wengert.auditor.findings import Audited, Trouble
from wengert.auditor.programs.battery import jobs, probes
from wengert.auditor.report.report import Audit
from wengert.auditor.targets import Target
from wengert.auditor.targets import targets_in as targets_in

#: Seconds for one class in all, and for one program.
SECONDS, EACH = 20.0, 3.0

#: What most engines have; of these it is said which are absent.
USUAL = ("+", "-", "*", "/", "**", "neg", "exp", "log", "tanh", "sigmoid", "relu")


def audit(of: type | str | os.PathLike[str], *, seconds: float = SECONDS) -> Audit:
    """Say what is wrong with someone's own Value class, and how to repair it.

    The class is made anew in a process of its own, from the parts of its file that it needs: THE FILE IS
    EXECUTED.  There it is found out how the class is used, and some thousand small programs are run with it.
    What comes out is held against the right numbers, and explained: by which operations replace gradients or
    forget the upstream one, by which mistaken order of the sweep gives just these numbers.  A cause is named
    once, with its consequences.

    Args:
        of: a class; or "engine.py", "engine.py:Value", "notes.ipynb", "package.module:Value".
        seconds: for all of it; what takes longer is ended.

    Returns:
        An Audit: print it, ask `.ok`, `.score`, `.findings`, or `.save("report.html")`.  A class that could not be
        examined has `.trouble`, which says why.

    Raises:
        TypeError: of is none of these; seconds are no number.
        ValueError: a folder; a text in no form of a target; a class whose source is not in a file, a notebook or a
            module; seconds are not above 0.

    Cost: about a second.

    >>> import tempfile, pathlib, wengert as wg
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder, "engine.py")
    ...     _ = path.write_text('''
    ... class Value:
    ...     def __init__(self, data):
    ...         self.data, self.grad, self.operands, self.rule = data, 0.0, (), None
    ...     def __mul__(self, other):
    ...         out = Value(self.data * other.data)
    ...         out.operands = self, other
    ...         def rule():
    ...             self.grad = other.data * out.grad
    ...             other.grad = self.data * out.grad
    ...         out.rule = rule
    ...         return out
    ...     def backward(self):
    ...         nodes, seen = [], set()
    ...         def visit(node):
    ...             if node not in seen:
    ...                 seen.add(node)
    ...                 for operand in node.operands:
    ...                     visit(operand)
    ...                 nodes.append(node)
    ...         visit(self)
    ...         self.grad = 1.0
    ...         for node in reversed(nodes):
    ...             if node.rule:
    ...                 node.rule()
    ... ''')
    ...     found = wg.audit(path)
    >>> found.ok, found.findings[0].code, found.findings[0].place.line
    (False, 'overwritten-gradient', 9)
    """
    if isinstance(of, type):
        target = targets.of_class(of)
    elif isinstance(of, (str, os.PathLike)):
        target = targets.written(os.fspath(of))
    else:
        raise TypeError(f"audit needs a class, or text such as 'engine.py:Value', got {type(of).__name__}")
    if not isinstance(seconds, (int, float)):
        raise TypeError(f"seconds must be a number, got {type(seconds).__name__}")
    if not seconds > 0.0:
        raise ValueError(f"seconds must be above 0, got {seconds!r}")
    return examine(target, seconds)


def audit_all(of: Sequence[str], *, seconds: float = SECONDS, jobs: int | None = None) -> Iterator[Audit]:
    """Audit many classes, several at once; the reports come as they are ready.

    Args:
        of: as `audit` takes them.
        seconds: for each.
        jobs: how many at once; one for each core without it.
    """
    listed = [targets.written(text) for text in of]
    stop = threading.Event()
    pool = concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count() or 1)
    try:
        arriving = [pool.submit(examine, target, seconds, stop) for target in listed]
        for each in concurrent.futures.as_completed(arriving):
            yield each.result()
    finally:  # also where the caller has enough, or was interrupted
        stop.set()
        pool.shutdown(cancel_futures=True)


def examine(target: Target, seconds: float, stop: threading.Event | None = None) -> Audit:
    """Examine one class: ask a child, and say what its answers mean."""
    begun = time.monotonic()
    listed = probes()
    answers = process.ask({"target": target.job, "probes": jobs(listed), "each": EACH}, seconds, EACH + 5.0, stop=stop)
    name = str(answers.said.get("name") or target.job["class"])
    trouble = answers.trouble or _unfinished(answers, seconds)
    if trouble is not None:
        return Audit(Audited(target.shown, name, trouble=trouble, seconds=time.monotonic() - begun))
    engine = answers.said["engine"]
    evidence = Evidence(engine, answers.said["imports"], Sources(answers.said["source"]), listed, answers.answers)
    findings = diagnose(evidence)
    present = {operation.name for operation in evidence.present}
    usage = {
        "make": engine["leaf"].replace("{number}", "2.0").replace("{label!r}", "'a'"),
        "data": engine["data"],
        "gradients": engine["backward"].format("y"),
        "gradient": engine["grad"],
        "clear": engine["clear"],
    }
    return Audit(
        Audited(
            target.shown,
            name,
            findings,
            right=right_operations(evidence, findings),
            absent=tuple(op for op in USUAL if op not in present and op not in evidence.left_out),
            unexamined={op: f"needs {missing}" for op, missing in evidence.left_out.items()},
            usage={what: words for what, words in usage.items() if words},
            programs=len(answers.answers),
            seconds=time.monotonic() - begun,
        )
    )


def _unfinished(answers: process.Answers, seconds: float) -> Trouble | None:
    """Why too little is known to say anything; None if all was asked."""
    if "engine" not in answers.said:
        return Trouble("crash", "The process that executed it ended without a word.")
    if not answers.unasked:
        return None
    ran = f"Only {len(answers.answers)} of {len(answers.answers) + answers.unasked} programs could be run"
    if answers.why == "time":
        return Trouble("time", f"{ran} within {seconds:g} s. Give it more time: --seconds {3 * seconds:g}.")
    return Trouble(answers.why, f"{ran}: its operations end the process again and again.")
