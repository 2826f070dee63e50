# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""Layout: a program as the instructions that the flat tier runs.

Loops stay loops.  Only one whose rounds are not alike, because a loop in it goes round more often in a later one, is
laid out round by round; within what is left, whatever is read moves evenly.

Legend: position how many steps were taken before; pace how far an address moves with a round; size how many steps
a round takes.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

from wengert.compiler.program.program import Loop, Operand, Program, Step, Straight, follows, taken
from wengert.compiler.spaces import CONST, INPUT, RESULT
from wengert.core.row import LINEAR, TABLE

if not cython.compiled:
    from wengert.compiler.flat.lanes import ask, claim

from wengert.compiler.flat import lanes

_JOIN = LINEAR.code
_LINEAR = lanes.LINEAR
_INSTRUCTIONS: array[int] = array("H", bytes(2 * 4 * (1 + max(lanes.INSTRUCTIONS)[0])))
for (_code, _count), _instruction in lanes.INSTRUCTIONS.items():
    _INSTRUCTIONS[4 * _code + _count] = _instruction


class Layout:
    """Instructions, as `lanes.py` describes them, and where things are.

    Slots are those of constants, inputs and results, in this order; every step that is taken has its own.

    Args:
        program: what is to run.
        wanted: for each input whether a derivative by it is.

    Attributes:
        code, at, loops, steps, left: the instructions.
        slots: how many slots there are.
        constants: the numbers of the first.
        inputs: the slot of the first input.
        results: that of the first result.
        outputs: those of the outputs.
        zeros: those whose adjoints have to be 0 before a sweep over lanes.

    Raises:
        ValueError: an operation has no kernel at so many operands.

    Cost: some 10 ns for an operation of a `Straight`, compiled, and some µs for a step in loops.
    """

    def __init__(self, program: Program, wanted: Sequence[bool]) -> None:
        self.constants = program.constants
        self.inputs = len(program.constants)
        self.results = self.inputs + program.inputs
        self.slots = self.results + program.steps
        writer = _Writer(self.inputs, self.results)
        for item in program.body:
            writer.write(item)
        self.code, self.at, self.loops = writer.code, writer.at, writer.loops
        self.at.extend((0, 0))  # an instruction of one operand looks at a second place too
        self.steps: array[int] = array("i")
        for j, steps in enumerate(writer.steps):
            self.loops[6 * j + 5] = self.loops[6 * j + 3] - len(self.steps)
            self.steps.extend(steps)
        self.left = self.loops[::6]
        self.outputs = array("i", [writer.slot(output, []) for output in program.outputs])
        active = bytearray(self.slots)
        active[self.inputs : self.results] = bytes(wanted)
        ask(self.code, self.at, self.loops, self.steps, self.left, active, self.results)
        for _ in range(2):
            seen = bytearray(self.slots)
            for slot in self.outputs:
                seen[slot] = 2
            claim(self.code, self.at, self.loops, self.steps, self.left, seen, self.slots)
        self.zeros: array[int] = array("i")
        slot = seen.find(2)
        while slot >= 0:
            self.zeros.append(slot)
            slot = seen.find(2, slot + 1)


