"""Small networks: micrograd's own kind of demo, and networks of one's own."""

import math
import random


def moons_with_hinge(Value, MLP):
    """Two moons, hinge loss, a penalty on every weight, a rate that falls: the classic demo."""
    random.seed(1337)
    turns = [math.pi * k / 5 for k in range(6)]
    X = [[math.cos(t), math.sin(t)] for t in turns] + [[1 - math.cos(t), 0.5 - math.sin(t)] for t in turns]
    y = [1] * 6 + [-1] * 6
    model = MLP(2, [6, 6, 1])

    def loss():
        inputs = [list(map(Value, xrow)) for xrow in X]
        scores = list(map(model, inputs))
        losses = [(1 + -yi * scorei).relu() for yi, scorei in zip(y, scores)]
        data_loss = sum(losses) * (1.0 / len(losses))
        alpha = 1e-4
        reg_loss = alpha * sum(p * p for p in model.parameters())
        total_loss = data_loss + reg_loss
        accuracy = [(yi > 0) == (scorei.data > 0) for yi, scorei in zip(y, scores)]
        return total_loss, sum(accuracy) / len(accuracy)

    losses, accuracies = [], []
    for k in range(5):
        total_loss, acc = loss()
        model.zero_grad()
        total_loss.backward()
        learning_rate = 0.5 - 0.45 * k / 5
        for p in model.parameters():
            p.data -= learning_rate * p.grad
        losses.append(total_loss.data)
        accuracies.append(acc)
    return {"losses": losses, "accuracies": accuracies, "grads": [p.grad for p in model.parameters()]}


def inside_of_a_net(Value, MLP, Layer, Neuron):
    """What notebooks reach for inside: `.layers`, `.neurons`, `.w`, `.b`, `.nonlin`, and the text."""
    random.seed(7)
    net = MLP(3, [2, 1])
    random.seed(7)
    layer = Layer(3, 2)
    both = layer([1.0, -2.0, 0.5])
    one = net([1.0, -2.0, 0.5])
    linear = Neuron(2, nonlin=False)
    one.backward()
    grads = [p.grad for p in net.parameters()]
    net.zero_grad()
    return {
        "text": str(net),
        "widths": [len(layer.neurons) for layer in net.layers],
        "weights": [w.data for layer in net.layers for neuron in layer.neurons for w in neuron.w],
        "biases": [neuron.b.data for layer in net.layers for neuron in layer.neurons],
        "nonlin": [neuron.nonlin for layer in net.layers for neuron in layer.neurons] + [linear.nonlin],
        "count": [len(part.parameters()) for part in (net, layer, linear)],
        "list": [isinstance(both, list), isinstance(one, Value)],
        "out": [*(v.data for v in both), one.data],
        "grads": grads,
        "cleared": sum(abs(p.grad) for p in net.parameters()),
    }


def exclusive_or(Value):
    """Two hidden tanh units learn XOR, the mean squared error going down."""
    random.seed(3)
    hidden = [[Value(random.uniform(-1, 1)) for _ in range(3)] for _ in range(2)]
    outer = [Value(random.uniform(-1, 1)) for _ in range(3)]
    params = [p for row in hidden for p in row] + outer
    table = [((0, 0), 0), ((0, 1), 1), ((1, 0), 1), ((1, 1), 0)]
    losses = []
    for _ in range(12):
        loss = Value(0)
        for (p, q), wanted in table:
            h = [(w[0] * p + w[1] * q + w[2]).tanh() for w in hidden]
            out = outer[0] * h[0] + outer[1] * h[1] + outer[2]
            loss += (out - wanted) ** 2 / 4
        for p in params:
            p.grad = 0.0
        loss.backward()
        for p in params:
            p.data -= 0.5 * p.grad
        losses.append(loss.data)
    return {"losses": losses, "params": [p.data for p in params]}


def logistic_regression(Value):
    """A sigmoid, the binary cross-entropy written with log, and the accuracy by `.data`."""
    rows = [(-2.0, 0.5, 0), (-1.0, -1.0, 0), (-0.5, 1.5, 0), (0.5, -0.5, 1), (1.0, 1.0, 1), (2.0, 0.0, 1)]
    w1, w2, b = Value(0.1), Value(-0.2), Value(0.0)
    losses, right = [], []
    for _ in range(6):
        terms, hits = [], 0
        for x1, x2, t in rows:
            p = (w1 * x1 + w2 * x2 + b).sigmoid()
            terms.append(-(t * p.log() + (1 - t) * (1 - p).log()))
            hits += (p.data > 0.5) == (t == 1)
        loss = sum(terms) / len(terms)
        for p in (w1, w2, b):
            p.grad = 0.0
        loss.backward()
        for p in (w1, w2, b):
            p.data -= 1.0 * p.grad
        losses.append(loss.data)
        right.append(hits)
    return {"losses": losses, "right": right, "params": [w1.data, w2.data, b.data]}


_GLYPHS = {0: (".###.", "#...#", "#...#", "#...#", ".###."), 1: ("..#..", ".##..", "..#..", "..#..", ".###.")}


def pixels_to_digits(Value):
    """Loops over pixels from 0 to 255, a hidden layer of relus, softmax, one step per image."""
    random.seed(9)
    hidden = [[Value(random.gauss(0, 0.3)) for _ in range(26)] for _ in range(3)]
    outer = [[Value(random.gauss(0, 0.3)) for _ in range(4)] for _ in range(2)]
    params = [p for row in hidden + outer for p in row]
    losses, guesses = [], []
    for digit in (0, 1, 0, 1):
        image = [[255 if c == "#" else 16 for c in line] for line in _GLYPHS[digit]]
        h = []
        for row in hidden:
            act = row[-1]
            for i in range(5):
                for j in range(5):
                    act = act + row[5 * i + j] * (image[i][j] / 255)
            h.append(act.relu())
        logits = [sum((w * v for w, v in zip(row, h)), row[-1]) for row in outer]
        exps = [v.exp() for v in logits]
        probs = [e / sum(exps) for e in exps]
        loss = -probs[digit].log()
        for p in params:
            p.grad = 0
        loss.backward()
        for p in params:
            p.data -= 0.1 * p.grad
        losses.append(loss.data)
        guesses.append(probs[1].data)
    return {"losses": losses, "guesses": guesses, "grads": [p.grad for p in params], "params": [p.data for p in params]}


def gradients_accumulated(Value):
    """Two losses, two graphs, two `backward()` before one step: leaves hold the sum."""
    w, b = Value(0.5), Value(-0.25)
    halves = [[(1.0, 2.0), (2.0, 3.5)], [(3.0, 5.5), (-1.0, -2.0)]]
    after = []
    for half in halves:
        loss = sum((w * x + b - y) ** 2 for x, y in half)
        loss.backward()
        after.append([w.grad, b.grad])
    return {"after": after}
