"""Programs in ordinary scalar Python whose loops are to be found again."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from math import isclose
from typing import Any, NamedTuple

import wengert as wg
from wengert import Value, nn
from wengert.compiler.program.build import rolled
from wengert.compiler.program.oracle import evaluate, gradient
from wengert.compiler.program.program import Program
from wengert.compiler.program.verify import verify
from wengert.compiler.spaces import CONST
from wengert.compiler.tracing.trace import Trace, recording
from wengert.core import value
from wengert.core.value import topological


def traced(function: Callable[[list[Value]], Any], numbers: Sequence[float]) -> tuple[Trace, list[Value], list[Value]]:
    """The trace of a function of some numbers, its inputs and its outputs."""
    xs = [Value(x) for x in numbers]
    with recording() as made:
        out = function(xs)
    outputs = list(out) if isinstance(out, (list, tuple)) else [out]
    return Trace(made, xs, outputs), xs, outputs


def program_of(function: Callable[[list[Value]], Any], count: int) -> Program:
    """The program of a function of some count of numbers that are not special."""
    trace, _, _ = traced(function, spread(count))
    return rolled(trace)


def spread(count: int) -> list[float]:
    """Numbers between 0.3 and 1.2, in no order."""
    return [0.3 + 0.9 * (i * 0.6180339887 % 1) for i in range(count)]


class Workload(NamedTuple):
    """A function of a list, how many numbers it takes, and how many steps its program has."""

    function: Callable[[list[Value]], Any]
    inputs: int
    static: int


def dot(x):
    half = len(x) // 2
    total = x[0] * x[half]
    for i in range(1, half):
        total = total + x[i] * x[half + i]
    return total


def matrix_vector(size):
    def run(x):
        v, matrix = x[:size], x[size:]
        out = []
        for i in range(size):
            row = matrix[i * size] * v[0]
            for j in range(1, size):
                row = row + matrix[i * size + j] * v[j]
            out.append(row.relu())
        return out

    return run


def horner(x):
    y = x[-1]
    for coefficient in reversed(x[1:-1]):
        y = y * x[0] + coefficient
    return y


def rosenbrock(x):
    return sum(100.0 * (x[i + 1] - x[i] ** 2) ** 2 + (1.0 - x[i]) ** 2 for i in range(len(x) - 1))


PAIRS = ((0, 1), (0, 2), (1, 2))


def three_bodies(rounds, dt=0.004, soft=0.01):
    """Masses and places in a plane; leapfrog; energy at the end and how far the second body is."""

    def gap(place, i, j):
        dx, dy = place[j][0] - place[i][0], place[j][1] - place[i][1]
        return dx, dy, dx * dx + dy * dy + soft

    def pull(mass, place):
        force = [[0.0, 0.0] for _ in mass]
        for i, j in PAIRS:
            dx, dy, square = gap(place, i, j)
            weight = 1.0 / (square * wg.sqrt(square))
            for k, by in ((0, dx * weight), (1, dy * weight)):
                force[i][k] = force[i][k] + mass[j] * by
                force[j][k] = force[j][k] - mass[i] * by
        return force

    def moved(points, speeds, by):
        pairs = zip(points, speeds, strict=True)
        return [[point + speed * by for point, speed in zip(*pair, strict=True)] for pair in pairs]

    def run(x):
        mass, place = x[:3], [[x[3 + 2 * i], x[4 + 2 * i]] for i in range(3)]
        speed = [[0.1, 0.5], [-0.2, -0.6], [0.5, 0.1]]
        force = pull(mass, place)
        for _ in range(rounds):
            speed = moved(speed, force, dt / 2)
            place = moved(place, speed, dt)
            force = pull(mass, place)
            speed = moved(speed, force, dt / 2)
        energy = sum((u * u + v * v) * m * 0.5 for m, (u, v) in zip(mass, speed, strict=True))
        for i, j in PAIRS:
            energy = energy - mass[i] * mass[j] / wg.sqrt(gap(place, i, j)[2])
        return energy + place[1][0] ** 2 + place[1][1] ** 2

    return run


def triangular_product(size):
    """A triangle of a full matrix times a vector: only rows' beginnings are read."""

    def run(x):
        v, matrix = x[:size], x[size:]
        out = []
        for i in range(size):
            row = matrix[i * size] * v[0]
            for j in range(1, i + 1):
                row = row + matrix[i * size + j] * v[j] * 0.5
            out.append(row)
        return out

    return run


