"""Optimisers, against independent transcriptions of the published formulas."""

import math

import numpy as np
import pytest

import wengert as wg
from wengert import Value
from wengert.nn import SGD, Adam, AdamW, Neuron, Optimiser

START = np.array([1.5, -2.0, 0.25])
CURVES = np.array([1.0, 30.0, 4.0])
STEPS = 60


def slope(x):
    """The gradient of the sum of c*x²/2 + sin(x), for NumPy."""
    return CURVES * x + np.cos(x)


def loss(parameters):
    """The same sum, of Values."""
    return sum(c * p * p / 2 + p.sin() for c, p in zip(CURVES.tolist(), parameters, strict=True))


def path(make, rates):
    """Where an optimiser of ours goes, with a learning rate for each step."""
    parameters = [Value(x) for x in START]
    optimiser = make(parameters)
    places = []
    for rate in rates:
        optimiser.lr = rate
        optimiser.zero_grad()
        loss(parameters).backward()
        optimiser.step()
        places.append([p.data for p in parameters])
    return np.array(places)


def sutskever(rates, mu, nesterov):
    """Equations 1 to 4: θ and v are the paper's.  Nesterov's parameters are ours at θ + µv."""
    theta, v = START.copy(), np.zeros(3)
    places = []
    for rate in rates:
        v = mu * v - rate * slope(theta + mu * v if nesterov else theta)
        theta = theta + v
        places.append(theta + mu * v if nesterov else theta)
    return np.array(places)


