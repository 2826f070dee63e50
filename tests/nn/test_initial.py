"""First weights: their distributions, and that a seed decides them."""

import math
import random
import statistics

import numpy as np
import pytest

from wengert.nn import INITIALISERS, MLP, Layer, Neuron, initialiser

NIN, NOUT, MANY = 8, 24, 20_000

VARIANCES = {"he": 2 / NIN, "glorot": 2 / (NIN + NOUT), "lecun": 1 / NIN, "uniform": 1 / 3}
NAMES = ["he_normal", "he_uniform", "glorot_normal", "glorot_uniform", "lecun_normal", "lecun_uniform", "uniform"]


def drawn(name, seed=0, count=MANY):
    weight = initialiser(name, NIN, NOUT, seed)
    return [weight() for _ in range(count)]


def weights(net):
    return [p.data for p in net.parameters()]


def test_the_names_are_pinned():
    """Each scheme normal and uniform, and micrograd's own."""
    assert tuple(NAMES) == INITIALISERS


@pytest.mark.parametrize("name", NAMES)
def test_mean_and_variance_are_those_of_the_paper(name):
    """To four standard errors of a mean and of a variance."""
    xs = drawn(name)
    variance = VARIANCES[name.split("_")[0]]
    assert abs(statistics.fmean(xs)) < 4 * math.sqrt(variance / MANY)
    assert abs(statistics.pvariance(xs) / variance - 1) < 4 * math.sqrt(2 / MANY)


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith("uniform")])
def test_uniform_numbers_keep_within_their_limit_and_fill_it(name):
    """√(3·variance), with as many in each tenth."""
    limit = math.sqrt(3 * VARIANCES[name.split("_")[0]])
    counts = np.histogram(drawn(name), bins=10, range=(-limit, limit))[0]
    assert MANY == counts.sum()
    assert max(abs(counts - MANY / 10)) < 5 * math.sqrt(MANY / 10)


def test_normal_numbers_are_normal():
    """Kolmogorov's distance to the normal distribution is that of a true sample."""
    deviation = math.sqrt(VARIANCES["lecun"])
    xs = sorted(drawn("lecun_normal"))
    normal = statistics.NormalDist(0.0, deviation)
    distance = max(abs(normal.cdf(x) - (i + 0.5) / MANY) for i, x in enumerate(xs))
    assert distance < 1.95 / math.sqrt(MANY)  # one true sample in a thousand is farther off


def test_normal_numbers_are_those_of_kinderman_and_monahan():
    """Their ratio of uniforms, transcribed: the same numbers, accepted and rejected in the same order."""
    chance, xs = random.Random(3), []
    while len(xs) < 2000:
        u = 1.0 - chance.random()
        v = math.sqrt(2.0 / math.e) * (2.0 * chance.random() - 1.0)
        if v**2 <= -4.0 * u**2 * math.log(u):
            xs.append(math.sqrt(2 / NIN) * v / u)
    assert xs == pytest.approx(drawn("he_normal", 3, 2000), rel=1e-14)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("uniform", ["0x1.60b01f314fb7cp-1", "0x1.082532f1f3834p-1"]),
        ("he_uniform", ["0x1.316fcea344b7ep-1", "0x1.c9835a333cb54p-2"]),
        ("he_normal", ["-0x1.6d74b4cbc5d05p-2", "-0x1.55b5b8ce861a2p-3"]),
    ],
)
def test_a_seed_gives_these_bits(name, first):
    """On every platform and in every version: Python's twister, and arithmetic that rounds one way."""
    assert first == [x.hex() for x in drawn(name, 0, 2)]


def test_micrograds_own_initialiser_draws_as_micrograd_does():
    """`random.uniform(-1, 1)` for each weight in turn, from the module `random` where no seed is given."""
    random.seed(1337)
    net = MLP(2, [3, 1], init="uniform")
    random.seed(1337)
    assert [random.uniform(-1, 1) for _ in range(2 * 3 + 3)] == [p.data for p in net.parameters() if p.label != "b"]


def test_the_same_seed_gives_the_same_net():
    """An int, or generators in the same state; another seed another net."""
    assert weights(MLP(2, [3, 1], seed=5)) == weights(MLP(2, [3, 1], seed=5))
    assert weights(MLP(2, [3, 1], seed=5)) == weights(MLP(2, [3, 1], seed=random.Random(5)))
    assert weights(MLP(2, [3, 1], seed=5)) == weights(MLP(2, [3, 1], seed=np.int64(5)))
    assert weights(MLP(2, [3, 1], seed=5)) != weights(MLP(2, [3, 1], seed=6))
    one, other = np.random.default_rng(5), np.random.default_rng(5)
    assert weights(MLP(2, [3, 1], seed=one)) == weights(MLP(2, [3, 1], seed=other))


def test_a_generator_goes_on():
    """Two nets from one generator differ; layers and neurons from one seed do, too."""
    chance = random.Random(0)
    assert weights(Layer(2, 2, seed=chance)) != weights(Layer(2, 2, seed=chance))
    drawn = [p.data for p in MLP(3, [3, 3], seed=0).parameters() if p.label != "b"]
    assert len(drawn) == len(set(drawn))


def test_biases_begin_with_zero():
    """Whatever the initialiser."""
    assert {0.0} == {p.data for p in MLP(2, [3, 1], init="uniform").parameters() if p.label == "b"}


def test_a_layer_tells_its_width():
    """Glorot's variance asks for it; of a neuron alone it is 1."""
    limits = [math.sqrt(6 / (2 + nout)) for nout in (1, 94)]
    one = [abs(Neuron(2, init="glorot_uniform", seed=i).w[0].data) for i in range(300)]
    many = [abs(w.data) for neuron in Layer(2, 94, init="glorot_uniform", seed=0).neurons for w in neuron.w]
    assert [True, True] == [0.8 * limit < max(xs) <= limit for limit, xs in zip(limits, (one, many), strict=True)]


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"init": "he"}, ValueError, "no initialiser 'he'; there are he_normal, he_uniform, .* uniform$"),
        ({"init": 0.5}, TypeError, "an initialiser's name must be a str, got float"),
        ({"seed": -1}, ValueError, "seed must not be negative, got -1"),
        ({"seed": 1.0}, TypeError, "seed must be an int, .* got float"),
        ({"seed": "1"}, TypeError, "seed must be an int, .* got str"),
        ({"seed": True}, TypeError, "seed must be an int, .* got bool"),
    ],
)
def test_an_unknown_initialiser_or_seed_is_an_error(options, error, message):
    """That says what there is."""
    with pytest.raises(error, match=message):
        MLP(2, [2, 1], **options)
