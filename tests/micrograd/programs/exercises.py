"""As in exercise sheets: logits, probabilities, the loss, and a gradient compared by nudging."""


def negative_log_likelihood(Value):
    """Logits to probabilities to the negative log of the right one."""
    logits = [Value(0.0), Value(3.0), Value(-2.0), Value(1.0)]
    counts = [logit.exp() for logit in logits]
    denominator = sum(counts)
    probs = [c / denominator for c in counts]
    loss = -probs[3].log()
    loss.backward()
    return {"loss": loss.data, "probs": [p.data for p in probs], "grads": [logit.grad for logit in logits]}


def softmax_among_others(Value):
    """`softmax` as a method: of a value among others; itself among them counts once."""
    logits = [Value(0.5), Value(-1.0), Value(2.0)]
    probs = [logit.softmax(logits) for logit in logits]
    probs[0].backward()
    whole = [logit.grad for logit in logits]
    for logit in logits:
        logit.grad = 0.0
    alone = logits[0].softmax(logits[1:])
    alone.backward()
    return {"probs": [p.data for p in probs], "alone": alone.data, "whole": whole, "grads": [x.grad for x in logits]}


def gradient_by_nudging(Value):
    """An expression with powers and a quotient; its gradient, and the slopes by nudging `.data`."""

    def f(a, b, c):
        return -(a**3) + 3 * b**2.5 - 1.0 / c + (b / a) ** 2 - a**0.5

    a, b, c = Value(2.0), Value(3.0), Value(4.0)
    y = f(a, b, c)
    y.backward()
    h = 1e-3
    slopes = []
    for v in (a, b, c):
        was = v.data
        v.data = was + h
        up = f(a, b, c).data
        v.data = was - h
        down = f(a, b, c).data
        v.data = was
        slopes.append((up - down) / (2 * h))
    grads = [v.grad for v in (a, b, c)]
    close = [abs(s - g) < 1e-4 for s, g in zip(slopes, grads)]
    return {"y": y.data, "grads": grads, "close": close}


def log_sum_exp_shifted(Value):
    """The largest logit is taken off before the exponentials, as a plain number."""
    logits = [Value(x) for x in (700.0, 702.0, 699.5)]
    top = max(logit.data for logit in logits)
    total = sum((logit - top).exp() for logit in logits)
    y = total.log() + top
    y.backward()
    return {"y": y.data, "grads": [logit.grad for logit in logits]}


def batch_cross_entropy(Value):
    """Three rows of logits, the mean loss, and how many were right."""
    rows = [[1.0, -0.5, 0.25], [0.0, 2.0, -1.0], [0.5, 0.75, 0.1]]
    targets = [0, 1, 2]
    logits = [[Value(x) for x in row] for row in rows]
    losses, right = [], 0
    for row, target in zip(logits, targets):
        exps = [x.exp() for x in row]
        probs = [e / sum(exps) for e in exps]
        losses.append(-(probs[target].log()))
        best = max(range(3), key=lambda k: probs[k].data)
        right += best == target
    loss = sum(losses) / len(losses)
    loss.backward()
    return {"loss": loss.data, "right": right, "grads": [[x.grad for x in row] for row in logits]}