def kingma_ba(rates, beta1, beta2, epsilon):
    """Algorithm 1, line by line."""
    theta, m, v = START.copy(), np.zeros(3), np.zeros(3)
    places = []
    for t, alpha in enumerate(rates, start=1):
        g = slope(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat = m / (1 - beta1**t)
        v_hat = v / (1 - beta2**t)
        theta = theta - alpha * m_hat / (np.sqrt(v_hat) + epsilon)
        places.append(theta)
    return np.array(places)


def loshchilov_hutter(etas, alpha, beta1, beta2, epsilon, decay):
    """Algorithm 2 with its decoupled line 12: the schedule η multiplies both terms, α only one."""
    theta, m, v = START.copy(), np.zeros(3), np.zeros(3)
    places = []
    for t, eta in enumerate(etas, start=1):
        g = slope(theta)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        step = alpha * (m / (1 - beta1**t)) / (np.sqrt(v / (1 - beta2**t)) + epsilon)
        theta = theta - eta * (step + decay * theta)
        places.append(theta)
    return np.array(places)


def falling(first):
    return np.linspace(first, first / 10, STEPS)


@pytest.mark.parametrize("rates", [np.full(STEPS, 0.01), falling(0.02)], ids=["constant", "falling"])
@pytest.mark.parametrize(("mu", "nesterov"), [(0.0, False), (0.9, False), (0.9, True), (0.5, True)])
def test_sgd_goes_where_sutskever_et_al_go(rates, mu, nesterov):
    """Classical and Nesterov's momentum, with the learning rate inside of the velocity."""
    ours = path(lambda ps: SGD(ps, momentum=mu, nesterov=nesterov), rates)
    np.testing.assert_allclose(ours, sutskever(rates, mu, nesterov), rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("rates", [np.full(STEPS, 0.05), falling(0.2)], ids=["constant", "falling"])
@pytest.mark.parametrize(("betas", "eps"), [((0.9, 0.999), 1e-8), ((0.5, 0.7), 0.1), ((0.0, 0.0), 1e-3)])
def test_adam_goes_where_kingma_and_ba_go(rates, betas, eps):
    """With both corrections of the bias."""
    ours = path(lambda ps: Adam(ps, betas=betas, eps=eps), rates)
    np.testing.assert_allclose(ours, kingma_ba(rates, *betas, eps), rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("etas", [np.full(STEPS, 1.0), falling(2.0)], ids=["constant", "falling"])
@pytest.mark.parametrize("kind", [Adam, AdamW])
def test_weight_decay_goes_where_loshchilov_and_hutter_go(etas, kind):
    """Decoupled from the gradient; our weight_decay is their λ/α, so that both terms follow lr = ηα."""
    alpha, decay = 0.05, 0.004
    ours = path(lambda ps: kind(ps, betas=(0.8, 0.99), weight_decay=decay / alpha), etas * alpha)
    theirs = loshchilov_hutter(etas, alpha, 0.8, 0.99, 1e-8, decay)
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-13)
    assert np.abs(ours - kingma_ba(etas * alpha, 0.8, 0.99, 1e-8)).max() > 0.01


def test_adamw_decays_unless_told_otherwise():
    """Adam does not."""
    assert (0.0, 0.01) == (Adam([Value(1.0)]).weight_decay, AdamW([Value(1.0)]).weight_decay)


def test_a_parameter_without_a_gradient_stays():
    """In plain descent and in Adam: 0 by the root of 0 plus eps is 0."""
    for make in (SGD, Adam):
        x = Value(3.0)
        make([x], lr=0.5).step()
        assert 3.0 == x.data


def test_zero_grad_clears_the_parameters():
    """Not what else has a gradient."""
    x, other = Value(3.0), Value(2.0)
    (x * other).backward()
    SGD([x]).zero_grad()
    assert (0.0, 3.0) == (x.grad, other.grad)


MAKERS = {
    "sgd": SGD,
    "momentum": lambda ps: SGD(ps, momentum=0.9),
    "nesterov": lambda ps: SGD(ps, momentum=0.9, nesterov=True),
    "adam": Adam,
    "adamw": AdamW,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_state_continues_to_the_same_numbers(make, tmp_path):
    """Bit for bit, through a file: the learning rate, velocities, means and the count of steps."""

    def run(parameters, optimiser, steps):
        for _ in range(steps):
            optimiser.zero_grad()
            loss(parameters).backward()
            optimiser.step()
            optimiser.lr *= 0.99
        return [p.data for p in parameters]

    parameters = [Value(x) for x in START]
    optimiser = make(parameters)
    middle = run(parameters, optimiser, 7)
    np.savez(tmp_path / "state.npz", **optimiser.state())
    whole = run(parameters, optimiser, 7)
    others = [Value(x) for x in middle]
    other = make(others)
    with np.load(tmp_path / "state.npz") as state:
        other.load_state(state)
    assert whole == run(others, other, 7)
    assert {name: repr(x) for name, x in vars(optimiser).items() if name != "parameters"} == {
        name: repr(x) for name, x in vars(other).items() if name != "parameters"
    }
    assert {np.dtype("float64")} == {array.dtype for array in optimiser.state().values()}


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"mean": ...}, ValueError, "no state of Adam, which has 4 names: it lacks 'mean'"),
        ({"velocity": [0.0, 0.0]}, ValueError, "has also 'velocity'"),
        ({"mean": [0.0]}, ValueError, r"'mean' in the state of Adam must have the shape \(2,\), got \(1,\)"),
        ({"mean": 0.0}, ValueError, r"must have the shape \(2,\), got \(\)"),
        ({"mean": ["a", "b"]}, TypeError, "'mean' .* must be real numbers"),
        ({"square": [0.0, -1.0]}, ValueError, "square in the state of Adam has a negative number"),
        ({"steps": 1.5}, ValueError, "steps .* must be a whole number from 0, got 1.5"),
        ({"steps": -1}, ValueError, "steps .* must be a whole number from 0, got -1"),
        ({"steps": math.inf}, ValueError, "steps .* must be a whole number from 0, got inf"),
        ({"steps": math.nan}, ValueError, "steps .* must be a whole number from 0, got nan"),
        ({"lr": -1.0}, ValueError, "lr must be not negative and finite, got -1.0"),
    ],
)
def test_a_wrong_state_changes_nothing(change, error, message):
    """It is refused with the place and what would fit."""
    optimiser = Adam([Value(1.0), Value(2.0)], lr=0.5)
    good = {"lr": 0.25, "mean": [1.0, 2.0], "square": [1.0, 2.0], "steps": 3}
    before = repr(optimiser.state())
    with pytest.raises(error, match=message):
        optimiser.load_state({name: x for name, x in {**good, **change}.items() if x is not ...})
    assert before == repr(optimiser.state())