def triangular_solve(size):
    """Forward substitution: each unknown needs all before it."""

    def run(x):
        right, matrix = x[:size], x[size:]
        y = []
        for i in range(size):
            rest = right[i]
            for j in range(i):
                rest = rest - matrix[i * size + j] * y[j]
            y.append(rest / matrix[i * size + i])
        return y

    return run


def digits(inputs=64, hidden=32, classes=10, right=3):
    """A network of two layers at one sample of zeros and other numbers, and its cross-entropy."""
    sample = [(7 * i % 17) / 16 for i in range(inputs)]

    def run(p):
        weights, p = p[: inputs * hidden], p[inputs * hidden :]
        bias, p = p[:hidden], p[hidden:]
        outer, last = p[: hidden * classes], p[hidden * classes :]
        h = []
        for j in range(hidden):
            a = bias[j]
            for q in range(inputs):
                a = a + weights[j * inputs + q] * sample[q]
            h.append(wg.tanh(a))
        z = []
        for k in range(classes):
            a = last[k]
            for j in range(hidden):
                a = a + outer[k * hidden + j] * h[j]
            z.append(a)
        total = wg.exp(z[0])
        for score in z[1:]:
            total = total + wg.exp(score)
        return wg.log(total) - z[right]

    return run


def network(x):
    """A net of wengert.nn, whose parameters are captured."""
    return nn.MLP(len(x), [4, 4, 1], seed=1)(x)


def many_operands(x):
    """The log of a sum of exponentials of each four numbers, added."""
    total = wg.logsumexp(*x[:4])
    for i in range(4, len(x), 4):
        total = total + wg.logsumexp(*x[i : i + 4])
    return total


def recursion(x):
    """A power, by a function that calls itself."""

    def power(y, n):
        return y if n == 1 else power(y, n - 1) * y

    return power(x[0], 40)


WORKLOADS = {
    "dot": Workload(dot, 200, 3),
    "matrix_vector_relu": Workload(matrix_vector(10), 110, 4),
    "horner": Workload(horner, 40, 4),
    "rosenbrock": Workload(rosenbrock, 1000, 16),
    "three_bodies": Workload(three_bodies(1000), 9, 275),
    "triangular_product": Workload(triangular_product(8), 72, 16),
    "triangular_solve": Workload(triangular_solve(4), 20, 16),
    "digits": Workload(digits(), 64 * 32 + 32 + 32 * 10 + 10, 14),
    "network": Workload(network, 3, 16),
    "many_operands": Workload(many_operands, 40, 3),
    "recursion": Workload(recursion, 1, 2),
}


def listed(trace: Trace) -> list[tuple[int, list[tuple[int, Any]]]]:
    """The operations of a trace: row and operands, each a space and a place, or a number's bits."""
    constants = bits(trace.constants)
    found = []
    for i, code in enumerate(trace.codes):
        operands = range(trace.starts[i], trace.starts[i + 1])
        places = [(trace.spaces[k], trace.places[k]) for k in operands]
        found.append((code, [(space, constants[place] if space == CONST else place) for space, place in places]))
    return found


def relisted(program: Program) -> list[tuple[int, list[tuple[int, Any]]]]:
    """The same of a program's steps as they are taken."""
    constants = bits(program.constants)
    return [
        (row.code, [(space, constants[place] if space == CONST else place) for space, place in operands])
        for row, operands in program.unrolled()
    ]


def bits(numbers: Sequence[float]) -> list[bytes]:
    """Numbers as they are in memory: -0.0 is not 0.0, and nan is itself."""
    return [struct.pack("d", x) for x in numbers]



def check(trace: Trace, outputs: Sequence[Value]) -> Program:
    """Hold a program against its trace: the same steps, the same outputs, the same gradients."""
    program = rolled(trace)
    verify(program)
    assert listed(trace) == relisted(program)
    assert len(trace) == program.steps
    numbers = [x.data for x in trace.inputs]
    assert bits([y.data for y in outputs]) == bits(evaluate(program, numbers))
    seeds = [1.0 + 0.25 * i for i in range(len(outputs))]
    total = value.constant(0.0)
    for y, seed in zip(outputs, seeds, strict=True):
        total = total + y * seed
    total.backward()
    largest = max((abs(node.grad) for node in topological([total])), default=0.0)
    found = gradient(program, numbers, seeds)
    for x, slope in zip(trace.inputs, found, strict=True):
        assert isclose(x.grad, slope, rel_tol=1e-9, abs_tol=1e-11 * largest)  # only the order of additions differs
    return program
