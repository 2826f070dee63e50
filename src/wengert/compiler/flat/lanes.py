# cython: boundscheck=False, wraparound=False, initializedcheck=False
"""The flat tier's loops over instructions: forwards and backwards, for one point and for lanes side by side.

Generated from the table by tools/generate.py: do not edit.

An instruction is a number of 16 bits: `operation << 8 | count << 6 | fresh << 3 | asked`.  Its result gets the slot
after that of the result before; what it reads is the next in `at`: the slots of its operands, `count` of them.  Of each
of three operands a bit of `asked` says that the adjoint is wanted, and one of `fresh` that its lanes get
here their first share of it in a sweep.

Three operations are no rows.  HEAD and END are around the body of a loop and read its number.  LINEAR joins operands
and the partials by them; it reads how many slots follow, these, and how many there were.

A loop has six numbers in `loops`: its rounds; where in `code` its body begins, and its END is; where in `at` its body
begins and ends; and how far a place there is from that of its step in `steps`.  `at` has the slots of the round that
is running; after the loop, those of the first round again.  `left` has how many rounds are to come.

Legend: v values, w adjoints; o the result's slot, x, y, z its operands'; a, p an adjoint and a partial; k, m places in
code and at; j a loop; n how many lanes are run, a multiple of 8, of the `width` that each slot has.
"""

from __future__ import annotations

from typing import Any

try:
    import cython
except ImportError:
    from wengert.core import _cython as cython  # type: ignore[no-redef]

if not cython.compiled:
    from math import inf, nan

    from wengert.core.real import (
        acos,
        acosh,
        asin,
        asinh,
        atan,
        atan2,
        atanh,
        cbrt,
        ceil,
        cos,
        cosh,
        div,
        erf,
        erfc,
        exp,
        expm1,
        fabs,
        floor,
        floordiv,
        fmod,
        hypot,
        lgamma,
        log,
        log10,
        log1p,
        log2,
        mod,
        polygamma,
        pow,
        rint,
        scale,
        sin,
        sinh,
        sqrt,
        tan,
        tanh,
    )

    def lane(numbers: Any, s: int) -> Any:
        """What begins at a place."""
        return numbers[s:]


HEAD, END, LINEAR = 0, 1 << 8, 2 << 8

#: Instructions by a row's code and how many operands there are.  Nothing is asked yet; fresh is all but operands
#: whose partial is 0 everywhere, which are never asked about.
INSTRUCTIONS: dict[tuple[int, int], int] = {
    (4, 2): 3 << 8 | 2 << 6 | 3 << 3,
    (5, 2): 4 << 8 | 2 << 6 | 3 << 3,
    (6, 2): 5 << 8 | 2 << 6 | 3 << 3,
    (7, 2): 6 << 8 | 2 << 6 | 3 << 3,
    (8, 1): 7 << 8 | 1 << 6 | 1 << 3,
    (9, 2): 8 << 8 | 2 << 6 | 3 << 3,
    (10, 3): 9 << 8 | 3 << 6 | 6 << 3,
    (11, 2): 10 << 8 | 2 << 6 | 0 << 3,
    (12, 2): 11 << 8 | 2 << 6 | 0 << 3,
    (13, 2): 12 << 8 | 2 << 6 | 0 << 3,
    (14, 2): 13 << 8 | 2 << 6 | 0 << 3,
    (15, 2): 14 << 8 | 2 << 6 | 0 << 3,
    (16, 2): 15 << 8 | 2 << 6 | 0 << 3,
    (17, 1): 16 << 8 | 1 << 6 | 1 << 3,
    (18, 1): 17 << 8 | 1 << 6 | 1 << 3,
    (19, 1): 18 << 8 | 1 << 6 | 1 << 3,
    (20, 1): 19 << 8 | 1 << 6 | 1 << 3,
    (21, 1): 20 << 8 | 1 << 6 | 1 << 3,
    (22, 1): 21 << 8 | 1 << 6 | 1 << 3,
    (23, 1): 22 << 8 | 1 << 6 | 1 << 3,
    (24, 1): 23 << 8 | 1 << 6 | 1 << 3,
    (25, 1): 24 << 8 | 1 << 6 | 1 << 3,
    (26, 1): 25 << 8 | 1 << 6 | 1 << 3,
    (27, 2): 26 << 8 | 2 << 6 | 3 << 3,
    (28, 1): 27 << 8 | 1 << 6 | 1 << 3,
    (29, 1): 28 << 8 | 1 << 6 | 1 << 3,
    (30, 1): 29 << 8 | 1 << 6 | 1 << 3,
    (31, 1): 30 << 8 | 1 << 6 | 1 << 3,
    (32, 1): 31 << 8 | 1 << 6 | 1 << 3,
    (33, 1): 32 << 8 | 1 << 6 | 1 << 3,
    (34, 1): 33 << 8 | 1 << 6 | 1 << 3,
    (35, 2): 34 << 8 | 2 << 6 | 3 << 3,
    (36, 1): 35 << 8 | 1 << 6 | 1 << 3,
    (37, 1): 36 << 8 | 1 << 6 | 1 << 3,
    (38, 1): 37 << 8 | 1 << 6 | 1 << 3,
    (39, 1): 38 << 8 | 1 << 6 | 1 << 3,
    (40, 1): 39 << 8 | 1 << 6 | 1 << 3,
    (41, 1): 40 << 8 | 1 << 6 | 1 << 3,
    (42, 1): 41 << 8 | 1 << 6 | 0 << 3,
    (43, 1): 42 << 8 | 1 << 6 | 1 << 3,
    (44, 1): 43 << 8 | 1 << 6 | 0 << 3,
    (45, 1): 44 << 8 | 1 << 6 | 0 << 3,
    (46, 1): 45 << 8 | 1 << 6 | 0 << 3,
    (47, 3): 46 << 8 | 3 << 6 | 7 << 3,
    (48, 2): 47 << 8 | 2 << 6 | 3 << 3,
    (49, 2): 48 << 8 | 2 << 6 | 3 << 3,
    (50, 2): 49 << 8 | 2 << 6 | 3 << 3,
    (51, 1): 50 << 8 | 1 << 6 | 1 << 3,
    (51, 2): 51 << 8 | 2 << 6 | 3 << 3,
    (51, 3): 52 << 8 | 3 << 6 | 7 << 3,
    (52, 1): 53 << 8 | 1 << 6 | 1 << 3,
    (52, 2): 54 << 8 | 2 << 6 | 3 << 3,
    (52, 3): 55 << 8 | 3 << 6 | 7 << 3,
    (53, 2): 56 << 8 | 2 << 6 | 3 << 3,
    (54, 1): 57 << 8 | 1 << 6 | 1 << 3,
    (54, 2): 58 << 8 | 2 << 6 | 3 << 3,
    (54, 3): 59 << 8 | 3 << 6 | 7 << 3,
    (55, 1): 60 << 8 | 1 << 6 | 1 << 3,
    (55, 2): 61 << 8 | 2 << 6 | 3 << 3,
    (55, 3): 62 << 8 | 3 << 6 | 7 << 3,
    (56, 2): 63 << 8 | 2 << 6 | 3 << 3,
    (57, 1): 64 << 8 | 1 << 6 | 1 << 3,
    (57, 2): 65 << 8 | 2 << 6 | 3 << 3,
    (57, 3): 66 << 8 | 3 << 6 | 7 << 3,
    (58, 1): 67 << 8 | 1 << 6 | 1 << 3,
    (59, 1): 68 << 8 | 1 << 6 | 1 << 3,
    (60, 2): 69 << 8 | 2 << 6 | 3 << 3,
    (61, 1): 70 << 8 | 1 << 6 | 1 << 3,
    (62, 1): 71 << 8 | 1 << 6 | 1 << 3,
    (63, 1): 72 << 8 | 1 << 6 | 1 << 3,
    (63, 2): 73 << 8 | 2 << 6 | 3 << 3,
    (63, 3): 74 << 8 | 3 << 6 | 7 << 3,
    (64, 1): 75 << 8 | 1 << 6 | 1 << 3,
    (65, 2): 76 << 8 | 2 << 6 | 3 << 3,
    (66, 2): 77 << 8 | 2 << 6 | 3 << 3,
    (67, 1): 78 << 8 | 1 << 6 | 1 << 3,
    (68, 1): 79 << 8 | 1 << 6 | 1 << 3,
    (69, 1): 80 << 8 | 1 << 6 | 1 << 3,
    (70, 1): 81 << 8 | 1 << 6 | 1 << 3,
    (71, 1): 82 << 8 | 1 << 6 | 1 << 3,
    (72, 1): 83 << 8 | 1 << 6 | 1 << 3,
    (73, 1): 84 << 8 | 1 << 6 | 1 << 3,
    (74, 1): 85 << 8 | 1 << 6 | 1 << 3,
    (75, 1): 86 << 8 | 1 << 6 | 1 << 3,
    (76, 1): 87 << 8 | 1 << 6 | 1 << 3,
    (76, 2): 88 << 8 | 2 << 6 | 3 << 3,
    (76, 3): 89 << 8 | 3 << 6 | 7 << 3,
    (77, 2): 90 << 8 | 2 << 6 | 3 << 3,
}

Ints = Any  # arrays, or views of them
Floats = Any

# How lanes of an adjoint get their share: as the first; added; added, a zero contributing nothing.
_SET, _ADD, _EXACT = 0, 1, 2


def scaled(a: float, p: float) -> float:
    """An adjoint times a partial: a zero contributes nothing."""
    return 0.0 if a == 0.0 or p == 0.0 else a * p


def move(at: Ints, loops: Ints, steps: Ints, j: int, rounds: int) -> None:
    """Let the body of a loop read what it reads some rounds later."""
    for m in range(loops[6 * j + 3], loops[6 * j + 4]):
        at[m] += rounds * steps[m - loops[6 * j + 5]]


def copy_lanes(o: Floats, x: Floats, n: int) -> None:
    """What a row does whose value is its operand."""
    for i in range(n & -8):
        o[i] = x[i]


def share_lanes(w: Floats, a: Floats, p: float, how: int, n: int) -> None:
    """What a row does whose partial is a number."""
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * p + 0.0
    else:
        for i in range(n & -8):
            w[i] += a[i] * p


def join_lanes(w: Floats, a: Floats, p: Floats, n: int) -> None:
    """What LINEAR does."""
    for i in range(n & -8):
        w[i] += scaled(a[i], p[i])


def add_value(x: float, y: float) -> float:
    return x + y


def add_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = add_value(x[i], y[i])


def sub_value(x: float, y: float) -> float:
    return x - y


def sub_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sub_value(x[i], y[i])


def mul_value(x: float, y: float) -> float:
    return x * y


def mul_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mul_value(x[i], y[i])


def mul_by_x(y: float) -> float:
    return y


