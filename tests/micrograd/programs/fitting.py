"""Curves fitted, equations solved and throws aimed, each with a loop of one's own."""

import math


def polynomial_by_hand(Value):
    """Three coefficients to samples of a cosine."""
    xs = [k / 5 - 1 for k in range(11)]
    ys = [math.cos(x) for x in xs]
    c = [Value(0.0), Value(0.0), Value(0.0)]
    losses = []
    for _ in range(10):
        loss = sum((c[0] + c[1] * x + c[2] * x**2 - y) ** 2 for x, y in zip(xs, ys)) / len(xs)
        for p in c:
            p.grad = 0
        loss.backward()
        for p in c:
            p.data -= 0.5 * p.grad
        losses.append(loss.data)
    return {"losses": losses, "c": [p.data for p in c]}


def root_by_newton(Value):
    """The root of x - exp(-x), by value over slope."""
    x = Value(0.0)
    path = []
    for _ in range(6):
        f = x - (-x).exp()
        x.grad = 0.0
        f.backward()
        x.data -= f.data / x.grad
        path.append(x.data)
    return {"path": path}


def minimum_by_secant(Value):
    """A minimum as a root of the gradient; the second derivative is a difference of gradients."""

    def slope(at):
        x = Value(at)
        y = x**4 / 4 - x * 2 + x.exp() * 0.1
        y.backward()
        return x.grad

    a, b = 1.0, 1.5
    path = []
    for _ in range(5):
        fa, fb = slope(a), slope(b)
        a, b = b, b - fb * (b - a) / (fb - fa)
        path.append(b)
    return {"path": path}


def throw_with_drag(Value):
    """A throw in Euler steps with drag; the starting velocity is moved until it lands on the target."""
    vx0, vy0 = Value(8.0), Value(9.0)
    misses = []
    for _ in range(5):
        x, y, vx, vy = Value(0.0), Value(0.0), vx0, vy0
        dt = 0.1
        for _ in range(12):
            speed = (vx * vx + vy * vy) ** 0.5
            vx, vy = vx - dt * 0.05 * speed * vx, vy - dt * (9.81 + 0.05 * speed * vy)
            x, y = x + dt * vx, y + dt * vy
        miss = (x - 9.0) ** 2 + (y - 2.0) ** 2
        vx0.grad = vy0.grad = 0.0
        miss.backward()
        for v in (vx0, vy0):
            v.data -= 0.2 * v.grad
        misses.append(miss.data)
    return {"misses": misses, "velocity": [vx0.data, vy0.data]}


def springs_at_rest(Value):
    """Three masses on springs between two walls settle where the energy is least."""
    places = [Value(0.1), Value(0.2), Value(2.9)]
    strength = [1.0, 2.0, 1.0, 0.5]
    energies = []
    for _ in range(10):
        ends = [0.0, *places, 3.0]
        energy = sum(k * (b - a - 0.6) ** 2 for k, a, b in zip(strength, ends, ends[1:])) * 0.5
        for p in places:
            p.grad = 0.0
        energy.backward()
        for p in places:
            p.data -= 0.3 * p.grad
        energies.append(energy.data)
    return {"energies": energies, "places": [p.data for p in places]}


def _logs_added(values):
    return sum(v.log() for v in values)


def likeliest_rate(Value):
    """Mean and spread of a sample by maximum likelihood; the spread is kept positive by exp."""
    sample = [1.2, 0.7, 2.4, 1.9, 1.1, 0.4]
    mean, log_spread, rate = Value(0.5), Value(0.0), Value(0.5)
    losses = []
    for _ in range(8):
        spread = log_spread.exp()
        normal = sum(0.5 * ((s - mean) / spread) ** 2 for s in sample) + len(sample) * log_spread
        waiting = rate * sum(sample) - _logs_added([rate] * len(sample))
        loss = (normal + waiting) / len(sample)
        for p in (mean, log_spread, rate):
            p.grad = 0.0
        loss.backward()
        for p in (mean, log_spread, rate):
            p.data -= 0.2 * p.grad
        losses.append(loss.data)
    return {"losses": losses, "params": [mean.data, log_spread.data, rate.data]}
