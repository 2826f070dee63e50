"""The same loops with derivatives by hand or by a complex step."""

import math

from plain import exp, log, parts


def _descend(f, p, rate, steps):
    values = []
    for _ in range(steps):
        value, *grads = parts(f, *p)
        values.append(value)
        p = [x - rate * d for x, d in zip(p, grads)]
    return values, p


def polynomial_by_hand():
    xs = [k / 5 - 1 for k in range(11)]

    def loss(a, b, c):
        return sum((a + b * x + c * x * x - math.cos(x)) ** 2 for x in xs) / 11

    losses, c = _descend(loss, [0.0] * 3, 0.5, 10)
    return {"losses": losses, "c": c}


def root_by_newton():
    x = 0.0
    return {"path": [x := x - (x - math.exp(-x)) / (1 + math.exp(-x)) for _ in range(6)]}


def minimum_by_secant():
    def slope(x):
        return x**3 - 2 + math.exp(x) * 0.1

    a, b, path = 1.0, 1.5, []
    for _ in range(5):
        a, b = b, b - slope(b) * (b - a) / (slope(b) - slope(a))
        path.append(b)
    return {"path": path}


def throw_with_drag():
    def miss(vx, vy):
        x = y = 0.0
        for _ in range(12):
            drag = 0.05 * (vx * vx + vy * vy) ** 0.5
            vx, vy = vx - 0.1 * drag * vx, vy - 0.1 * (9.81 + drag * vy)
            x, y = x + 0.1 * vx, y + 0.1 * vy
        return (x - 9) ** 2 + (y - 2) ** 2

    misses, velocity = _descend(miss, [8.0, 9.0], 0.2, 5)
    return {"misses": misses, "velocity": velocity}


def springs_at_rest():
    def energy(a, b, c):
        lengths = [a, b - a, c - b, 3 - c]
        return sum(k * (d - 0.6) ** 2 for k, d in zip([1.0, 2.0, 1.0, 0.5], lengths)) / 2

    energies, places = _descend(energy, [0.1, 0.2, 2.9], 0.3, 10)
    return {"energies": energies, "places": places}


def likeliest_rate():
    sample = [1.2, 0.7, 2.4, 1.9, 1.1, 0.4]

    def loss(mean, log_spread, rate):
        normal = sum(((s - mean) / exp(log_spread)) ** 2 for s in sample) / 12 + log_spread
        return normal + rate * sum(sample) / 6 - log(rate)

    losses, params = _descend(loss, [0.5, 0.0, 0.5], 0.2, 8)
    return {"losses": losses, "params": params}