X = Value(2.0, label="x")
CONSTANT = (X * 3).args[1]


@pytest.mark.parametrize(
    ("parameters", "error", "message"),
    [
        ([], ValueError, "parameters is empty"),
        ([X, Value(1.0), X], ValueError, r"parameters\[2\], x, is the same Value as parameters\[0\]"),
        ([X, X * 3], ValueError, r"parameters\[1\], x\*3, is the result of mul: only leaves can be trained"),
        ([CONSTANT], ValueError, r"parameters\[0\], 3, is a constant, which has no gradient"),
        ([X, 3.0], TypeError, r"parameters\[1\] must be a Value, got float \(3.0\)"),
        ([[X]], TypeError, r"parameters\[0\] must be a Value, got list"),
        (X, TypeError, "must be a list of Values, got Value.*: put it into a list"),
        (Neuron(1), TypeError, r"must be a list of Values, got Neuron.*: give its .parameters\(\)"),
        (None, TypeError, "must be a list of Values, got NoneType"),
    ],
    ids=["none", "twice", "result", "constant", "number", "nested", "value", "module", "None"],
)
@pytest.mark.parametrize("kind", [SGD, Adam])
def test_parameters_are_different_leaves(kind, parameters, error, message):
    """Anything else is refused, with its place."""
    with pytest.raises(error, match=message):
        kind(parameters)


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda ps: SGD(ps, lr=-0.1), ValueError, "lr must be not negative and finite, got -0.1"),
        (lambda ps: SGD(ps, lr=math.nan), ValueError, "lr must be not negative and finite, got nan"),
        (lambda ps: SGD(ps, lr=Value(0.1)), TypeError, "lr needs a real number, got Value"),
        (lambda ps: SGD(ps, momentum=1.0), ValueError, "momentum must be at least 0 and below 1, got 1.0"),
        (lambda ps: SGD(ps, nesterov=True), ValueError, "nesterov=True needs a momentum above 0"),
        (lambda ps: Adam(ps, betas=(0.9, 1.0)), ValueError, r"betas\[1\] must be at least 0 and below 1, got 1.0"),
        (lambda ps: Adam(ps, betas=(-0.1, 0.9)), ValueError, r"betas\[0\] must be"),
        (lambda ps: Adam(ps, eps=0.0), ValueError, "eps must be above 0"),
        (lambda ps: AdamW(ps, weight_decay=-1.0), ValueError, "weight_decay must be not negative"),
    ],
)
def test_rates_are_in_their_range(make, error, message):
    """Anything else is refused."""
    with pytest.raises(error, match=message):
        make([Value(1.0)])


def test_a_learning_rate_is_checked_when_it_is_set():
    """And the one before stays."""
    optimiser = SGD([Value(1.0)], lr=0.5)
    with pytest.raises(ValueError, match="lr must be"):
        optimiser.lr = math.inf
    assert (0.5, "SGD(1 parameter, lr=0.5)") == (optimiser.lr, repr(optimiser))


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_a_gradient_of_nan_or_inf_is_used_as_it_is(make, bad):
    """Its parameter is no number then, or infinite; the other goes on as if nothing were."""
    x, y, alone = Value(1.0), Value(2.0), Value(2.0)
    both, one = make([x, y]), make([alone])
    for grad in (bad, 1.0):
        x.grad, y.grad, alone.grad = grad, 1.0, 1.0
        both.step()
        one.step()
    assert not math.isfinite(x.data)
    assert alone.data == y.data


def test_strict_finds_the_operation_that_made_the_first_nan():
    """Before the optimiser sees it."""
    x = Value(-1.0, label="x")
    with wg.strict(), pytest.raises(wg.NonFiniteError, match=r"log\(-1.0\) made nan, in log\(x\)"):
        (x.log() * 2).backward()


def test_an_optimiser_of_ones_own_says_how_to_step():
    """The class they share has no step."""
    with pytest.raises(NotImplementedError, match="Optimiser has no step"):
        Optimiser([Value(1.0)], lr=0.1).step()