def mul_by_x_lanes(w: Floats, a: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * mul_by_x(y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * mul_by_x(y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], mul_by_x(y[i]))


def mul_by_y(x: float) -> float:
    return x


def mul_by_y_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * mul_by_y(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * mul_by_y(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], mul_by_y(x[i]))


def div_value(x: float, y: float) -> float:
    return div(x, y)


def div_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = div_value(x[i], y[i])


def div_by_x(y: float) -> float:
    return div(1.0, y)


def div_by_x_lanes(w: Floats, a: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * div_by_x(y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * div_by_x(y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], div_by_x(y[i]))


def div_by_y(y: float, out: float) -> float:
    return div(-out, y)


def div_by_y_lanes(w: Floats, a: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * div_by_y(y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * div_by_y(y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], div_by_y(y[i], out[i]))


def neg_value(x: float) -> float:
    return -x


def neg_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = neg_value(x[i])


def scale_value(x: float, y: float) -> float:
    return scale(x, y)


def scale_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = scale_value(x[i], y[i])


def scale_by_x(y: float) -> float:
    return y


def scale_by_x_lanes(w: Floats, a: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * scale_by_x(y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * scale_by_x(y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], scale_by_x(y[i]))


def scale_by_y(x: float) -> float:
    return x


def scale_by_y_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * scale_by_y(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * scale_by_y(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], scale_by_y(x[i]))


def where_value(c: float, x: float, y: float) -> float:
    return (x if c else y)


def where_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = where_value(x[i], y[i], z[i])


def where_by_x(c: float) -> float:
    return (1.0 if c else 0.0)


def where_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * where_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * where_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], where_by_x(x[i]))


def where_by_y(c: float) -> float:
    return (0.0 if c else 1.0)


def where_by_y_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * where_by_y(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * where_by_y(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], where_by_y(x[i]))


def lt_value(x: float, y: float) -> float:
    return (1.0 if x < y else 0.0)


def lt_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = lt_value(x[i], y[i])


def le_value(x: float, y: float) -> float:
    return (1.0 if x <= y else 0.0)


def le_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = le_value(x[i], y[i])


def gt_value(x: float, y: float) -> float:
    return (1.0 if x > y else 0.0)


def gt_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = gt_value(x[i], y[i])


def ge_value(x: float, y: float) -> float:
    return (1.0 if x >= y else 0.0)


def ge_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = ge_value(x[i], y[i])


def eq_value(x: float, y: float) -> float:
    return (1.0 if x == y else 0.0)


def eq_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = eq_value(x[i], y[i])


def ne_value(x: float, y: float) -> float:
    return (1.0 if x != y else 0.0)


def ne_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = ne_value(x[i], y[i])


def exp_value(x: float) -> float:
    return exp(x)


def exp_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = exp_value(x[i])


def exp_by_x(out: float) -> float:
    return out


def exp_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * exp_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * exp_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], exp_by_x(out[i]))


def expm1_value(x: float) -> float:
    return expm1(x)


def expm1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = expm1_value(x[i])


def expm1_by_x(out: float) -> float:
    return out + 1.0


def expm1_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * expm1_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * expm1_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], expm1_by_x(out[i]))


def log_value(x: float) -> float:
    return log(x)


def log_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = log_value(x[i])


def log_by_x(x: float) -> float:
    return (nan if x < 0.0 else div(1.0, x + 0.0))


def log_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * log_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * log_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], log_by_x(x[i]))


def log2_value(x: float) -> float:
    return log2(x)


def log2_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = log2_value(x[i])


def log2_by_x(x: float) -> float:
    return (nan if x < 0.0 else div(1.0, (x + 0.0) * 0.6931471805599453))


def log2_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * log2_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * log2_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], log2_by_x(x[i]))


def log10_value(x: float) -> float:
    return log10(x)


def log10_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = log10_value(x[i])


def log10_by_x(x: float) -> float:
    return (nan if x < 0.0 else div(1.0, (x + 0.0) * 2.302585092994046))


def log10_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * log10_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * log10_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], log10_by_x(x[i]))


def log1p_value(x: float) -> float:
    return log1p(x)


def log1p_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = log1p_value(x[i])


def log1p_by_x(x: float) -> float:
    return (nan if x < (-1.0) else div(1.0, 1.0 + x))


def log1p_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * log1p_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * log1p_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], log1p_by_x(x[i]))


def sqrt_value(x: float) -> float:
    return sqrt(x)


def sqrt_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sqrt_value(x[i])


def sqrt_by_x(out: float) -> float:
    return div(0.5, out + 0.0)


def sqrt_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * sqrt_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * sqrt_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], sqrt_by_x(out[i]))


def cbrt_value(x: float) -> float:
    return cbrt(x)


def cbrt_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = cbrt_value(x[i])


def cbrt_by_x(out: float) -> float:
    return div(1.0, (3.0 * out) * out)


def cbrt_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * cbrt_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * cbrt_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], cbrt_by_x(out[i]))


def square_value(x: float) -> float:
    return x * x


def square_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = square_value(x[i])


def square_by_x(x: float) -> float:
    return 2.0 * x


def square_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * square_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * square_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], square_by_x(x[i]))


def reciprocal_value(x: float) -> float:
    return div(1.0, x)


def reciprocal_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = reciprocal_value(x[i])


def reciprocal_by_x(out: float) -> float:
    return (-out) * out


def reciprocal_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * reciprocal_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * reciprocal_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], reciprocal_by_x(out[i]))


def pow_value(x: float, y: float) -> float:
    return pow(x, y)


def pow_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = pow_value(x[i], y[i])


def pow_by_x(x: float, y: float) -> float:
    return (0.0 if y == 0.0 else scale(y, pow(x, y - 1.0)))


def pow_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * pow_by_x(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * pow_by_x(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], pow_by_x(x[i], y[i]))


def pow_by_y(x: float, y: float, out: float) -> float:
    return (scale(out, log(x)) if x > 0.0 else ((0.0 if y >= 0.0 else y * inf) if x == 0.0 else nan))


def pow_by_y_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * pow_by_y(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * pow_by_y(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], pow_by_y(x[i], y[i], out[i]))


def exp2_value(x: float) -> float:
    return pow(2.0, x)


def exp2_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = exp2_value(x[i])


def exp2_by_x(out: float) -> float:
    return out * 0.6931471805599453


def exp2_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * exp2_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * exp2_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], exp2_by_x(out[i]))


def sin_value(x: float) -> float:
    return sin(x)


def sin_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sin_value(x[i])


def sin_by_x(x: float) -> float:
    return cos(x)


def sin_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * sin_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * sin_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], sin_by_x(x[i]))


def cos_value(x: float) -> float:
    return cos(x)


def cos_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = cos_value(x[i])


def cos_by_x(x: float) -> float:
    return -sin(x)


def cos_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * cos_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * cos_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], cos_by_x(x[i]))


def tan_value(x: float) -> float:
    return tan(x)


def tan_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = tan_value(x[i])


def tan_by_x(out: float) -> float:
    return 1.0 + (out * out)


def tan_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * tan_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * tan_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], tan_by_x(out[i]))


def asin_value(x: float) -> float:
    return asin(x)


def asin_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = asin_value(x[i])


def asin_by_x(x: float) -> float:
    return div(1.0, sqrt(1.0 - x) * sqrt(1.0 + x))


def asin_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * asin_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * asin_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], asin_by_x(x[i]))


def acos_value(x: float) -> float:
    return acos(x)


def acos_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = acos_value(x[i])


def acos_by_x(x: float) -> float:
    return div(-1.0, sqrt(1.0 - x) * sqrt(1.0 + x))


def acos_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * acos_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * acos_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], acos_by_x(x[i]))


def atan_value(x: float) -> float:
    return atan(x)


def atan_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = atan_value(x[i])


def atan_by_x(x: float) -> float:
    return div(1.0, 1.0 + (x * x))


def atan_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * atan_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * atan_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], atan_by_x(x[i]))


def atan2_value(y: float, x: float) -> float:
    return atan2(y, x)


def atan2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = atan2_value(x[i], y[i])


def atan2_by_y(y: float, x: float) -> float:
    t1 = hypot(x, y)
    return (0.0 if t1 == 0.0 else div(div(x, t1), t1))


def atan2_by_y_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * atan2_by_y(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * atan2_by_y(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], atan2_by_y(x[i], y[i]))


def atan2_by_x(y: float, x: float) -> float:
    t1 = hypot(x, y)
    return (0.0 if t1 == 0.0 else div(div(-y, t1), t1))


def atan2_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * atan2_by_x(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * atan2_by_x(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], atan2_by_x(x[i], y[i]))


def sinh_value(x: float) -> float:
    return sinh(x)


def sinh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sinh_value(x[i])


def sinh_by_x(x: float) -> float:
    return cosh(x)


def sinh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * sinh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * sinh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], sinh_by_x(x[i]))


def cosh_value(x: float) -> float:
    return cosh(x)


def cosh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = cosh_value(x[i])


def cosh_by_x(x: float) -> float:
    return sinh(x)


def cosh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * cosh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * cosh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], cosh_by_x(x[i]))


def tanh_value(x: float) -> float:
    return tanh(x)


def tanh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = tanh_value(x[i])


def tanh_by_x(out: float) -> float:
    return 1.0 - (out * out)


def tanh_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * tanh_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * tanh_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], tanh_by_x(out[i]))


def asinh_value(x: float) -> float:
    return asinh(x)


def asinh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = asinh_value(x[i])


def asinh_by_x(x: float) -> float:
    return div(1.0, hypot(1.0, x))


def asinh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * asinh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * asinh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], asinh_by_x(x[i]))


def acosh_value(x: float) -> float:
    return acosh(x)


def acosh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = acosh_value(x[i])


def acosh_by_x(x: float) -> float:
    return div(1.0, sqrt(x - 1.0) * sqrt(x + 1.0))


def acosh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * acosh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * acosh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], acosh_by_x(x[i]))


def atanh_value(x: float) -> float:
    return atanh(x)


def atanh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = atanh_value(x[i])


def atanh_by_x(x: float) -> float:
    return (nan if fabs(x) > 1.0 else div(1.0, (1.0 - x) * (1.0 + x)))


def atanh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * atanh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * atanh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], atanh_by_x(x[i]))


def sign_value(x: float) -> float:
    return (1.0 if x > 0.0 else (-1.0 if x < 0.0 else x))


def sign_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sign_value(x[i])


def abs_value(x: float) -> float:
    return fabs(x)


def abs_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = abs_value(x[i])


def abs_by_x(x: float) -> float:
    return (1.0 if x > 0.0 else (-1.0 if x < 0.0 else x))


def abs_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * abs_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * abs_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], abs_by_x(x[i]))


def floor_value(x: float) -> float:
    return floor(x)


def floor_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = floor_value(x[i])


def ceil_value(x: float) -> float:
    return ceil(x)


def ceil_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = ceil_value(x[i])


def round_value(x: float) -> float:
    return rint(x)


def round_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = round_value(x[i])


def clip_value(x: float, lo: float, hi: float) -> float:
    return (lo if x < lo else (hi if x > hi else x))


