"""Counted on paper, or by a complex step."""

import math

from plain import exp, parts


def every_way_to_make_one():
    words = [["a", ""], ["b", ""], ["", "+"], ["listed", "+"], ["set", "+"], ["named", "sum"], ["", "neg"], ["", ""]]
    return {"words": words, "prev": [2, 2, 2, 2, 1, 0], "data": [3, 3, 3, 3, -1, 9]}


def names_in_other_spellings():
    return {"words": ["hidden", "", "red"], "sum": 3}


def node_without_a_rule():
    return {"a": 4 + 3, "cut": 2}


def steps_called_again():
    return {"grads": [[0, 0], [12.5, 5], [25, 10], [0, 0]], "y": -5}


def gradient_set_before():
    return {"x": 6, "y": 1}


def detached():
    h = 1.5**2
    return {"x": h * 2 * 1.5 + math.exp(h), "copy": h + 1.5 * math.exp(h), "h": h}


def hook_on_a_leaf():
    return {"seen": [-1 + 4], "w": 2}


def captured_but_not_listed():
    # out = -2, twice used: 2 out = -4
    return {"x": 4, "w": -8 + 1, "out": -4}


def own_nodes_swept_twice():
    # x^12 + x^3
    once = 12 * 2**11 + 3 * 2**2
    return {"once": once, "twice": 2 * once}


def hand_written_backward():
    y, *grads = parts(lambda a, b: exp(a * b) + a / b, 0.5, -2.0)
    return {"y": y, "grads": grads}