class _Writer:
    """Writes one item of a program after the other.

    Attributes:
        steps: for each loop how far what its body reads moves with a round.
        position: how many steps are taken by what is written.
    """

    def __init__(self, inputs: int, results: int) -> None:
        self.firsts = {CONST: 0, INPUT: inputs, RESULT: results}
        self.code: array[int] = array("H")
        self.at: array[int] = array("i")
        self.loops: array[int] = array("i")
        self.steps: list[array[int]] = []
        self.position = 0
        self._around: list[tuple[int, int]] = []  # for each loop around its number and size; -1 and counter if unrolled

    def write(self, item: Step | Loop | Straight) -> None:
        """Append the instructions of an item."""
        if isinstance(item, Straight):
            self._straight(item)
        elif isinstance(item, Loop):
            self._loop(item)
        else:
            self._step(item)

    def slot(self, operand: Operand, paces: list[int]) -> int:
        """The slot of an operand in the first round of the loops around; how it moves with each goes to `paces`."""
        space, place, back = operand
        first = self.firsts[space] + (self.position if back else 0)
        base, sign = place.base, -1 if back else 1
        for (number, size), step in zip(self._around, place.steps, strict=True):
            if number < 0:
                base += step * size
            else:
                paces.append(sign * step + (size if back else 0))
        return first + sign * base

    def _straight(self, item: Straight) -> None:
        begin, end = item.begin, item.end
        code = array("H", bytes(2 * (end - begin)))
        reads = item.starts[end] - item.starts[begin] + 2 * item.codes[begin:end].count(_JOIN)
        at = array("i", bytes(4 * reads))
        failed = _fill(
            item.codes, item.starts, item.spaces, item.places, item.ranks, begin, end, _INSTRUCTIONS, code, at,
            self.firsts[INPUT], self.firsts[RESULT],
        )  # fmt: skip
        if failed >= 0:
            _refuse(item.codes[failed], item.starts[failed + 1] - item.starts[failed])
        self.code.extend(code)
        self.at.extend(at)
        self.position += end - begin

    def _step(self, step: Step) -> None:
        code, count = step.row.code, len(step.operands)
        if code == _JOIN:
            self.code.append(lanes.LINEAR)
            self._read(count, [0] * self._depth)
        else:
            instruction = lanes.INSTRUCTIONS.get((code, count)) or _refuse(code, count)
            self.code.append(instruction)
        for operand in step.operands:
            paces: list[int] = []
            self._read(self.slot(operand, paces), paces)
        if code == _JOIN:
            self._read(count, [0] * self._depth)
        self.position += 1

    def _read(self, number: int, paces: list[int]) -> None:
        self.at.append(number)
        moving = [j for j, _ in self._around if j >= 0]
        for j, pace in zip(moving, paces, strict=True):
            self.steps[j].append(pace)

    @property
    def _depth(self) -> int:
        return sum(j >= 0 for j, _ in self._around)

    def _loop(self, loop: Loop) -> None:
        counters = [counter if j < 0 else 0 for j, counter in self._around]
        rounds = loop.rounds.at(counters)
        if any(follows(part, len(counters)) for part in loop.body):
            for i in range(rounds):
                self._around.append((-1, i))
                for part in loop.body:
                    self.write(part)
                self._around.pop()
        elif rounds > 0:
            size = sum(taken(part, (*counters, 0)) for part in loop.body)
            self._rolled(loop, rounds, size)

    def _rolled(self, loop: Loop, rounds: int, size: int) -> None:
        j, begin = len(self.steps), self.position
        self.steps.append(array("i"))
        self.loops.extend((rounds, 0, 0, 0, 0, 0))
        still = [0] * self._depth
        self.code.append(lanes.HEAD)
        self._read(j, still)
        self.loops[6 * j + 1], self.loops[6 * j + 3] = len(self.code), len(self.at)
        self._around.append((j, size))
        for part in loop.body:
            self.write(part)
        self._around.pop()
        self.loops[6 * j + 2], self.loops[6 * j + 4] = len(self.code), len(self.at)
        self.code.append(lanes.END)
        self._read(j, still)
        self.position = begin + rounds * size


def _fill(codes: array[int], starts: array[int], spaces: bytearray, places: array[int], ranks: array[int],
          begin: int, end: int, instructions: array[int], code: array[int], at: array[int], inputs: int,
          results: int) -> int:  # fmt: skip
    """Write the instructions of operations in columns; the first of them that has no kernel, or -1."""
    code_at, start_at, space_at, place_at, rank_at = codes, starts, spaces, places, ranks
    made_of, made, read = instructions, code, at
    m = 0
    for i in range(begin, end):
        row = code_at[i]
        count = start_at[i + 1] - start_at[i]
        if row == _JOIN:
            made[i - begin] = _LINEAR
            read[m] = count
            m += 1
        else:
            if count > 3 or 4 * row >= len(made_of) or made_of[4 * row + count] == 0:
                return i
            made[i - begin] = made_of[4 * row + count]
        for k in range(start_at[i], start_at[i + 1]):
            place = place_at[k]
            if space_at[k] == CONST:
                read[m] = rank_at[place]
            else:
                read[m] = place + (inputs if space_at[k] == INPUT else results)
            m += 1
        if row == _JOIN:
            read[m] = count
            m += 1
    return -1


def _refuse(code: int, count: int) -> int:
    row = TABLE[code]
    raise ValueError(f"{row.name if row else code} of {count} operands has no kernel; open it with simplified() first")
