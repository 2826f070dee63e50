"""Causes told from consequences.

An operation that is made of others shows their defects as if they were its own.  Whether a defect is its own is
told by the line: one in its own function that was seen to write the gradient.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from wengert.auditor.defects import CATALOGUE
from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft

#: What makes numbers wrong wherever the operation is used.
SPREADING = {
    "wrong-derivative", "wrong-value", "raises", "upstream-ignored", "overwritten-gradient", "constant-gradient",
}  # fmt: skip

#: Of these, what makes no value wrong.
_GRADIENTS_ALONE = {"wrong-derivative", "upstream-ignored", "overwritten-gradient"}


def causes(drafts: Sequence[Draft], blame: Blame) -> list[Draft]:
    """Those of the operations' defects that are causes, each once; the others become their consequences."""
    single = _merged(_of_one_line(drafts), lambda one, other: one.operations == other.operations)
    found: list[Draft] = []
    for draft in single:
        cause = _cause(draft, single, blame)
        if cause is None:
            found.append(draft)
        else:
            _adopt(cause, draft)
    found = by_line(found)
    found = _of_the_sweep(found, blame)
    for draft in found:
        draft.consequences = list(dict.fromkeys(draft.consequences))
        if len(draft.operations) > 1:
            draft.words = _of_several(draft)
    return found


def without_consequences(
    drafts: Sequence[Draft], known: Sequence[Draft], blame: Blame, codes: set[str] = SPREADING, among: bool = True
) -> list[Draft]:
    """Those of some drafts that nothing explains.

    Args:
        drafts: of which some may be consequences.
        known: what may explain them, if it is a defect of an operation below.
        blame: which operations are below others.
        codes: of the known ones that can.
        among: whether they may explain each other.
    """
    spreading = [draft for draft in known if draft.code in codes]
    found: list[Draft] = []
    for draft in drafts:
        below = _below(draft, blame)
        forward = draft.quantity.endswith(".data")  # a wrong derivative below does not make a value fail
        able = [each for each in spreading if not forward or each.code not in _GRADIENTS_ALONE]
        able += drafts if among else []
        cause = next((each for each in able if each is not draft and set(each.keys) & below), None)
        if cause is None:
            found.append(draft)
        else:
            _adopt(cause, draft)
    return found


def _of_the_sweep(drafts: Sequence[Draft], blame: Blame) -> list[Draft]:
    """Where most operations ignore the gradient from above, and one line writes for all, that is the sweep's defect."""
    forgetful = [draft for draft in drafts if draft.code == "upstream-ignored"]
    line = blame.common_write()
    if line is None or len({name for draft in forgetful for name in draft.operations}) < max(2, blame.count() // 2):
        return list(drafts)
    first = forgetful[0]
    first.words = (
        "Whatever the operation, its derivative is not multiplied by the gradient of its result (the chain rule)"
    )
    first.operations, first.line = (), line
    return [draft for draft in drafts if draft is first or draft not in forgetful]


def _of_one_line(drafts: Sequence[Draft]) -> list[Draft]:
    """A rule that is wrong in itself and forgets the gradient from above in the same line is one mistake."""
    wrong = {(draft.operations, draft.line): draft for draft in drafts if draft.code == "wrong-derivative"}
    found = []
    for draft in drafts:
        cause = wrong.get((draft.operations, draft.line))
        if draft.code == "upstream-ignored" and cause:
            _adopt(cause, draft)
        else:
            found.append(draft)
    return found


def of_changed_operands(drafts: Sequence[Draft], changed: Sequence[Draft]) -> list[Draft]:
    """The drafts without those of operations that change their operands: these are consequences."""
    found = []
    for draft in drafts:
        cause = next((each for each in changed if set(each.operations) & set(draft.operations)), None)
        if cause and draft.code in SPREADING:
            _adopt(cause, draft)
        else:
            found.append(draft)
    return [*found, *changed]


def _below(draft: Draft, blame: Blame) -> set[str]:
    return {each for name in draft.keys for each in blame.below(name)}


def _adopt(cause: Draft, draft: Draft) -> None:
    cause.consequences += [f"`{name}`: {CATALOGUE[draft.code].title.lower()}" for name in draft.operations]


def by_line(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts, with those of one kind and one line put together."""
    return _merged(drafts, lambda one, other: one.line is not None and one.line == other.line)


def _merged(drafts: Sequence[Draft], is_one: Callable[[Draft, Draft], bool]) -> list[Draft]:
    """The drafts, with those put together that are the same mistake."""
    merged: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in merged if other.code == draft.code and is_one(other, draft)), None)
        if twin is None:
            merged.append(draft)
        else:
            twin.operations = tuple(dict.fromkeys([*twin.operations, *draft.operations]))
            twin.keys += draft.keys
            twin.consequences += draft.consequences
    return merged


def _cause(draft: Draft, drafts: Sequence[Draft], blame: Blame) -> Draft | None:
    """Another draft, of an operation of which this one's is made."""
    below = _below(draft, blame)
    owners = blame.owner(draft.line)
    own = bool(owners & set(draft.keys)) and not (owners - set(draft.keys)) & below
    if own and draft.line is not None and not _was_guessed(draft, blame):
        return None
    for other in drafts:
        if other is not draft and set(other.keys) & below and not set(draft.keys) & _below(other, blame):
            return other
    return None


def _was_guessed(draft: Draft, blame: Blame) -> bool:
    """Whether the line is that of an operation without a rule of its own, and was not seen to write."""
    if draft.code == "overwritten-gradient" or not _below(draft, blame):
        return False
    return not blame.writes_itself(draft.keys[0])


def _of_several(draft: Draft) -> str:
    names = [f"`{name}`" for name in draft.operations]
    listed = " and ".join(names) if len(names) == 2 else ", ".join(names)
    if draft.code == "overwritten-gradient":
        return (
            f"One line replaces the gradient (`=`), where it should add to it (`+=`), for {listed}: what other uses "
            "have added is lost"
        )
    return f"{draft.words}. The same line serves {listed}"