def clip_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = clip_value(x[i], y[i], z[i])


def clip_by_x(x: float, lo: float, hi: float) -> float:
    return (0.0 if x < lo else (0.0 if x > hi else 1.0))


def clip_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * clip_by_x(x[i], y[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * clip_by_x(x[i], y[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], clip_by_x(x[i], y[i], z[i]))


def clip_by_lo(x: float, lo: float) -> float:
    return (1.0 if x < lo else 0.0)


def clip_by_lo_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * clip_by_lo(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * clip_by_lo(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], clip_by_lo(x[i], y[i]))


def clip_by_hi(x: float, hi: float) -> float:
    return (1.0 if x > hi else 0.0)


def clip_by_hi_lanes(w: Floats, a: Floats, x: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * clip_by_hi(x[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * clip_by_hi(x[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], clip_by_hi(x[i], z[i]))


def fmod_value(x: float, y: float) -> float:
    return fmod(x, y)


def fmod_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = fmod_value(x[i], y[i])


def fmod_by_x(out: float) -> float:
    return (nan if out != out else 1.0)


def fmod_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * fmod_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * fmod_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], fmod_by_x(out[i]))


def fmod_by_y(x: float, y: float, out: float) -> float:
    return rint(div(out - x, y))


def fmod_by_y_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * fmod_by_y(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * fmod_by_y(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], fmod_by_y(x[i], y[i], out[i]))


def mod_value(x: float, y: float) -> float:
    return mod(x, y)


def mod_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mod_value(x[i], y[i])


def mod_by_x(out: float) -> float:
    return (nan if out != out else 1.0)


def mod_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * mod_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * mod_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], mod_by_x(out[i]))


def mod_by_y(x: float, y: float, out: float) -> float:
    return rint(div(out - x, y))


def mod_by_y_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * mod_by_y(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * mod_by_y(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], mod_by_y(x[i], y[i], out[i]))


def floordiv_value(x: float, y: float) -> float:
    return floordiv(x, y)


def floordiv_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = floordiv_value(x[i], y[i])


def floordiv_by_x(out: float) -> float:
    return (nan if out != out else 0.0)


def floordiv_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * floordiv_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * floordiv_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], floordiv_by_x(out[i]))


def floordiv_by_y(out: float) -> float:
    return (nan if out != out else 0.0)


def floordiv_by_y_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * floordiv_by_y(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * floordiv_by_y(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], floordiv_by_y(out[i]))


def sum_1_value(x0: float) -> float:
    return x0


def sum_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sum_1_value(x[i])


def sum_2_value(x0: float, x1: float) -> float:
    return x0 + x1


def sum_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sum_2_value(x[i], y[i])


def sum_3_value(x0: float, x1: float, x2: float) -> float:
    return (x0 + x1) + x2


def sum_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sum_3_value(x[i], y[i], z[i])


def prod_1_value(x0: float) -> float:
    return x0


def prod_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = prod_1_value(x[i])


def prod_2_value(x0: float, x1: float) -> float:
    return x0 * x1


def prod_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = prod_2_value(x[i], y[i])


def prod_2_by_x0(x1: float) -> float:
    return 1.0 * (1.0 * x1)


