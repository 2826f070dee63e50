"""From what an engine did to what is wrong with it, each cause once.

First the operations by themselves, then the sweep with what is known of them, then edges and manners.
"""

from __future__ import annotations

import re

from wengert.auditor.defects import CATALOGUE
from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.causes import SPREADING, by_line, causes, of_changed_operands, without_consequences
from wengert.auditor.diagnosis.differences import Differences
from wengert.auditor.diagnosis.draft import Draft
from wengert.auditor.diagnosis.edges import Edges
from wengert.auditor.diagnosis.evidence import Evidence
from wengert.auditor.diagnosis.manners import Manners
from wengert.auditor.diagnosis.numbers import Numbers
from wengert.auditor.diagnosis.order import Order
from wengert.auditor.diagnosis.powers import Powers
from wengert.auditor.diagnosis.rules import Rules
from wengert.auditor.diagnosis.sweeps import Habits
from wengert.auditor.findings import Finding, Program
from wengert.auditor.programs import spelled
from wengert.auditor.programs.battery import key

_RANK = {"wrong": 0, "limit": 1, "note": 2}


def diagnose(evidence: Evidence) -> tuple[Finding, ...]:
    """What is wrong with an engine, the worst first."""
    blame = Blame(evidence)
    rules = Rules(evidence, blame)
    manners = Manners(evidence, blame, rules)
    shared = manners.shared_state()
    if shared:  # nothing else can be told then
        return (_finding(evidence, shared),)
    drafts = list(Differences(evidence).drafts()) or _swept(evidence, blame, rules, manners)
    powers = [*Powers(evidence, blame).drafts()]
    numbers = [*Numbers(evidence, blame, rules).drafts()]
    drafts = without_consequences(drafts, [*powers, *numbers], blame, {"pow-negative-base", "constant-gradient"}, False)
    drafts += without_consequences([*Edges(evidence, blame, rules).drafts(), *powers], drafts, blame)
    drafts += without_consequences(numbers, drafts, blame)
    drafts = of_changed_operands(drafts, list(manners.operands_changed()))
    drafts += manners.in_place()
    drafts += [draft for draft in (manners.labels(), manners.drawing()) if draft]
    drafts = by_line(drafts)
    findings = [_finding(evidence, draft) for draft in drafts]
    return tuple(sorted(findings, key=lambda finding: _RANK[finding.severity]))


def right_operations(evidence: Evidence, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """The operations that are right in value and gradient, and have no part in a finding of wrong numbers."""
    blamed = {name for finding in findings if finding.severity == "wrong" for name in finding.operations}
    names: dict[str, bool] = {}
    for operation in evidence.present:
        right = all(evidence["partials", key(operation), k].right for k in range(len(operation.points)))
        names[operation.name] = names.get(operation.name, True) and right and operation.name not in blamed
    return tuple(name for name, right in names.items() if right)


def _swept(evidence: Evidence, blame: Blame, rules: Rules, manners: Manners) -> list[Draft]:
    """Engines that sweep: operations, order, and what both do to constants and operands."""
    on_operand, kept = manners.on_operand()
    alone = [draft for operation in evidence.present for draft in rules.alone(operation)]
    upstream = [] if kept else [draft for operation in evidence.present for draft in rules.upstream(operation)]
    reset = rules.resets_all()
    replaced = [] if rules.tree_is_broken() or reset else list(rules.replaced(on_operand))
    drafts = [kept] if kept else []
    drafts += causes([*alone, *upstream, *(draft for _, draft in replaced)], blame)
    ignores = any(draft.code == "upstream-ignored" and not draft.operations for draft in drafts)
    merges, same = (frozenset[str](), []) if kept or ignores else manners.same(drafts)
    habits = Habits(frozenset(habit for habit, _ in replaced), on_operand, merges, ignores)
    spoiling = SPREADING - {"overwritten-gradient"}
    spoiled = {name for draft in drafts if draft.code in spoiling for name in draft.operations}
    order = Order(evidence, blame, rules, habits, spoiled)
    if reset:
        return [reset, *order.drafts(in_order=False)]
    found = order.sweep()
    if found and found.code == "overwritten-gradient":
        drafts = [each for each in drafts if each.code != found.code]
    if found:  # it explains what is wrong with operations that are made of others, whose inner nodes are used twice
        drafts = [each for each in drafts if each.code != "wrong-derivative" or not any(map(blame.below, each.keys))]
        drafts.append(found)
    drafts += [draft for draft in same if draft.code == "operands-in-set" or not found]
    if evidence.engine["by hand"]:
        drafts.append(order.unseeded())
    drafts += order.drafts(in_order=not found or found.code == "overwritten-gradient")
    others = [
        manners.inputs_changed(),
        manners.untouched(),
        None if kept else manners.late(),
        None if any(draft.code == "operands-in-set" for draft in drafts) else manners.container(),
        manners.clearing(order.adds_up(), order.entry()),
    ]
    return [*drafts, *(draft for draft in others if draft)]


def _finding(evidence: Evidence, draft: Draft) -> Finding:
    defect, probe = CATALOGUE[draft.code], draft.probe
    shown: tuple[str, ...] = ()
    program, quantity = None, draft.quantity
    if probe is not None:
        shown = spelled.program(evidence.engine, probe, draft.sweeps, draft.change)
        program = _drawable(probe.program, probe.out)
        quantity = spelled.quantity(evidence.engine, quantity)
    return Finding(
        draft.code,
        draft.severity or defect.severity,
        draft.operations,
        f"{draft.words}.",
        shown,
        program,
        quantity,
        draft.got,
        draft.right,
        evidence.sources.place(draft.line),
        defect.repair,
        tuple(draft.consequences),
    )


def _drawable(program: Program, out: str) -> Program | None:
    """The program up to its output, with the inputs it has; None if wengert cannot draw it."""
    lines = list(program.lines)
    while lines[-1].partition("=")[0].strip() != out:
        lines.pop()
    text = " ".join(lines)
    if re.search(r"\b(iadd|imul|softmax|logsumexp)\b", text):
        return None
    return Program({name: x for name, x in program.inputs.items() if re.search(rf"\b{name}\b", text)}, tuple(lines))
