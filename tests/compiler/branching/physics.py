"""Regimes, switches and events."""

from math import inf, nan

import wengert as wg
from branching.case import branching, span


@branching(6, reynolds=span(500.0, 9000.0, 2300.0, 4000.0, 1.0), rough=span(0.0, 0.03, 0.0))
def friction_factor(reynolds, rough):
    """Laminar, turbulent by Colebrook's equation, a blend between the two."""

    def turbulent(number):
        root = 8.0 + 0.0 * number  # 1 over the square root
        for _ in range(20):
            inner = rough / 3.7 + 2.51 * root / number
            new = -2.0 * wg.log10(inner)
            if abs(new - root) < 1e-4:
                break
            root = new
        return 1.0 / (new * new)

    if reynolds < 2300:
        return 64.0 / reynolds
    if reynolds > 4000:
        return turbulent(reynolds)
    share = (reynolds - 2300.0) / 1700.0
    return (1.0 - share) * 64.0 / 2300.0 + share * turbulent(4000.0 + 0.0 * reynolds)


@branching(33, outside=span(-10.0, 15.0), band=span(0.2, 2.0))
def thermostat(outside, band):
    """A relay with hysteresis: on below, off above, unchanged between."""
    heat, on, used = 18.0 + 0.0 * outside, False, 0.0
    for _ in range(8):
        if heat < 19.0 - band:
            on = True
        elif heat > 19.0 + band:
            on = False
        heat = heat + 0.1 * (outside - heat) + (3.0 if on else 0.0)
        used = used + (heat - outside) ** 2 * (0.01 if on else 0.001)
    return used


@branching(5, signal=span(-4.0, 4.0, -1.0, 1.0, 0.2, -0.2, 0.0, inf, -inf, nan), gain=span(0.2, 2.0))
def amplifier(signal, gain):
    """A dead band, a linear range, saturation."""
    if -0.2 <= signal <= 0.2:
        return 0.0 * signal
    x = gain * (signal - 0.2 if signal > 0 else signal + 0.2)
    return wg.tanh(x) if abs(x) > 1 else x * (1.0 - 0.2384 * x * x)


@branching(2, x=span(-1.0, 1.0, 0.0), y=span(-1.0, 1.0, 0.0), angle=span(-2.0, 2.0, 0.0, -0.0))
def rotation(x, y, angle):
    """Rodrigues' formula, whose limit at no rotation is a case of its own: `if theta == 0`."""
    theta = abs(angle)
    if theta == 0:
        return x - angle * y
    axis = angle / theta
    return x * wg.cos(theta) - axis * y * wg.sin(theta)


@branching(3, x=span(-6.0, 6.0, 0.0, -0.0, 1e-5, -1e-5, inf, nan))
def sine_over_argument(x):
    """sin(x)/x: a plain number at 0, a series near it."""
    if x == 0:
        return 1.0
    if abs(x) < 1e-3:
        return 1.0 - x * x / 6.0
    return wg.sin(x) / x


@branching(17, speed=span(-1.0, 1.0, 0.0), push=span(-2.0, 2.0, 0.5), grip=span(0.2, 1.0))
def dry_friction(speed, push, grip):
    """Four steps of a block that sticks or slips."""
    way = 0.0
    for part in (1.0, 0.5, -1.0, 0.2):
        force = push * part
        if speed == 0 or abs(speed) < 0.05:
            if abs(force) <= grip:
                speed = 0.0 * speed
                continue
            speed = speed + 0.2 * (force - grip if force > 0 else force + grip)
        else:
            speed = speed + 0.2 * (force - (0.8 * grip if speed > 0 else -0.8 * grip))
        way = way + 0.2 * speed
    return way


@branching(6, velocity=span(2.0, 9.0), bounce=span(0.3, 0.9))
def bouncing_ball(velocity, bounce):
    """Events are located inside of a step, and the rest of the step is done after them."""
    height, time = 1.0 + 0.0 * velocity, 0.25
    for _ in range(6):
        new = height + velocity * time - 4.905 * time * time
        if new < 0:
            hit = (velocity + wg.sqrt(velocity * velocity + 19.62 * height)) / 9.81
            velocity = -bounce * (velocity - 9.81 * hit)
            height = velocity * (time - hit)
        else:
            height, velocity = new, velocity - 9.81 * time
    return height


@branching(18, angle=span(0.3, 1.3), speed=span(5.0, 30.0))
def range_of_a_throw(angle, speed):
    """Euler's steps until the ground is reached; the last is interpolated."""
    x, y = 0.0 * angle, 0.0 * angle
    u, v = speed * wg.cos(angle), speed * wg.sin(angle)
    while True:
        drag = 0.02 * wg.hypot(u, v)
        u, v = u - 0.2 * drag * u, v - 0.2 * (9.81 + drag * v)
        below, old = y, x
        x, y = x + 0.2 * u, y + 0.2 * v
        if y <= 0:
            return old + (x - old) * below / (below - y)


@branching(5, heat=span(0.0, 4000.0, 0.0, 210.0, 544.0, 964.0, 3221.0, nan))
def water(heat):
    """The temperature of a kilogram of ice that is heated; nan ends in the last branch."""
    if heat < 210.0:
        return -100.0 + heat / 2.1
    elif heat < 544.0:
        return 0.0
    elif heat < 964.0:
        return (heat - 544.0) / 4.2
    elif heat < 3221.0:
        return 100.0
    else:
        return 100.0 + (heat - 3221.0) / 2.0


@branching(3, a=span(-1.0, 1.0, 0.0), b=span(-1.0, 1.0, 0.0), c=span(-1.0, 1.0), also=[(0.3, 0.3, 0.3)])
def slope_limiter(a, b, c):
    """minmod: the lesser slope, or none where the signs differ."""

    def minmod(x, y):
        if x * y <= 0:
            return 0.0
        return x if abs(x) < abs(y) else y

    return b + 0.5 * minmod(b - a, c - b)


@branching(8, a=span(-1.0, 1.0, 0.0), b=span(-1.0, 1.0), c=span(-1.0, 1.0))
def upwind(a, b, c):
    """Two steps of Burgers' equation on a ring of three cells; each looks against the wind."""
    cells = [a, b, c]
    for _ in range(2):
        cells = [u - 0.3 * u * ((u - cells[i - 1]) if u > 0 else (cells[(i + 1) % 3] - u)) for i, u in enumerate(cells)]
    return cells[0] * cells[0] + 2.0 * cells[1] - cells[2]


@branching(10, re=span(-2.0, 0.6, 0.0), im=span(-1.2, 1.2, 0.0))
def escape_time(re, im):
    """The orbit of the Mandelbrot set until it escapes; a smooth count of its rounds."""
    x, y, n = 0.0, 0.0, 0
    while n < 20 and x * x + y * y <= 16.0:
        x, y = x * x - y * y + re, 2.0 * x * y + im
        n += 1
    return x * x + y * y if n == 20 else n + 1.0 - wg.log2(0.5 * wg.log2(x * x + y * y))