def prod_2_by_x0_lanes(w: Floats, a: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * prod_2_by_x0(y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * prod_2_by_x0(y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], prod_2_by_x0(y[i]))


def prod_2_by_x1(x0: float) -> float:
    return (1.0 * x0) * 1.0


def prod_2_by_x1_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * prod_2_by_x1(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * prod_2_by_x1(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], prod_2_by_x1(x[i]))


def prod_3_value(x0: float, x1: float, x2: float) -> float:
    return (x0 * x1) * x2


def prod_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = prod_3_value(x[i], y[i], z[i])


def prod_3_by_x0(x1: float, x2: float) -> float:
    return 1.0 * ((1.0 * x2) * x1)


def prod_3_by_x0_lanes(w: Floats, a: Floats, y: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * prod_3_by_x0(y[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * prod_3_by_x0(y[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], prod_3_by_x0(y[i], z[i]))


def prod_3_by_x1(x0: float, x2: float) -> float:
    return (1.0 * x0) * (1.0 * x2)


def prod_3_by_x1_lanes(w: Floats, a: Floats, x: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * prod_3_by_x1(x[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * prod_3_by_x1(x[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], prod_3_by_x1(x[i], z[i]))


def prod_3_by_x2(x0: float, x1: float) -> float:
    return ((1.0 * x0) * x1) * 1.0


def prod_3_by_x2_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * prod_3_by_x2(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * prod_3_by_x2(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], prod_3_by_x2(x[i], y[i]))


def dot_2_value(x0: float, x1: float) -> float:
    return x0 * x1


def dot_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = dot_2_value(x[i], y[i])


def dot_2_by_x0(x1: float) -> float:
    return x1


def dot_2_by_x0_lanes(w: Floats, a: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * dot_2_by_x0(y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * dot_2_by_x0(y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], dot_2_by_x0(y[i]))


def dot_2_by_x1(x0: float) -> float:
    return x0


def dot_2_by_x1_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * dot_2_by_x1(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * dot_2_by_x1(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], dot_2_by_x1(x[i]))


def max_1_value(x0: float) -> float:
    return x0


def max_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = max_1_value(x[i])


def max_1_by_x0(x0: float, out: float) -> float:
    t0 = (1.0 if x0 == out else 0.0)
    return div(t0, t0)


def max_1_by_x0_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_1_by_x0(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_1_by_x0(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_1_by_x0(x[i], out[i]))


def max_2_value(x0: float, x1: float) -> float:
    return (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))


def max_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = max_2_value(x[i], y[i])


def max_2_by_x0(x0: float, x1: float, out: float) -> float:
    t1 = (1.0 if x0 == out else 0.0)
    return div(t1, t1 + (1.0 if x1 == out else 0.0))


def max_2_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_2_by_x0(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_2_by_x0(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_2_by_x0(x[i], y[i], out[i]))


def max_2_by_x1(x0: float, x1: float, out: float) -> float:
    t1 = (1.0 if x1 == out else 0.0)
    return div(t1, (1.0 if x0 == out else 0.0) + t1)


def max_2_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_2_by_x1(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_2_by_x1(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_2_by_x1(x[i], y[i], out[i]))


def max_3_value(x0: float, x1: float, x2: float) -> float:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    return (t0 if t0 >= x2 else (x2 if t0 == t0 else t0))


def max_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = max_3_value(x[i], y[i], z[i])


def max_3_by_x0(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x0 == out else 0.0)
    return div(t1, (t1 + (1.0 if x1 == out else 0.0)) + (1.0 if x2 == out else 0.0))


def max_3_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_3_by_x0(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_3_by_x0(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_3_by_x0(x[i], y[i], z[i], out[i]))


def max_3_by_x1(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x1 == out else 0.0)
    return div(t1, ((1.0 if x0 == out else 0.0) + t1) + (1.0 if x2 == out else 0.0))


def max_3_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_3_by_x1(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_3_by_x1(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_3_by_x1(x[i], y[i], z[i], out[i]))


def max_3_by_x2(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x2 == out else 0.0)
    return div(t1, ((1.0 if x0 == out else 0.0) + (1.0 if x1 == out else 0.0)) + t1)


def max_3_by_x2_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * max_3_by_x2(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * max_3_by_x2(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], max_3_by_x2(x[i], y[i], z[i], out[i]))


def min_1_value(x0: float) -> float:
    return x0


def min_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = min_1_value(x[i])


def min_1_by_x0(x0: float, out: float) -> float:
    t0 = (1.0 if x0 == out else 0.0)
    return div(t0, t0)


def min_1_by_x0_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_1_by_x0(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_1_by_x0(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_1_by_x0(x[i], out[i]))


def min_2_value(x0: float, x1: float) -> float:
    return (x0 if x0 <= x1 else (x1 if x0 == x0 else x0))


def min_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = min_2_value(x[i], y[i])


def min_2_by_x0(x0: float, x1: float, out: float) -> float:
    t1 = (1.0 if x0 == out else 0.0)
    return div(t1, t1 + (1.0 if x1 == out else 0.0))


def min_2_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_2_by_x0(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_2_by_x0(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_2_by_x0(x[i], y[i], out[i]))


def min_2_by_x1(x0: float, x1: float, out: float) -> float:
    t1 = (1.0 if x1 == out else 0.0)
    return div(t1, (1.0 if x0 == out else 0.0) + t1)


def min_2_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_2_by_x1(x[i], y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_2_by_x1(x[i], y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_2_by_x1(x[i], y[i], out[i]))


def min_3_value(x0: float, x1: float, x2: float) -> float:
    t0 = (x0 if x0 <= x1 else (x1 if x0 == x0 else x0))
    return (t0 if t0 <= x2 else (x2 if t0 == t0 else t0))


def min_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = min_3_value(x[i], y[i], z[i])


def min_3_by_x0(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x0 == out else 0.0)
    return div(t1, (t1 + (1.0 if x1 == out else 0.0)) + (1.0 if x2 == out else 0.0))


def min_3_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_3_by_x0(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_3_by_x0(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_3_by_x0(x[i], y[i], z[i], out[i]))


def min_3_by_x1(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x1 == out else 0.0)
    return div(t1, ((1.0 if x0 == out else 0.0) + t1) + (1.0 if x2 == out else 0.0))


def min_3_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_3_by_x1(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_3_by_x1(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_3_by_x1(x[i], y[i], z[i], out[i]))


def min_3_by_x2(x0: float, x1: float, x2: float, out: float) -> float:
    t1 = (1.0 if x2 == out else 0.0)
    return div(t1, ((1.0 if x0 == out else 0.0) + (1.0 if x1 == out else 0.0)) + t1)


def min_3_by_x2_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * min_3_by_x2(x[i], y[i], z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * min_3_by_x2(x[i], y[i], z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], min_3_by_x2(x[i], y[i], z[i], out[i]))


def hypot_value(x: float, y: float) -> float:
    return hypot(x, y)


def hypot_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = hypot_value(x[i], y[i])


def hypot_by_x(x: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x, out))


def hypot_by_x_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * hypot_by_x(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * hypot_by_x(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], hypot_by_x(x[i], out[i]))


def hypot_by_y(y: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(y, out))


def hypot_by_y_lanes(w: Floats, a: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * hypot_by_y(y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * hypot_by_y(y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], hypot_by_y(y[i], out[i]))


def norm_1_value(x0: float) -> float:
    return hypot(0.0, x0)


def norm_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = norm_1_value(x[i])


def norm_1_by_x0(x0: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x0, out))


def norm_1_by_x0_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_1_by_x0(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_1_by_x0(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_1_by_x0(x[i], out[i]))


def norm_2_value(x0: float, x1: float) -> float:
    return hypot(hypot(0.0, x0), x1)


def norm_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = norm_2_value(x[i], y[i])


def norm_2_by_x0(x0: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x0, out))


def norm_2_by_x0_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_2_by_x0(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_2_by_x0(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_2_by_x0(x[i], out[i]))


def norm_2_by_x1(x1: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x1, out))


def norm_2_by_x1_lanes(w: Floats, a: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_2_by_x1(y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_2_by_x1(y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_2_by_x1(y[i], out[i]))


def norm_3_value(x0: float, x1: float, x2: float) -> float:
    return hypot(hypot(hypot(0.0, x0), x1), x2)


def norm_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = norm_3_value(x[i], y[i], z[i])


def norm_3_by_x0(x0: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x0, out))


def norm_3_by_x0_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_3_by_x0(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_3_by_x0(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_3_by_x0(x[i], out[i]))


def norm_3_by_x1(x1: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x1, out))


def norm_3_by_x1_lanes(w: Floats, a: Floats, y: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_3_by_x1(y[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_3_by_x1(y[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_3_by_x1(y[i], out[i]))


def norm_3_by_x2(x2: float, out: float) -> float:
    return (0.0 if out == 0.0 else div(x2, out))


def norm_3_by_x2_lanes(w: Floats, a: Floats, z: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_3_by_x2(z[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_3_by_x2(z[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_3_by_x2(z[i], out[i]))


def erf_value(x: float) -> float:
    return erf(x)


def erf_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = erf_value(x[i])


def erf_by_x(x: float) -> float:
    return 1.1283791670955126 * exp(-(x * x))


def erf_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * erf_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * erf_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], erf_by_x(x[i]))


def erfc_value(x: float) -> float:
    return erfc(x)


def erfc_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = erfc_value(x[i])


def erfc_by_x(x: float) -> float:
    return (-1.1283791670955126) * exp(-(x * x))


def erfc_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * erfc_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * erfc_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], erfc_by_x(x[i]))


def polygamma_value(n: float, x: float) -> float:
    return polygamma(n, x)


def polygamma_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = polygamma_value(x[i], y[i])


def polygamma_by_x(n: float, x: float) -> float:
    return (nan if n < 0.0 else polygamma(n + 1.0, x))


def polygamma_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * polygamma_by_x(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * polygamma_by_x(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], polygamma_by_x(x[i], y[i]))


def lgamma_value(x: float) -> float:
    return lgamma(x)


def lgamma_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = lgamma_value(x[i])


def lgamma_by_x(x: float) -> float:
    return polygamma(0.0, x)


def lgamma_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * lgamma_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * lgamma_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], lgamma_by_x(x[i]))


def digamma_value(x: float) -> float:
    return polygamma(0.0, x)


def digamma_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = digamma_value(x[i])


def digamma_by_x(x: float) -> float:
    return (nan if 0.0 else polygamma(1.0, x))


def digamma_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * digamma_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * digamma_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], digamma_by_x(x[i]))


def mean_1_value(x0: float) -> float:
    return div(x0, 1.0)


def mean_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mean_1_value(x[i])


def mean_2_value(x0: float, x1: float) -> float:
    return div(x0 + x1, 2.0)


def mean_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mean_2_value(x[i], y[i])


def mean_3_value(x0: float, x1: float, x2: float) -> float:
    return div((x0 + x1) + x2, 3.0)


def mean_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mean_3_value(x[i], y[i], z[i])


def relu_value(x: float) -> float:
    return (0.0 if x <= 0.0 else x)


def relu_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = relu_value(x[i])


def relu_by_x(x: float) -> float:
    return (0.0 if x <= 0.0 else 1.0)


def relu_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * relu_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * relu_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], relu_by_x(x[i]))


def leaky_relu_value(x: float, slope: float) -> float:
    return (slope * x if x <= 0.0 else x)


def leaky_relu_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = leaky_relu_value(x[i], y[i])


def leaky_relu_by_x(x: float, slope: float) -> float:
    return (0.0 if x <= 0.0 else 1.0) + scale((1.0 if x <= 0.0 else 0.0), slope)


def leaky_relu_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * leaky_relu_by_x(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * leaky_relu_by_x(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], leaky_relu_by_x(x[i], y[i]))


def leaky_relu_by_slope(x: float) -> float:
    return scale((1.0 if x <= 0.0 else 0.0), x)


def leaky_relu_by_slope_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * leaky_relu_by_slope(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * leaky_relu_by_slope(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], leaky_relu_by_slope(x[i]))


def elu_value(x: float, alpha: float) -> float:
    return (alpha * expm1(x) if x <= 0.0 else x)


def elu_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = elu_value(x[i], y[i])


def elu_by_x(x: float, alpha: float) -> float:
    return (0.0 if x <= 0.0 else 1.0) + scale(scale((1.0 if x <= 0.0 else 0.0), alpha), expm1(x) + 1.0)


def elu_by_x_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * elu_by_x(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * elu_by_x(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], elu_by_x(x[i], y[i]))


def elu_by_alpha(x: float) -> float:
    return scale((1.0 if x <= 0.0 else 0.0), expm1(x))


def elu_by_alpha_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * elu_by_alpha(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * elu_by_alpha(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], elu_by_alpha(x[i]))


def sigmoid_value(x: float) -> float:
    t0 = exp((x if x < 0.0 else -x))
    return div((t0 if x < 0.0 else 1.0), 1.0 + t0)


def sigmoid_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = sigmoid_value(x[i])


def sigmoid_by_x(x: float, out: float) -> float:
    t1 = exp((x if x < 0.0 else -x))
    t2 = 1.0 + t1
    t3 = (1.0 if x < 0.0 else 0.0)
    t4 = scale(div(-out, t2) + scale(div(1.0, t2), t3), t1)
    return scale(t4, t3) + (-scale(t4, (0.0 if x < 0.0 else 1.0)))


def sigmoid_by_x_lanes(w: Floats, a: Floats, x: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * sigmoid_by_x(x[i], out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * sigmoid_by_x(x[i], out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], sigmoid_by_x(x[i], out[i]))


def softplus_value(x: float) -> float:
    return (0.0 if x < 0.0 else x) + log1p(exp((x if x < 0.0 else -x)))


def softplus_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = softplus_value(x[i])


def softplus_by_x(x: float) -> float:
    t1 = exp((x if x < 0.0 else -x))
    t2 = scale((nan if t1 < (-1.0) else div(1.0, 1.0 + t1)), t1)
    t3 = (0.0 if x < 0.0 else 1.0)
    return (scale(t2, (1.0 if x < 0.0 else 0.0)) + (-scale(t2, t3))) + t3


def softplus_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * softplus_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * softplus_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], softplus_by_x(x[i]))


def log_sigmoid_value(x: float) -> float:
    return (x if x < 0.0 else 0.0) - log1p(exp((x if x < 0.0 else -x)))


def log_sigmoid_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = log_sigmoid_value(x[i])


def log_sigmoid_by_x(x: float) -> float:
    t1 = exp((x if x < 0.0 else -x))
    t2 = scale(-(nan if t1 < (-1.0) else div(1.0, 1.0 + t1)), t1)
    t3 = (1.0 if x < 0.0 else 0.0)
    return (scale(t2, t3) + (-scale(t2, (0.0 if x < 0.0 else 1.0)))) + t3


def log_sigmoid_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * log_sigmoid_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * log_sigmoid_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], log_sigmoid_by_x(x[i]))


def silu_value(x: float) -> float:
    t0 = exp((x if x < 0.0 else -x))
    return x * div((t0 if x < 0.0 else 1.0), 1.0 + t0)


def silu_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = silu_value(x[i])


def silu_by_x(x: float) -> float:
    t1 = exp((x if x < 0.0 else -x))
    t2 = 1.0 + t1
    t3 = div((t1 if x < 0.0 else 1.0), t2)
    t4 = (1.0 if x < 0.0 else 0.0)
    t5 = scale(scale(x, div(-t3, t2)) + scale(scale(x, div(1.0, t2)), t4), t1)
    return (t3 + scale(t5, t4)) + (-scale(t5, (0.0 if x < 0.0 else 1.0)))


def silu_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * silu_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * silu_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], silu_by_x(x[i]))


def norm_pdf_value(x: float) -> float:
    return div(exp((-0.5) * (x * x)), 2.5066282746310002)


def norm_pdf_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = norm_pdf_value(x[i])


def norm_pdf_by_x(x: float) -> float:
    t1 = scale(scale(scale(0.3989422804014327, exp((-0.5) * (x * x))), -0.5), x)
    return t1 + t1


def norm_pdf_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_pdf_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_pdf_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_pdf_by_x(x[i]))


def norm_cdf_value(x: float) -> float:
    return 0.5 * erfc(div(-x, 1.4142135623730951))


def norm_cdf_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = norm_cdf_value(x[i])


def norm_cdf_by_x(x: float) -> float:
    t1 = div(-x, 1.4142135623730951)
    return -scale(scale(0.5, (-1.1283791670955126) * exp(-(t1 * t1))), 0.7071067811865475)


def norm_cdf_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * norm_cdf_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * norm_cdf_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], norm_cdf_by_x(x[i]))


def gelu_value(x: float) -> float:
    return x * (0.5 * erfc(div(-x, 1.4142135623730951)))


def gelu_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = gelu_value(x[i])


def gelu_by_x(x: float) -> float:
    t1 = div(-x, 1.4142135623730951)
    return (0.5 * erfc(t1)) + (-scale(scale(scale(x, 0.5), (-1.1283791670955126) * exp(-(t1 * t1))), 0.7071067811865475))


def gelu_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * gelu_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * gelu_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], gelu_by_x(x[i]))


def gelu_tanh_value(x: float) -> float:
    t0 = 1.5957691216057308 * (x + (0.044715 * ((x * x) * x)))
    t1 = exp((t0 if t0 < 0.0 else -t0))
    return x * div((t1 if t0 < 0.0 else 1.0), 1.0 + t1)


def gelu_tanh_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = gelu_tanh_value(x[i])


def gelu_tanh_by_x(x: float) -> float:
    t1 = x * x
    t2 = 1.5957691216057308 * (x + (0.044715 * (t1 * x)))
    t3 = exp((t2 if t2 < 0.0 else -t2))
    t4 = 1.0 + t3
    t5 = div((t3 if t2 < 0.0 else 1.0), t4)
    t6 = (1.0 if t2 < 0.0 else 0.0)
    t7 = scale(scale(x, div(-t5, t4)) + scale(scale(x, div(1.0, t4)), t6), t3)
    t8 = scale(scale(t7, t6) + (-scale(t7, (0.0 if t2 < 0.0 else 1.0))), 1.5957691216057308)
    t9 = scale(t8, 0.044715)
    t10 = scale(scale(t9, x), x)
    return (((t5 + t8) + scale(t9, t1)) + t10) + t10


def gelu_tanh_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * gelu_tanh_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * gelu_tanh_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], gelu_tanh_by_x(x[i]))


def mish_value(x: float) -> float:
    return x * tanh((0.0 if x < 0.0 else x) + log1p(exp((x if x < 0.0 else -x))))


def mish_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = mish_value(x[i])


def mish_by_x(x: float) -> float:
    t1 = exp((x if x < 0.0 else -x))
    t2 = tanh((0.0 if x < 0.0 else x) + log1p(t1))
    t3 = scale(x, 1.0 - (t2 * t2))
    t4 = scale(scale(t3, (nan if t1 < (-1.0) else div(1.0, 1.0 + t1))), t1)
    t5 = (0.0 if x < 0.0 else 1.0)
    return ((t2 + scale(t4, (1.0 if x < 0.0 else 0.0))) + (-scale(t4, t5))) + scale(t3, t5)


def mish_by_x_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * mish_by_x(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * mish_by_x(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], mish_by_x(x[i]))


def logsumexp_1_value(x0: float) -> float:
    t0 = (x0 if fabs(x0) < inf else 0.0)
    return t0 + log(exp(x0 - t0))


def logsumexp_1_value_lanes(o: Floats, x: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = logsumexp_1_value(x[i])


def logsumexp_1_by_x0(x0: float) -> float:
    t1 = exp(x0 - (x0 if fabs(x0) < inf else 0.0))
    t2 = scale((nan if t1 < 0.0 else div(1.0, t1 + 0.0)), t1)
    t3 = (1.0 if x0 == x0 else 0.0)
    return t2 + scale(scale(1.0 + (-t2), (1.0 if fabs(x0) < inf else 0.0)), div(t3, t3))


def logsumexp_1_by_x0_lanes(w: Floats, a: Floats, x: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_1_by_x0(x[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_1_by_x0(x[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_1_by_x0(x[i]))


def logsumexp_2_value(x0: float, x1: float) -> float:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t1 = (t0 if fabs(t0) < inf else 0.0)
    return t1 + log(exp(x0 - t1) + exp(x1 - t1))


def logsumexp_2_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = logsumexp_2_value(x[i], y[i])


def logsumexp_2_by_x0(x0: float, x1: float) -> float:
    t1 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t2 = (t1 if fabs(t1) < inf else 0.0)
    t3 = exp(x0 - t2)
    t4 = exp(x1 - t2)
    t5 = t3 + t4
    t6 = (nan if t5 < 0.0 else div(1.0, t5 + 0.0))
    t7 = scale(t6, t3)
    t8 = (1.0 if x0 == t1 else 0.0)
    return t7 + scale(scale((1.0 + (-scale(t6, t4))) + (-t7), (1.0 if fabs(t1) < inf else 0.0)), div(t8, t8 + (1.0 if x1 == t1 else 0.0)))


def logsumexp_2_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_2_by_x0(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_2_by_x0(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_2_by_x0(x[i], y[i]))


def logsumexp_2_by_x1(x0: float, x1: float) -> float:
    t1 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t2 = (t1 if fabs(t1) < inf else 0.0)
    t3 = exp(x0 - t2)
    t4 = exp(x1 - t2)
    t5 = t3 + t4
    t6 = (nan if t5 < 0.0 else div(1.0, t5 + 0.0))
    t7 = scale(t6, t4)
    t8 = (1.0 if x1 == t1 else 0.0)
    return t7 + scale(scale((1.0 + (-t7)) + (-scale(t6, t3)), (1.0 if fabs(t1) < inf else 0.0)), div(t8, (1.0 if x0 == t1 else 0.0) + t8))


def logsumexp_2_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_2_by_x1(x[i], y[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_2_by_x1(x[i], y[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_2_by_x1(x[i], y[i]))


def logsumexp_3_value(x0: float, x1: float, x2: float) -> float:
    t0 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t1 = (t0 if t0 >= x2 else (x2 if t0 == t0 else t0))
    t2 = (t1 if fabs(t1) < inf else 0.0)
    return t2 + log((exp(x0 - t2) + exp(x1 - t2)) + exp(x2 - t2))


def logsumexp_3_value_lanes(o: Floats, x: Floats, y: Floats, z: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = logsumexp_3_value(x[i], y[i], z[i])


def logsumexp_3_by_x0(x0: float, x1: float, x2: float) -> float:
    t1 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t2 = (t1 if t1 >= x2 else (x2 if t1 == t1 else t1))
    t3 = (t2 if fabs(t2) < inf else 0.0)
    t4 = exp(x0 - t3)
    t5 = exp(x1 - t3)
    t6 = exp(x2 - t3)
    t7 = (t4 + t5) + t6
    t8 = (nan if t7 < 0.0 else div(1.0, t7 + 0.0))
    t9 = scale(t8, t4)
    t10 = (1.0 if x0 == t2 else 0.0)
    return t9 + scale(scale(((1.0 + (-scale(t8, t6))) + (-scale(t8, t5))) + (-t9), (1.0 if fabs(t2) < inf else 0.0)), div(t10, (t10 + (1.0 if x1 == t2 else 0.0)) + (1.0 if x2 == t2 else 0.0)))


def logsumexp_3_by_x0_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_3_by_x0(x[i], y[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_3_by_x0(x[i], y[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_3_by_x0(x[i], y[i], z[i]))


def logsumexp_3_by_x1(x0: float, x1: float, x2: float) -> float:
    t1 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t2 = (t1 if t1 >= x2 else (x2 if t1 == t1 else t1))
    t3 = (t2 if fabs(t2) < inf else 0.0)
    t4 = exp(x0 - t3)
    t5 = exp(x1 - t3)
    t6 = exp(x2 - t3)
    t7 = (t4 + t5) + t6
    t8 = (nan if t7 < 0.0 else div(1.0, t7 + 0.0))
    t9 = scale(t8, t5)
    t10 = (1.0 if x1 == t2 else 0.0)
    return t9 + scale(scale(((1.0 + (-scale(t8, t6))) + (-t9)) + (-scale(t8, t4)), (1.0 if fabs(t2) < inf else 0.0)), div(t10, ((1.0 if x0 == t2 else 0.0) + t10) + (1.0 if x2 == t2 else 0.0)))


def logsumexp_3_by_x1_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_3_by_x1(x[i], y[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_3_by_x1(x[i], y[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_3_by_x1(x[i], y[i], z[i]))


def logsumexp_3_by_x2(x0: float, x1: float, x2: float) -> float:
    t1 = (x0 if x0 >= x1 else (x1 if x0 == x0 else x0))
    t2 = (t1 if t1 >= x2 else (x2 if t1 == t1 else t1))
    t3 = (t2 if fabs(t2) < inf else 0.0)
    t4 = exp(x0 - t3)
    t5 = exp(x1 - t3)
    t6 = exp(x2 - t3)
    t7 = (t4 + t5) + t6
    t8 = (nan if t7 < 0.0 else div(1.0, t7 + 0.0))
    t9 = scale(t8, t6)
    t10 = (1.0 if x2 == t2 else 0.0)
    return t9 + scale(scale(((1.0 + (-t9)) + (-scale(t8, t5))) + (-scale(t8, t4)), (1.0 if fabs(t2) < inf else 0.0)), div(t10, ((1.0 if x0 == t2 else 0.0) + (1.0 if x1 == t2 else 0.0)) + t10))


def logsumexp_3_by_x2_lanes(w: Floats, a: Floats, x: Floats, y: Floats, z: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * logsumexp_3_by_x2(x[i], y[i], z[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * logsumexp_3_by_x2(x[i], y[i], z[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], logsumexp_3_by_x2(x[i], y[i], z[i]))


def softmax_value(x: float, total: float) -> float:
    return exp(x - total)


def softmax_value_lanes(o: Floats, x: Floats, y: Floats, n: int) -> None:
    for i in range(n & -8):
        o[i] = softmax_value(x[i], y[i])


def softmax_by_x(out: float) -> float:
    return out


def softmax_by_x_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * softmax_by_x(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * softmax_by_x(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], softmax_by_x(out[i]))


def softmax_by_total(out: float) -> float:
    return -out


def softmax_by_total_lanes(w: Floats, a: Floats, out: Floats, how: int, n: int) -> None:
    if how == _SET:
        for i in range(n & -8):
            w[i] = a[i] * softmax_by_total(out[i]) + 0.0
    elif how == _ADD:
        for i in range(n & -8):
            w[i] += a[i] * softmax_by_total(out[i])
    else:
        for i in range(n & -8):
            w[i] += scaled(a[i], softmax_by_total(out[i]))


def ask(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, active: Ints, o: int
) -> None:
    """Find out whose adjoints are asked for: of what is active."""
    k = m = 0
    while k < len(code):
        op = code[k] >> 8
        if op < 2:
            j = at[m]
            k += 1
            m += 1
            if op == 1:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, 1)
                    k = loops[6 * j + 1]
                    m = loops[6 * j + 3]
                else:
                    left[j] = loops[6 * j]
                    move(at, loops, steps, j, 1 - left[j])
            continue
        asked = 0
        for i in range(code[k] >> 6 & 3):
            if active[at[m + i]]:
                asked |= code[k] >> 3 & 1 << i
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                if active[at[i]]:
                    asked = 1
            m += at[m] + 2
        code[k] |= asked
        active[o] = asked != 0
        m += code[k] >> 6 & 3
        k += 1
        o += 1


def claim(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, seen: Ints, o: int
) -> None:
    """Find out what is fresh.  What has to be 0 before a sweep becomes 2 in `seen`.  To be done twice."""
    k = len(code)
    m = len(at) - 2
    while k > 0:
        k -= 1
        op = code[k] >> 8
        if op < 2:
            m -= 1
            j = at[m]
            if op == 1:
                move(at, loops, steps, j, left[j] - 1)
            else:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, -1)
                    k = loops[6 * j + 2]
                    m = loops[6 * j + 4]
                else:
                    left[j] = loops[6 * j]
            continue
        o -= 1
        m -= code[k] >> 6 & 3
        asked = code[k] & 7
        if op == 2:
            m -= at[m - 1] + 2
        for i in range(code[k] >> 6 & 3):
            x = at[m + i]
            if not asked >> i & 1:
                continue
            if seen[x]:
                code[k] &= ~(8 << i)
            elif code[k] & 8 << i:
                seen[x] = 1
            else:
                seen[x] = 2
        if op == 2 and asked:
            for i in range(m + 2, m + 1 + at[m], 2):
                if not seen[at[i]]:
                    seen[at[i]] = 2


def forward(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, v: Floats, o: int
) -> None:
    """The values of all results, the first of which has the slot o."""
    k = m = 0
    while k < len(code):
        op = code[k] >> 8
        if op < 2:
            j = at[m]
            k += 1
            m += 1
            if op == 1:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, 1)
                    k = loops[6 * j + 1]
                    m = loops[6 * j + 3]
                else:
                    left[j] = loops[6 * j]
                    move(at, loops, steps, j, 1 - left[j])
            continue
        x = at[m]
        y = at[m + 1]
        if op == 2:
            v[o] = v[y]
            m += at[m] + 2
        elif op == 3:
            v[o] = add_value(v[x], v[y])
        elif op == 4:
            v[o] = sub_value(v[x], v[y])
        elif op == 5:
            v[o] = mul_value(v[x], v[y])
        elif op == 6:
            v[o] = div_value(v[x], v[y])
        elif op == 7:
            v[o] = neg_value(v[x])
        elif op == 8:
            v[o] = scale_value(v[x], v[y])
        elif op == 9:
            z = at[m + 2]
            v[o] = where_value(v[x], v[y], v[z])
        elif op == 10:
            v[o] = lt_value(v[x], v[y])
        elif op == 11:
            v[o] = le_value(v[x], v[y])
        elif op == 12:
            v[o] = gt_value(v[x], v[y])
        elif op == 13:
            v[o] = ge_value(v[x], v[y])
        elif op == 14:
            v[o] = eq_value(v[x], v[y])
        elif op == 15:
            v[o] = ne_value(v[x], v[y])
        elif op == 16:
            v[o] = exp_value(v[x])
        elif op == 17:
            v[o] = expm1_value(v[x])
        elif op == 18:
            v[o] = log_value(v[x])
        elif op == 19:
            v[o] = log2_value(v[x])
        elif op == 20:
            v[o] = log10_value(v[x])
        elif op == 21:
            v[o] = log1p_value(v[x])
        elif op == 22:
            v[o] = sqrt_value(v[x])
        elif op == 23:
            v[o] = cbrt_value(v[x])
        elif op == 24:
            v[o] = square_value(v[x])
        elif op == 25:
            v[o] = reciprocal_value(v[x])
        elif op == 26:
            v[o] = pow_value(v[x], v[y])
        elif op == 27:
            v[o] = exp2_value(v[x])
        elif op == 28:
            v[o] = sin_value(v[x])
        elif op == 29:
            v[o] = cos_value(v[x])
        elif op == 30:
            v[o] = tan_value(v[x])
        elif op == 31:
            v[o] = asin_value(v[x])
        elif op == 32:
            v[o] = acos_value(v[x])
        elif op == 33:
            v[o] = atan_value(v[x])
        elif op == 34:
            v[o] = atan2_value(v[x], v[y])
        elif op == 35:
            v[o] = sinh_value(v[x])
        elif op == 36:
            v[o] = cosh_value(v[x])
        elif op == 37:
            v[o] = tanh_value(v[x])
        elif op == 38:
            v[o] = asinh_value(v[x])
        elif op == 39:
            v[o] = acosh_value(v[x])
        elif op == 40:
            v[o] = atanh_value(v[x])
        elif op == 41:
            v[o] = sign_value(v[x])
        elif op == 42:
            v[o] = abs_value(v[x])
        elif op == 43:
            v[o] = floor_value(v[x])
        elif op == 44:
            v[o] = ceil_value(v[x])
        elif op == 45:
            v[o] = round_value(v[x])
        elif op == 46:
            z = at[m + 2]
            v[o] = clip_value(v[x], v[y], v[z])
        elif op == 47:
            v[o] = fmod_value(v[x], v[y])
        elif op == 48:
            v[o] = mod_value(v[x], v[y])
        elif op == 49:
            v[o] = floordiv_value(v[x], v[y])
        elif op == 50:
            v[o] = sum_1_value(v[x])
        elif op == 51:
            v[o] = sum_2_value(v[x], v[y])
        elif op == 52:
            z = at[m + 2]
            v[o] = sum_3_value(v[x], v[y], v[z])
        elif op == 53:
            v[o] = prod_1_value(v[x])
        elif op == 54:
            v[o] = prod_2_value(v[x], v[y])
        elif op == 55:
            z = at[m + 2]
            v[o] = prod_3_value(v[x], v[y], v[z])
        elif op == 56:
            v[o] = dot_2_value(v[x], v[y])
        elif op == 57:
            v[o] = max_1_value(v[x])
        elif op == 58:
            v[o] = max_2_value(v[x], v[y])
        elif op == 59:
            z = at[m + 2]
            v[o] = max_3_value(v[x], v[y], v[z])
        elif op == 60:
            v[o] = min_1_value(v[x])
        elif op == 61:
            v[o] = min_2_value(v[x], v[y])
        elif op == 62:
            z = at[m + 2]
            v[o] = min_3_value(v[x], v[y], v[z])
        elif op == 63:
            v[o] = hypot_value(v[x], v[y])
        elif op == 64:
            v[o] = norm_1_value(v[x])
        elif op == 65:
            v[o] = norm_2_value(v[x], v[y])
        elif op == 66:
            z = at[m + 2]
            v[o] = norm_3_value(v[x], v[y], v[z])
        elif op == 67:
            v[o] = erf_value(v[x])
        elif op == 68:
            v[o] = erfc_value(v[x])
        elif op == 69:
            v[o] = polygamma_value(v[x], v[y])
        elif op == 70:
            v[o] = lgamma_value(v[x])
        elif op == 71:
            v[o] = digamma_value(v[x])
        elif op == 72:
            v[o] = mean_1_value(v[x])
        elif op == 73:
            v[o] = mean_2_value(v[x], v[y])
        elif op == 74:
            z = at[m + 2]
            v[o] = mean_3_value(v[x], v[y], v[z])
        elif op == 75:
            v[o] = relu_value(v[x])
        elif op == 76:
            v[o] = leaky_relu_value(v[x], v[y])
        elif op == 77:
            v[o] = elu_value(v[x], v[y])
        elif op == 78:
            v[o] = sigmoid_value(v[x])
        elif op == 79:
            v[o] = softplus_value(v[x])
        elif op == 80:
            v[o] = log_sigmoid_value(v[x])
        elif op == 81:
            v[o] = silu_value(v[x])
        elif op == 82:
            v[o] = norm_pdf_value(v[x])
        elif op == 83:
            v[o] = norm_cdf_value(v[x])
        elif op == 84:
            v[o] = gelu_value(v[x])
        elif op == 85:
            v[o] = gelu_tanh_value(v[x])
        elif op == 86:
            v[o] = mish_value(v[x])
        elif op == 87:
            v[o] = logsumexp_1_value(v[x])
        elif op == 88:
            v[o] = logsumexp_2_value(v[x], v[y])
        elif op == 89:
            z = at[m + 2]
            v[o] = logsumexp_3_value(v[x], v[y], v[z])
        elif op == 90:
            v[o] = softmax_value(v[x], v[y])
        m += code[k] >> 6 & 3
        k += 1
        o += 1


def backward(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, v: Floats, w: Floats, o: int
) -> None:
    """The adjoints of all operands, the last result having the slot before o.  Leaves zeros in all others."""
    k = len(code)
    m = len(at) - 2
    while k > 0:
        k -= 1
        op = code[k] >> 8
        if op < 2:
            m -= 1
            j = at[m]
            if op == 1:
                move(at, loops, steps, j, left[j] - 1)
            else:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, -1)
                    k = loops[6 * j + 2]
                    m = loops[6 * j + 4]
                else:
                    left[j] = loops[6 * j]
            continue
        o -= 1
        m -= code[k] >> 6 & 3
        asked = code[k] & 7
        if op == 2:
            m -= at[m - 1] + 2
        a = w[o]
        if a == 0.0:
            continue
        w[o] = 0.0
        x = at[m]
        y = at[m + 1]
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                w[at[i]] += scaled(a, v[at[i + 1]])
        elif op == 3:
            if asked & 1:
                w[x] += a * 1.0
            if asked & 2:
                w[y] += a * 1.0
        elif op == 4:
            if asked & 1:
                w[x] += a * 1.0
            if asked & 2:
                w[y] += a * -1.0
        elif op == 5:
            if asked & 1:
                w[x] += scaled(a, mul_by_x(v[y]))
            if asked & 2:
                w[y] += scaled(a, mul_by_y(v[x]))
        elif op == 6:
            if asked & 1:
                w[x] += scaled(a, div_by_x(v[y]))
            if asked & 2:
                w[y] += scaled(a, div_by_y(v[y], v[o]))
        elif op == 7:
            if asked & 1:
                w[x] += a * -1.0
        elif op == 8:
            if asked & 1:
                w[x] += scaled(a, scale_by_x(v[y]))
            if asked & 2:
                w[y] += scaled(a, scale_by_y(v[x]))
        elif op == 9:
            z = at[m + 2]
            if asked & 2:
                w[y] += scaled(a, where_by_x(v[x]))
            if asked & 4:
                w[z] += scaled(a, where_by_y(v[x]))
        elif op == 10:
            pass
        elif op == 11:
            pass
        elif op == 12:
            pass
        elif op == 13:
            pass
        elif op == 14:
            pass
        elif op == 15:
            pass
        elif op == 16:
            if asked & 1:
                w[x] += scaled(a, exp_by_x(v[o]))
        elif op == 17:
            if asked & 1:
                w[x] += scaled(a, expm1_by_x(v[o]))
        elif op == 18:
            if asked & 1:
                w[x] += scaled(a, log_by_x(v[x]))
        elif op == 19:
            if asked & 1:
                w[x] += scaled(a, log2_by_x(v[x]))
        elif op == 20:
            if asked & 1:
                w[x] += scaled(a, log10_by_x(v[x]))
        elif op == 21:
            if asked & 1:
                w[x] += scaled(a, log1p_by_x(v[x]))
        elif op == 22:
            if asked & 1:
                w[x] += scaled(a, sqrt_by_x(v[o]))
        elif op == 23:
            if asked & 1:
                w[x] += scaled(a, cbrt_by_x(v[o]))
        elif op == 24:
            if asked & 1:
                w[x] += scaled(a, square_by_x(v[x]))
        elif op == 25:
            if asked & 1:
                w[x] += scaled(a, reciprocal_by_x(v[o]))
        elif op == 26:
            if asked & 1:
                w[x] += scaled(a, pow_by_x(v[x], v[y]))
            if asked & 2:
                w[y] += scaled(a, pow_by_y(v[x], v[y], v[o]))
        elif op == 27:
            if asked & 1:
                w[x] += scaled(a, exp2_by_x(v[o]))
        elif op == 28:
            if asked & 1:
                w[x] += scaled(a, sin_by_x(v[x]))
        elif op == 29:
            if asked & 1:
                w[x] += scaled(a, cos_by_x(v[x]))
        elif op == 30:
            if asked & 1:
                w[x] += scaled(a, tan_by_x(v[o]))
        elif op == 31:
            if asked & 1:
                w[x] += scaled(a, asin_by_x(v[x]))
        elif op == 32:
            if asked & 1:
                w[x] += scaled(a, acos_by_x(v[x]))
        elif op == 33:
            if asked & 1:
                w[x] += scaled(a, atan_by_x(v[x]))
        elif op == 34:
            if asked & 1:
                w[x] += scaled(a, atan2_by_y(v[x], v[y]))
            if asked & 2:
                w[y] += scaled(a, atan2_by_x(v[x], v[y]))
        elif op == 35:
            if asked & 1:
                w[x] += scaled(a, sinh_by_x(v[x]))
        elif op == 36:
            if asked & 1:
                w[x] += scaled(a, cosh_by_x(v[x]))
        elif op == 37:
            if asked & 1:
                w[x] += scaled(a, tanh_by_x(v[o]))
        elif op == 38:
            if asked & 1:
                w[x] += scaled(a, asinh_by_x(v[x]))
        elif op == 39:
            if asked & 1:
                w[x] += scaled(a, acosh_by_x(v[x]))
        elif op == 40:
            if asked & 1:
                w[x] += scaled(a, atanh_by_x(v[x]))
        elif op == 41:
            pass
        elif op == 42:
            if asked & 1:
                w[x] += scaled(a, abs_by_x(v[x]))
        elif op == 43:
            pass
        elif op == 44:
            pass
        elif op == 45:
            pass
        elif op == 46:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, clip_by_x(v[x], v[y], v[z]))
            if asked & 2:
                w[y] += scaled(a, clip_by_lo(v[x], v[y]))
            if asked & 4:
                w[z] += scaled(a, clip_by_hi(v[x], v[z]))
        elif op == 47:
            if asked & 1:
                w[x] += scaled(a, fmod_by_x(v[o]))
            if asked & 2:
                w[y] += scaled(a, fmod_by_y(v[x], v[y], v[o]))
        elif op == 48:
            if asked & 1:
                w[x] += scaled(a, mod_by_x(v[o]))
            if asked & 2:
                w[y] += scaled(a, mod_by_y(v[x], v[y], v[o]))
        elif op == 49:
            if asked & 1:
                w[x] += scaled(a, floordiv_by_x(v[o]))
            if asked & 2:
                w[y] += scaled(a, floordiv_by_y(v[o]))
        elif op == 50:
            if asked & 1:
                w[x] += a * 1.0
        elif op == 51:
            if asked & 1:
                w[x] += a * 1.0
            if asked & 2:
                w[y] += a * 1.0
        elif op == 52:
            z = at[m + 2]
            if asked & 1:
                w[x] += a * 1.0
            if asked & 2:
                w[y] += a * 1.0
            if asked & 4:
                w[z] += a * 1.0
        elif op == 53:
            if asked & 1:
                w[x] += a * 1.0
        elif op == 54:
            if asked & 1:
                w[x] += scaled(a, prod_2_by_x0(v[y]))
            if asked & 2:
                w[y] += scaled(a, prod_2_by_x1(v[x]))
        elif op == 55:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, prod_3_by_x0(v[y], v[z]))
            if asked & 2:
                w[y] += scaled(a, prod_3_by_x1(v[x], v[z]))
            if asked & 4:
                w[z] += scaled(a, prod_3_by_x2(v[x], v[y]))
        elif op == 56:
            if asked & 1:
                w[x] += scaled(a, dot_2_by_x0(v[y]))
            if asked & 2:
                w[y] += scaled(a, dot_2_by_x1(v[x]))
        elif op == 57:
            if asked & 1:
                w[x] += scaled(a, max_1_by_x0(v[x], v[o]))
        elif op == 58:
            if asked & 1:
                w[x] += scaled(a, max_2_by_x0(v[x], v[y], v[o]))
            if asked & 2:
                w[y] += scaled(a, max_2_by_x1(v[x], v[y], v[o]))
        elif op == 59:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, max_3_by_x0(v[x], v[y], v[z], v[o]))
            if asked & 2:
                w[y] += scaled(a, max_3_by_x1(v[x], v[y], v[z], v[o]))
            if asked & 4:
                w[z] += scaled(a, max_3_by_x2(v[x], v[y], v[z], v[o]))
        elif op == 60:
            if asked & 1:
                w[x] += scaled(a, min_1_by_x0(v[x], v[o]))
        elif op == 61:
            if asked & 1:
                w[x] += scaled(a, min_2_by_x0(v[x], v[y], v[o]))
            if asked & 2:
                w[y] += scaled(a, min_2_by_x1(v[x], v[y], v[o]))
        elif op == 62:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, min_3_by_x0(v[x], v[y], v[z], v[o]))
            if asked & 2:
                w[y] += scaled(a, min_3_by_x1(v[x], v[y], v[z], v[o]))
            if asked & 4:
                w[z] += scaled(a, min_3_by_x2(v[x], v[y], v[z], v[o]))
        elif op == 63:
            if asked & 1:
                w[x] += scaled(a, hypot_by_x(v[x], v[o]))
            if asked & 2:
                w[y] += scaled(a, hypot_by_y(v[y], v[o]))
        elif op == 64:
            if asked & 1:
                w[x] += scaled(a, norm_1_by_x0(v[x], v[o]))
        elif op == 65:
            if asked & 1:
                w[x] += scaled(a, norm_2_by_x0(v[x], v[o]))
            if asked & 2:
                w[y] += scaled(a, norm_2_by_x1(v[y], v[o]))
        elif op == 66:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, norm_3_by_x0(v[x], v[o]))
            if asked & 2:
                w[y] += scaled(a, norm_3_by_x1(v[y], v[o]))
            if asked & 4:
                w[z] += scaled(a, norm_3_by_x2(v[z], v[o]))
        elif op == 67:
            if asked & 1:
                w[x] += scaled(a, erf_by_x(v[x]))
        elif op == 68:
            if asked & 1:
                w[x] += scaled(a, erfc_by_x(v[x]))
        elif op == 69:
            if asked & 1:
                w[x] += a * nan
            if asked & 2:
                w[y] += scaled(a, polygamma_by_x(v[x], v[y]))
        elif op == 70:
            if asked & 1:
                w[x] += scaled(a, lgamma_by_x(v[x]))
        elif op == 71:
            if asked & 1:
                w[x] += scaled(a, digamma_by_x(v[x]))
        elif op == 72:
            if asked & 1:
                w[x] += a * 1.0
        elif op == 73:
            if asked & 1:
                w[x] += a * 0.5
            if asked & 2:
                w[y] += a * 0.5
        elif op == 74:
            z = at[m + 2]
            if asked & 1:
                w[x] += a * 0.3333333333333333
            if asked & 2:
                w[y] += a * 0.3333333333333333
            if asked & 4:
                w[z] += a * 0.3333333333333333
        elif op == 75:
            if asked & 1:
                w[x] += scaled(a, relu_by_x(v[x]))
        elif op == 76:
            if asked & 1:
                w[x] += scaled(a, leaky_relu_by_x(v[x], v[y]))
            if asked & 2:
                w[y] += scaled(a, leaky_relu_by_slope(v[x]))
        elif op == 77:
            if asked & 1:
                w[x] += scaled(a, elu_by_x(v[x], v[y]))
            if asked & 2:
                w[y] += scaled(a, elu_by_alpha(v[x]))
        elif op == 78:
            if asked & 1:
                w[x] += scaled(a, sigmoid_by_x(v[x], v[o]))
        elif op == 79:
            if asked & 1:
                w[x] += scaled(a, softplus_by_x(v[x]))
        elif op == 80:
            if asked & 1:
                w[x] += scaled(a, log_sigmoid_by_x(v[x]))
        elif op == 81:
            if asked & 1:
                w[x] += scaled(a, silu_by_x(v[x]))
        elif op == 82:
            if asked & 1:
                w[x] += scaled(a, norm_pdf_by_x(v[x]))
        elif op == 83:
            if asked & 1:
                w[x] += scaled(a, norm_cdf_by_x(v[x]))
        elif op == 84:
            if asked & 1:
                w[x] += scaled(a, gelu_by_x(v[x]))
        elif op == 85:
            if asked & 1:
                w[x] += scaled(a, gelu_tanh_by_x(v[x]))
        elif op == 86:
            if asked & 1:
                w[x] += scaled(a, mish_by_x(v[x]))
        elif op == 87:
            if asked & 1:
                w[x] += scaled(a, logsumexp_1_by_x0(v[x]))
        elif op == 88:
            if asked & 1:
                w[x] += scaled(a, logsumexp_2_by_x0(v[x], v[y]))
            if asked & 2:
                w[y] += scaled(a, logsumexp_2_by_x1(v[x], v[y]))
        elif op == 89:
            z = at[m + 2]
            if asked & 1:
                w[x] += scaled(a, logsumexp_3_by_x0(v[x], v[y], v[z]))
            if asked & 2:
                w[y] += scaled(a, logsumexp_3_by_x1(v[x], v[y], v[z]))
            if asked & 4:
                w[z] += scaled(a, logsumexp_3_by_x2(v[x], v[y], v[z]))
        elif op == 90:
            if asked & 1:
                w[x] += scaled(a, softmax_by_x(v[o]))
            if asked & 2:
                w[y] += scaled(a, softmax_by_total(v[o]))


def forward_lanes(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, v: Floats, o: int, width: int, n: int
) -> None:
    """The same in lanes."""
    k = m = 0
    while k < len(code):
        op = code[k] >> 8
        if op < 2:
            j = at[m]
            k += 1
            m += 1
            if op == 1:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, 1)
                    k = loops[6 * j + 1]
                    m = loops[6 * j + 3]
                else:
                    left[j] = loops[6 * j]
                    move(at, loops, steps, j, 1 - left[j])
            continue
        x = at[m] * width
        y = at[m + 1] * width
        if op == 2:
            copy_lanes(lane(v, o), lane(v, y), n)
            m += at[m] + 2
        elif op == 3:
            add_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 4:
            sub_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 5:
            mul_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 6:
            div_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 7:
            neg_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 8:
            scale_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 9:
            z = at[m + 2] * width
            where_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 10:
            lt_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 11:
            le_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 12:
            gt_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 13:
            ge_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 14:
            eq_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 15:
            ne_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 16:
            exp_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 17:
            expm1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 18:
            log_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 19:
            log2_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 20:
            log10_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 21:
            log1p_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 22:
            sqrt_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 23:
            cbrt_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 24:
            square_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 25:
            reciprocal_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 26:
            pow_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 27:
            exp2_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 28:
            sin_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 29:
            cos_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 30:
            tan_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 31:
            asin_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 32:
            acos_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 33:
            atan_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 34:
            atan2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 35:
            sinh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 36:
            cosh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 37:
            tanh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 38:
            asinh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 39:
            acosh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 40:
            atanh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 41:
            sign_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 42:
            abs_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 43:
            floor_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 44:
            ceil_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 45:
            round_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 46:
            z = at[m + 2] * width
            clip_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 47:
            fmod_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 48:
            mod_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 49:
            floordiv_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 50:
            sum_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 51:
            sum_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 52:
            z = at[m + 2] * width
            sum_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 53:
            prod_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 54:
            prod_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 55:
            z = at[m + 2] * width
            prod_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 56:
            dot_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 57:
            max_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 58:
            max_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 59:
            z = at[m + 2] * width
            max_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 60:
            min_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 61:
            min_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 62:
            z = at[m + 2] * width
            min_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 63:
            hypot_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 64:
            norm_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 65:
            norm_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 66:
            z = at[m + 2] * width
            norm_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 67:
            erf_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 68:
            erfc_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 69:
            polygamma_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 70:
            lgamma_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 71:
            digamma_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 72:
            mean_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 73:
            mean_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 74:
            z = at[m + 2] * width
            mean_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 75:
            relu_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 76:
            leaky_relu_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 77:
            elu_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 78:
            sigmoid_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 79:
            softplus_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 80:
            log_sigmoid_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 81:
            silu_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 82:
            norm_pdf_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 83:
            norm_cdf_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 84:
            gelu_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 85:
            gelu_tanh_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 86:
            mish_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 87:
            logsumexp_1_value_lanes(lane(v, o), lane(v, x), n)
        elif op == 88:
            logsumexp_2_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        elif op == 89:
            z = at[m + 2] * width
            logsumexp_3_value_lanes(lane(v, o), lane(v, x), lane(v, y), lane(v, z), n)
        elif op == 90:
            softmax_value_lanes(lane(v, o), lane(v, x), lane(v, y), n)
        m += code[k] >> 6 & 3
        k += 1
        o += width


def backward_lanes(
    code: Ints, at: Ints, loops: Ints, steps: Ints, left: Ints, v: Floats, w: Floats, o: int, width: int, n: int, exact: bool
) -> None:
    """The same in lanes.  Only if `exact`, a zero contributes nothing; all others have to be 0 before."""
    k = len(code)
    m = len(at) - 2
    while k > 0:
        k -= 1
        op = code[k] >> 8
        if op < 2:
            m -= 1
            j = at[m]
            if op == 1:
                move(at, loops, steps, j, left[j] - 1)
            else:
                left[j] -= 1
                if left[j]:
                    move(at, loops, steps, j, -1)
                    k = loops[6 * j + 2]
                    m = loops[6 * j + 4]
                else:
                    left[j] = loops[6 * j]
            continue
        o -= width
        m -= code[k] >> 6 & 3
        asked = code[k] & 7
        if op == 2:
            m -= at[m - 1] + 2
        if asked == 0:
            continue
        fresh = 0 if exact else code[k] >> 3
        add = _EXACT if exact else _ADD
        x = at[m] * width
        y = at[m + 1] * width
        if op == 2:
            for i in range(m + 2, m + 1 + at[m], 2):
                join_lanes(lane(w, at[i] * width), lane(w, o), lane(v, at[i + 1] * width), n)
        elif op == 3:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), 1.0, _SET if fresh & 2 else add, n)
        elif op == 4:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), -1.0, _SET if fresh & 2 else add, n)
        elif op == 5:
            if asked & 1:
                mul_by_x_lanes(lane(w, x), lane(w, o), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                mul_by_y_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 6:
            if asked & 1:
                div_by_x_lanes(lane(w, x), lane(w, o), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                div_by_y_lanes(lane(w, y), lane(w, o), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 7:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), -1.0, _SET if fresh & 1 else add, n)
        elif op == 8:
            if asked & 1:
                scale_by_x_lanes(lane(w, x), lane(w, o), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                scale_by_y_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 9:
            z = at[m + 2] * width
            if asked & 2:
                where_by_x_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
            if asked & 4:
                where_by_y_lanes(lane(w, z), lane(w, o), lane(v, x), _SET if fresh & 4 else add, n)
        elif op == 10:
            pass
        elif op == 11:
            pass
        elif op == 12:
            pass
        elif op == 13:
            pass
        elif op == 14:
            pass
        elif op == 15:
            pass
        elif op == 16:
            if asked & 1:
                exp_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 17:
            if asked & 1:
                expm1_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 18:
            if asked & 1:
                log_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 19:
            if asked & 1:
                log2_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 20:
            if asked & 1:
                log10_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 21:
            if asked & 1:
                log1p_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 22:
            if asked & 1:
                sqrt_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 23:
            if asked & 1:
                cbrt_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 24:
            if asked & 1:
                square_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 25:
            if asked & 1:
                reciprocal_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 26:
            if asked & 1:
                pow_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                pow_by_y_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 27:
            if asked & 1:
                exp2_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 28:
            if asked & 1:
                sin_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 29:
            if asked & 1:
                cos_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 30:
            if asked & 1:
                tan_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 31:
            if asked & 1:
                asin_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 32:
            if asked & 1:
                acos_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 33:
            if asked & 1:
                atan_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 34:
            if asked & 1:
                atan2_by_y_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                atan2_by_x_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 2 else add, n)
        elif op == 35:
            if asked & 1:
                sinh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 36:
            if asked & 1:
                cosh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 37:
            if asked & 1:
                tanh_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 38:
            if asked & 1:
                asinh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 39:
            if asked & 1:
                acosh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 40:
            if asked & 1:
                atanh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 41:
            pass
        elif op == 42:
            if asked & 1:
                abs_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 43:
            pass
        elif op == 44:
            pass
        elif op == 45:
            pass
        elif op == 46:
            z = at[m + 2] * width
            if asked & 1:
                clip_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, z), _SET if fresh & 1 else add, n)
            if asked & 2:
                clip_by_lo_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 2 else add, n)
            if asked & 4:
                clip_by_hi_lanes(lane(w, z), lane(w, o), lane(v, x), lane(v, z), _SET if fresh & 4 else add, n)
        elif op == 47:
            if asked & 1:
                fmod_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                fmod_by_y_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 48:
            if asked & 1:
                mod_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                mod_by_y_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 49:
            if asked & 1:
                floordiv_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                floordiv_by_y_lanes(lane(w, y), lane(w, o), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 50:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
        elif op == 51:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), 1.0, _SET if fresh & 2 else add, n)
        elif op == 52:
            z = at[m + 2] * width
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), 1.0, _SET if fresh & 2 else add, n)
            if asked & 4:
                share_lanes(lane(w, z), lane(w, o), 1.0, _SET if fresh & 4 else add, n)
        elif op == 53:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
        elif op == 54:
            if asked & 1:
                prod_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                prod_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 55:
            z = at[m + 2] * width
            if asked & 1:
                prod_3_by_x0_lanes(lane(w, x), lane(w, o), lane(v, y), lane(v, z), _SET if fresh & 1 else add, n)
            if asked & 2:
                prod_3_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, z), _SET if fresh & 2 else add, n)
            if asked & 4:
                prod_3_by_x2_lanes(lane(w, z), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 4 else add, n)
        elif op == 56:
            if asked & 1:
                dot_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                dot_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 57:
            if asked & 1:
                max_1_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 58:
            if asked & 1:
                max_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                max_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 59:
            z = at[m + 2] * width
            if asked & 1:
                max_3_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                max_3_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 2 else add, n)
            if asked & 4:
                max_3_by_x2_lanes(lane(w, z), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 4 else add, n)
        elif op == 60:
            if asked & 1:
                min_1_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 61:
            if asked & 1:
                min_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                min_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 62:
            z = at[m + 2] * width
            if asked & 1:
                min_3_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                min_3_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 2 else add, n)
            if asked & 4:
                min_3_by_x2_lanes(lane(w, z), lane(w, o), lane(v, x), lane(v, y), lane(v, z), lane(v, o), _SET if fresh & 4 else add, n)
        elif op == 63:
            if asked & 1:
                hypot_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                hypot_by_y_lanes(lane(w, y), lane(w, o), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 64:
            if asked & 1:
                norm_1_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 65:
            if asked & 1:
                norm_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                norm_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
        elif op == 66:
            z = at[m + 2] * width
            if asked & 1:
                norm_3_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                norm_3_by_x1_lanes(lane(w, y), lane(w, o), lane(v, y), lane(v, o), _SET if fresh & 2 else add, n)
            if asked & 4:
                norm_3_by_x2_lanes(lane(w, z), lane(w, o), lane(v, z), lane(v, o), _SET if fresh & 4 else add, n)
        elif op == 67:
            if asked & 1:
                erf_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 68:
            if asked & 1:
                erfc_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 69:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), nan, _SET if fresh & 1 else add, n)
            if asked & 2:
                polygamma_by_x_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 2 else add, n)
        elif op == 70:
            if asked & 1:
                lgamma_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 71:
            if asked & 1:
                digamma_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 72:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 1.0, _SET if fresh & 1 else add, n)
        elif op == 73:
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 0.5, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), 0.5, _SET if fresh & 2 else add, n)
        elif op == 74:
            z = at[m + 2] * width
            if asked & 1:
                share_lanes(lane(w, x), lane(w, o), 0.3333333333333333, _SET if fresh & 1 else add, n)
            if asked & 2:
                share_lanes(lane(w, y), lane(w, o), 0.3333333333333333, _SET if fresh & 2 else add, n)
            if asked & 4:
                share_lanes(lane(w, z), lane(w, o), 0.3333333333333333, _SET if fresh & 4 else add, n)
        elif op == 75:
            if asked & 1:
                relu_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 76:
            if asked & 1:
                leaky_relu_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                leaky_relu_by_slope_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 77:
            if asked & 1:
                elu_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                elu_by_alpha_lanes(lane(w, y), lane(w, o), lane(v, x), _SET if fresh & 2 else add, n)
        elif op == 78:
            if asked & 1:
                sigmoid_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, o), _SET if fresh & 1 else add, n)
        elif op == 79:
            if asked & 1:
                softplus_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 80:
            if asked & 1:
                log_sigmoid_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 81:
            if asked & 1:
                silu_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 82:
            if asked & 1:
                norm_pdf_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 83:
            if asked & 1:
                norm_cdf_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 84:
            if asked & 1:
                gelu_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 85:
            if asked & 1:
                gelu_tanh_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 86:
            if asked & 1:
                mish_by_x_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 87:
            if asked & 1:
                logsumexp_1_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), _SET if fresh & 1 else add, n)
        elif op == 88:
            if asked & 1:
                logsumexp_2_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 1 else add, n)
            if asked & 2:
                logsumexp_2_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), _SET if fresh & 2 else add, n)
        elif op == 89:
            z = at[m + 2] * width
            if asked & 1:
                logsumexp_3_by_x0_lanes(lane(w, x), lane(w, o), lane(v, x), lane(v, y), lane(v, z), _SET if fresh & 1 else add, n)
            if asked & 2:
                logsumexp_3_by_x1_lanes(lane(w, y), lane(w, o), lane(v, x), lane(v, y), lane(v, z), _SET if fresh & 2 else add, n)
            if asked & 4:
                logsumexp_3_by_x2_lanes(lane(w, z), lane(w, o), lane(v, x), lane(v, y), lane(v, z), _SET if fresh & 4 else add, n)
        elif op == 90:
            if asked & 1:
                softmax_by_x_lanes(lane(w, x), lane(w, o), lane(v, o), _SET if fresh & 1 else add, n)
            if asked & 2:
                softmax_by_total_lanes(lane(w, y), lane(w, o), lane(v, o), _SET if fresh & 2 else add, n)
