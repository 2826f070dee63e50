"""Iterations that end when they are near enough."""

import wengert as wg
from branching.case import branching, span


@branching(7, a=span(0.1, 100.0, 1.0, 4.0, 0.0, float("nan"), float("inf")))
def newton_square_root(a):
    """Newton's method with a tolerance and a limit."""
    x = 0.5 * (a + 1.0)
    for _ in range(12):
        if abs(x * x - a) <= 1e-12 * a:
            break
        x = 0.5 * (x + a / x)
    return x


@branching(8, mean=span(0.0, 6.28, 0.0), eccentricity=span(0.0, 0.9, 0.0))
def kepler(mean, eccentricity):
    """The eccentric anomaly: Newton from a start that depends on the case."""
    angle = mean if eccentricity < 0.8 else mean * 0.0 + 3.14159
    step = 1.0
    rounds = 0
    while abs(step) > 1e-10 and rounds < 10:
        step = (angle - eccentricity * wg.sin(angle) - mean) / (1.0 - eccentricity * wg.cos(angle))
        angle = angle - step
        rounds += 1
    return angle


@branching(9, count=30, c=span(-8.0, 8.0, 0.0, 2.0))
def bisection(c):
    """The root of x**3 + x = c, halving an interval whose ends carry c."""
    low, high = -abs(c) - 1.0, abs(c) + 1.0
    for _ in range(5):
        middle = 0.5 * (low + high)
        value = middle * middle * middle + middle - c
        if value == 0:
            return middle
        if value < 0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


@branching(8, count=40, c=span(0.2, 4.0, 1.0))
def bracketing(c):
    """A bracket is widened until the sign changes, then the false position is taken."""

    def gap(x):
        return x + wg.sin(2.0 * x) - c

    low, high = 0.0 * c, 0.25 + 0.0 * c
    while gap(high) < 0:
        low, high = high, 2.0 * high
    for _ in range(3):
        at_low, at_high = gap(low), gap(high)
        x = (low * at_high - high * at_low) / (at_high - at_low)
        if gap(x) < 0:
            low = x
        else:
            high = x
    return x


@branching(6, k=span(0.1, 0.9))
def fixed_point(k):
    """x = cos(k x), repeated until it stands still."""
    old, x = k, wg.cos(k)
    while abs(x - old) > 0.01:
        old, x = x, wg.cos(k * x)
    return x


@branching(7, x=span(0.1, 600.0, 8.0, 1.0, 0.125, 0.01, 0.05, 5.0))
def scaled_cube_root(x):
    """The argument is brought into 1 … 8, Halley's method does the rest."""
    scale = 1.0
    while x >= 8.0:
        x = x / 8.0
        scale *= 2.0
    while x < 1.0:
        x = x * 8.0
        scale /= 2.0
    y = 0.5 + 0.25 * x
    for _ in range(3):
        cube = y * y * y
        y = y * (cube + 2.0 * x) / (2.0 * cube + x)
    return scale * y


@branching(8, x=span(-2.0, 2.0, 0.0), y=span(-1.0, 3.0))
def line_search(x, y):
    """Armijo's rule: a step along Rosenbrock's gradient is halved until it is worth it."""

    def valley(x, y):
        return (1.0 - x) ** 2 + 10.0 * (y - x * x) ** 2

    by_x = -2.0 * (1.0 - x) - 40.0 * x * (y - x * x)
    by_y = 20.0 * (y - x * x)
    start, slope = valley(x, y), by_x * by_x + by_y * by_y
    step = 1.0
    for _ in range(8):
        if valley(x - step * by_x, y - step * by_y) <= start - 0.1 * step * slope:
            break
        step *= 0.5
    else:
        return start
    return valley(x - step * by_x, y - step * by_y)


@branching(5, count=30, a=span(0.05, 2.0), b=span(0.1, 3.0))
def adaptive_simpson(a, b):
    """An integral by recursion, deeper where the halves disagree with the whole."""

    def height(x):
        return 1.0 / (a * a + x * x)

    def simpson(low, high):
        return (high - low) / 6.0 * (height(low) + 4.0 * height(0.5 * (low + high)) + height(high))

    def integral(low, high, whole, depth):
        middle = 0.5 * (low + high)
        left, right = simpson(low, middle), simpson(middle, high)
        if depth == 0 or abs(left + right - whole) < 1e-3 * abs(whole):
            return left + right
        return integral(low, middle, left, depth - 1) + integral(middle, high, right, depth - 1)

    return integral(0.0 * b, b, simpson(0.0 * b, b), 4)


@branching(15, count=30, rate=span(0.1, 3.0), start=span(0.1, 2.0))
def adaptive_steps(rate, start):
    """y' = -rate*y*y to time 1 by Heun's method; the step follows the error, with safety bounds."""
    time, step, y = 0.0 * rate, 0.25 + 0.0 * rate, start
    while time < 1.0:
        if time + step > 1.0:
            step = 1.0 - time
        first = -rate * y * y
        second = -rate * (y + step * first) ** 2
        error = abs(0.5 * step * (second - first))
        if error < 0.1 or step < 0.15:
            time = time + step
            y = y + 0.5 * step * (first + second)
        step = max(0.1, step * min(2.0, max(0.5, 0.3 * wg.sqrt(1.0 / (error + 1e-9)))))
    return y


@branching(5, a=span(0.5, 20.0, 1.0), b=span(0.5, 20.0, 1.0), also=[(2.0, 2.0)])
def arithmetic_geometric_mean(a, b):
    """Two means that meet."""
    while abs(a - b) > 1e-9 * a:
        a, b = 0.5 * (a + b), wg.sqrt(a * b)
    return a


@branching(22, x=span(-3.0, 3.0, 0.0, float("nan")))
def series_until_small(x):
    """The exponential's series, for |x| alone; terms are added while they matter."""
    size = abs(x)
    total, term = 1.0, 1.0
    n = 0
    while n < 30:
        n += 1
        term = term * size / n
        if term < 1e-6 * total:
            break
        total = total + term
    return total if x >= 0 else 1.0 / total


@branching(4, a=span(1.0, 90.0), b=span(1.0, 40.0))
def euclid_by_rounding(a, b):
    """Euclid's algorithm with the nearest whole quotient."""
    while abs(b) > 0.5:
        a, b = b, a - b * round(a / b)
    return abs(a)


@branching(8, slope=span(0.2, 3.0, 1.0), high=span(-1.0, 3.0))
def golden_section(slope, high):
    """Four rounds of the search for the minimum of |x - slope| * exp(x/2)."""

    def bowl(x):
        return (x - slope) ** 2 + wg.exp(0.5 * x)

    low, high = -2.0 + 0.0 * slope, 3.0 + 0.1 * high
    for _ in range(4):
        width = 0.618 * (high - low)
        left, right = high - width, low + width
        low, high = (low, right) if bowl(left) < bowl(right) else (left, high)
    return 0.5 * (low + high)
