"""explain: the steps and the chain rule in numbers."""

import json
import math
import re
import shutil
import subprocess

import pytest
import seeds
from hypothesis import given
from hypothesis import strategies as st

import wengert as wg
from strategies import programs
from wengert import Value
from wengert.see import chain
from wengert.see.explain import Explanation, explain
from wengert.see.formula import tex_label
from wengert.see.heaviest import heaviest


@pytest.fixture
def neuron():
    """The neuron of the second seed, labelled."""
    data = {"x1": 2.0, "x2": 0.0, "w1": -3.0, "w2": 1.0, "b": 6.8813735870195432}
    leaves = {name: Value(x, label=name) for name, x in data.items()}
    x1, x2, w1, w2, b = leaves.values()
    return wg.tanh(x1 * w1 + x2 * w2 + b), leaves


def test_every_node_stands_once_with_value_gradient_and_partials(neuron):
    """The list has every node, operands first, in exact numbers."""
    o, _ = neuron
    nodes = explain(o).to_json()["nodes"]
    assert ["x1", "w1", "x1*w1", "x2", "w2", "x2*w2", "x1*w1 + x2*w2", "b", "v8", "y"] == [n["name"] for n in nodes]
    gradients = {n["name"]: round(n["gradient"], 3) for n in nodes}
    assert {"x1": -1.5, "w1": 1.0, "x2": 0.5, "w2": 0.0, "b": 0.5, "x1*w1": 0.5, "x2*w2": 0.5, "v8": 0.5, "y": 1.0} == {
        name: gradients[name] for name in gradients if name != "x1*w1 + x2*w2"
    }
    assert [8] == nodes[9]["args"]
    assert [0, 1] == nodes[2]["args"]
    assert [-3.0, 2.0] == nodes[2]["partials"]


def test_gradients_of_an_explanation_are_those_of_backward(neuron):
    """The numbers shown are the ones a sweep would set."""
    o, leaves = neuron
    shown = {n["label"]: n["gradient"] for n in explain(o).to_json()["nodes"] if n["label"]}
    o.backward()
    assert {name: leaf.grad for name, leaf in leaves.items()} == shown


def test_explaining_changes_nothing(neuron):
    """Neither data nor gradients move, whatever stood there."""
    o, leaves = neuron
    for i, node in enumerate(wg.Graph(o).nodes):
        node.grad = float(i)
    before = [(node.data, node.grad) for node in wg.Graph(o).nodes]
    explain(o, leaves["w1"]).text()
    assert before == [(node.data, node.grad) for node in wg.Graph(o).nodes]


def test_two_uses_and_two_paths_are_summed():
    """(a+b)*b has two paths from b: both are shown with their products, and their sum."""
    a, b = Value(3.0, label="a"), Value(-5.0, label="b")
    explanation = explain((a + b) * b, b)
    derivative = explanation.to_json()["derivative"]
    assert -7.0 == explanation.derivative == derivative["value"]
    assert [-5.0, -2.0] == [use["adjoint"] * use["partial"] for use in derivative["uses"]]
    assert [-5.0, -2.0] == [path["product"] for path in derivative["paths"]]
    text = explanation.text()
    assert "By its 2 uses" in text
    assert "By the 2 paths" in text
    assert "(−5) · 1 = −5" in text or "1 · (−5) = −5" in text


def test_an_operand_that_stands_twice_counts_twice():
    """a*a is two uses and two paths."""
    a = Value(3.0, label="a")
    derivative = explain(a * a, a).to_json()["derivative"]
    assert [(3.0, 2)] == [(path["product"], path["count"]) for path in derivative["paths"]]
    assert 6.0 == derivative["value"]


@pytest.mark.parametrize(("steps", "listed"), [(6, True), (7, False)])
def test_paths_are_listed_up_to_64(steps, listed):
    """Each x = x*2 + x doubles the paths; beyond 64 they are counted as too many, at once."""
    a = x = Value(1.0, label="a")
    for _ in range(steps):
        x = x * 2.0 + x
    explanation = explain(x, a)
    assert float(3**steps) == explanation.derivative
    assert listed == (explanation.to_json()["derivative"]["paths"] is not None)
    assert listed == ("too many to list" not in explanation.text())


@pytest.mark.parametrize(("steps", "count"), [(6, "64"), (13, "8,192"), (2000, "more than 1,000,000,000,000,000")])
def test_equal_paths_are_one_line(steps, count):
    """Through the same nodes with the same partials: with how many they are, in text, LaTeX and JSON."""
    a = y = Value(1.0, label="a")
    for _ in range(steps):
        y = y * y
    explanation = explain(y, a)
    text = explanation.text(width=200)
    assert f"By the {count} equal paths to y: " in text
    assert 1 == len(re.findall("^  a → ", text, re.MULTILINE))
    assert 1 == len(re.findall(f"^  a → .* = 1 +×{count}$", text, re.MULTILINE))
    (path,) = explanation.to_json()["derivative"]["paths"]
    assert (1.0, 2**steps) == (path["product"], path["count"])
    assert 1 == explanation.latex().count(rf"\text{{({count} equal paths)}}")


def test_equal_paths_among_others_are_counted():
    """They are summed as often as they are; what is heaviest is said once."""
    a = x = Value(1.0, label="a")
    explanation = explain(a * a + a * 3.0, a)
    assert [(1.0, 2), (3.0, 1)] == [(path.product, path.times) for path in explanation.paths()[0]]
    assert "By the 3 paths to y, 2 of them different: " in explanation.text()
    for _ in range(8):
        x = x * x + x * 0.0
    explanation = explain(x, a)
    found, left_out = explanation.paths()
    assert (8, 1.0, 2**8) == (len(found), found[0].product, found[0].times)
    assert 3**8 == left_out + sum(path.times for path in found)
    assert 0.0 == explanation.rest(found)


def test_what_is_left_out_is_not_made_up():
    """Where sums overflow nobody knows what the others come to: no number, in text and in LaTeX."""
    a = x = Value(1e300, label="a")
    for factor in range(2, 9):
        x = x * (factor * 1e300) + x * 1e300
    explanation = explain(x, a)
    found, left_out = explanation.paths()
    assert (math.inf, 120, None) == (explanation.derivative, left_out, explanation.rest(found))
    text = explanation.text(width=200)
    assert re.search(r"… and 120 more *\n *sum +inf", text)
    assert r"+ \cdots && \text{by 120 others}" in explanation.latex()
    assert "nan" not in text + explanation.latex()


def test_a_graph_with_exponentially_many_paths_is_explained_quickly():
    """Counting paths does not walk them."""
    a = x = Value(1e-30, label="a")
    for _ in range(200):
        x = x + x
    assert 2.0**200 == explain(x, a).derivative


def test_a_deep_graph_is_explained_without_recursion():
    """10 000 nodes in a chain; the middle of the printed table is left out and counted."""
    a = x = Value(1.0, label="a")
    for _ in range(10_000):
        x = x + 1.0
    text = explain(x, a).text()
    assert "… 19801 more" in text
    assert len(text.splitlines()) < 800


def test_kinks_are_named_with_their_convention():
    """relu at 0 says which slope is used."""
    assert "relu: x = 0: 0, the left slope" in explain(wg.relu(Value(0.0, label="z"))).text(width=200)


def test_constants_have_no_gradient():
    """A lifted number is shown as constant, not with gradient 0."""
    report = explain(Value(2.0, label="x") * 3.0)
    assert [None] == [n["gradient"] for n in report.to_json()["nodes"] if n["constant"]]
    assert "constant" in report.text()


def test_labels_cannot_reach_the_terminal():
    """Markup stays text, and control characters are spelled out."""
    hostile = Value(1.0, label="[red]\x1b[31m\n") * 2.0
    text = explain(hostile).text()
    assert "\x1b" not in text
    assert "[red]" in text


def test_equal_labels_are_told_apart():
    """Two nodes of one label keep it; unlabelled ones never take a label's name."""
    report = explain(Value(1.0, label="v2") + Value(2.0, label="b") * 3.0 + 4.0).to_json()
    names = [n["name"] for n in report["nodes"] if not n["constant"]]
    assert len(names) == len(set(names))


def test_json_is_json(neuron):
    """The report can be dumped as it is."""
    o, leaves = neuron
    assert json.loads(json.dumps(explain(o, leaves["b"]).to_json()))["derivative"]["wrt"] == 7


def test_the_method_is_the_function(neuron):
    """y.explain(a) and wg.explain(y, a) are one."""
    o, leaves = neuron
    assert isinstance(o.explain(leaves["b"]), Explanation)
    assert o.explain(leaves["b"]).text() == wg.explain(o, leaves["b"]).text() == str(wg.explain(o, leaves["b"]))
    assert "10 nodes" in repr(o.explain())


def test_the_output_itself_and_an_unused_node_are_said():
    """dy/dy is 1 by definition."""
    a = Value(2.0, label="a")
    assert "a is the output itself" in explain(a, a).text()


@pytest.mark.parametrize("wrong", [1.0, b"a", None])
def test_what_is_no_value_is_refused(wrong):
    """explain needs a Value."""
    with pytest.raises(TypeError, match="Value"):
        explain(wrong)
    if wrong is not None:
        with pytest.raises(TypeError, match="Value"):
            explain(Value(1.0), wrong)


def test_a_node_may_be_given_by_its_label(neuron):
    """Where exactly one node has it; else the labels that there are, or what to give instead."""
    o, leaves = neuron
    assert 1.0 == pytest.approx(o.explain("w1").derivative)
    assert explain(o, leaves["w1"]).to_json() == explain(o, "w1").to_json()
    with pytest.raises(ValueError, match=r"no node is labelled 'w3'; the labels are: x1, w1, x2, w2, b$"):
        o.explain("w3")
    with pytest.raises(ValueError, match="l6, l7 and 2 more"):
        wg.sum([Value(1.0, label=f"l{i}") for i in range(10)]).explain("w3")
    with pytest.raises(ValueError, match="2 nodes are labelled 'w'; give the Value itself"):
        (Value(1.0, label="w") * Value(2.0, label="w")).explain("w")
    with pytest.raises(ValueError, match="no node is labelled 'w'; none has a label"):
        (Value(1.0) * 2.0).explain("w")


def test_a_stranger_is_refused():
    """A node that the output was not made from has no derivative to explain."""
    with pytest.raises(ValueError, match="not made from"):
        explain(Value(1.0) * 2.0, Value(3.0))


# --- the heaviest of many paths ------------------------------------------------------------------


def test_of_many_paths_the_heaviest_are_shown():
    """With how many are left out and what they come to; the sum is the derivative."""
    a = x = Value(1.0, label="a")
    for factor in (1.0, 2.0, -3.0, 0.5, 1.5, 1.0, 4.0):
        x = x * factor + x
    explanation = explain(x, a)
    derivative = explanation.to_json()["derivative"]
    products = [abs(path["product"]) for path in derivative["heaviest"]]
    assert (8, 120) == (len(products), derivative["left_out"])
    assert sorted(products, reverse=True) == products
    assert 2.0 * 3.0 * 1.5 * 4.0 == products[0]
    text = explanation.text(width=160)
    assert "128 paths lead to y: too many to list. The heaviest 8, by |product|" in text
    assert "… and 120 more, together" in text
    rest = explanation.derivative - sum(path["product"] for path in derivative["heaviest"])
    assert f"{rest:.4g}".replace("-", "−") in text


@given(programs(), st.integers(1, 12))
def test_the_heaviest_paths_are_those_of_all(program, k):
    """As sorting every path gives them, wherever there are few enough to list."""
    leaves, values = program.on_values()
    y = values[-1]
    graph = wg.Graph(y)
    for a in leaves:
        if a not in graph or chain.count_different(graph, a, y, 2001) > 2000:
            continue
        each = list(chain.paths(graph, a, y))
        assert chain.count_different(graph, a, y, 2001) == len(each)
        assert chain.count_paths(graph, a, y, 10**30) == sum(path.times for path in each)
        weights = sorted((abs(path.product) for path in each), reverse=True)
        found = heaviest(graph, a, y, k)
        assert pytest.approx(weights[:k], rel=1e-12) == [abs(path.product) for path in found]
        assert len(found) == len(set(path.edges for path in found))
        assert all(path.product == chain.product(path.edges) for path in found)


def test_neither_overflow_nor_underflow_hides_the_order_of_paths():
    """Their weights are compared with as large an exponent as it takes."""
    (a,) = seeds.leaves(a=1.0)
    small, large = a, a
    for _ in range(3):
        small, large = small * 1e-200, large * 1e200
    y = small * 2 + small * 3 + large * 5 + large * 7
    ways = [[edge.partial for edge in path.edges] for path in heaviest(wg.Graph(y), a, y, 4)]
    assert [7.0, 5.0, 3.0, 2.0] == [next(x for x in way if x in (7.0, 5.0, 3.0, 2.0)) for way in ways]


@pytest.mark.parametrize(
    ("factors", "order"),
    [
        ([2.0, math.inf, 3.0], [1, 2, 0]),
        ([math.inf, math.nan, 3.0], [1, 0, 2]),
        ([0.0, -5.0, 5.0, 0.0], [1, 2, 0, 3]),
        ([1.0, -1.0, 1.0], [0, 1, 2]),
    ],
)
def test_odd_weights_have_their_place(factors, order):
    """nan and inf come first, since they must be seen; zeros last; equals in the order of use."""
    (a,) = seeds.leaves(a=1.0)
    y = wg.sum([a * factor for factor in factors])
    found = heaviest(wg.Graph(y), a, y, len(factors))
    assert order == [path.edges[-1].position for path in found]


def test_a_zero_on_the_way_makes_a_path_weigh_nothing():
    """Even if it meets inf or nan further up, or further down."""
    (a,) = seeds.leaves(a=0.0)
    y = (a * 0.0) * math.inf + a * a * math.nan + a * 2.0
    products = [path.product for path in heaviest(wg.Graph(y), a, y, 4)]
    assert [2.0, 0.0, 0.0] == products
    y = (a * math.inf) * 0.0 + a * 2.0
    assert [2.0, 0.0] == [path.product for path in heaviest(wg.Graph(y), a, y, 2)]


def test_what_is_no_number_stays_none_on_the_way():
    """nan times inf comes before inf times 3."""
    (a,) = seeds.leaves(a=1.0)
    y = wg.sum([(a * math.inf) * 3.0, (a * math.inf) * math.nan])
    assert [1, 0] == [path.edges[-1].position for path in heaviest(wg.Graph(y), a, y, 2)]


def test_the_heaviest_of_more_paths_than_can_be_counted():
    """2^3000 of them in a graph of 6000 nodes: the count is bounded, the answer exact."""
    a = x = Value(1.0, label="a")
    for _ in range(3000):
        x = x + x * 0.5
    explanation = explain(x, a)
    derivative = explanation.to_json()["derivative"]
    assert ([1.0] + [0.5] * 7, None) == ([path["product"] for path in derivative["heaviest"]], derivative["left_out"])
    assert "More than 1,000,000,000,000,000 paths lead to y" in explanation.text()


# --- kinks ---------------------------------------------------------------------------------------


def test_a_kink_says_which_convention_gave_which_partial():
    """The rule of the row, and the number that came of it."""
    z, x = seeds.leaves(z=0.0, x=0.0)
    text = explain(wg.relu(z) + wg.abs(x)).text(width=200)
    assert "relu(z) stands at a kink of relu, where the slope jumps or is infinite." in text
    assert "The convention of relu: x = 0: 0, the left slope. So here its partials are by z: 0." in text
    assert "abs(x) stands at a kink of abs" in text


def test_of_many_kinks_a_few_are_named():
    """And the others counted."""
    text = explain(wg.sum([wg.relu(Value(0.0, label=f"z{i}")) for i in range(20)])).text()
    assert 8 == text.count("stands at a kink")
    assert "… and 12 more nodes at kinks" in text


# --- LaTeX ---------------------------------------------------------------------------------------


def documents():
    """Explanations by name: the seeds', and labels and numbers that TeX could stumble over."""
    o, f, y = seeds.neuron(), seeds.diamond(), seeds.product()
    by = {leaf.label: leaf for leaf in (*wg.Graph(o).leaves, *wg.Graph(f).leaves)}
    hostile = [r"\input{x}", "a_b", "50% & #1", "{|}", "<script>", "ünï", "שלום", "🎈", "x" * 100]
    hostile += ["α", "θ_12", "ŷ", "β₁", "ℒ", "x→y"]
    nasty = [Value(1.0 + i, label=label) for i, label in enumerate([*hostile, "a\nb", "$", "~^"])]
    x = Value(-2.0, label="x")
    negative = -x
    forms = [-negative, (x**2) ** 3, wg.exp(x) ** 2, (x + 1) * (x - 1), x - (x - 1), wg.expm1(x) * 2, 2 ** (x * x)]
    forms += [(-x) ** 2, wg.where(x < 0, x, -x), wg.logsumexp([x, 1.0, x * x]), x % 3, x // 3, abs(x), x / (x + 1)]
    forms += [-3.0 * x, wg.log(x)]
    deep = w = Value(1.5, label="w")
    for _ in range(40):
        deep = deep * w + deep
    return {
        "neuron": o.explain(by["w1"]),
        "diamond": f.explain(by["b"]),
        "all_leaves": y.explain(),
        "hostile": wg.sum([v * v for v in nasty]).explain(nasty[0]),
        "forms": wg.sum(forms).explain(x),
        "many_paths": deep.explain(w),
        "large_numbers": (Value(1e-9, label="p") * 1e300 * Value(float("inf"), label="q")).explain(),
        "itself": x.explain(x),
    }  # fmt: skip


@pytest.mark.parametrize("name", ["neuron", "diamond", "all_leaves", "forms"])
def test_the_chain_rule_in_latex(golden, name):
    """Symbols, then numbers, then what they come to; over the uses and over the paths."""
    golden(f"explain_{name}.tex", documents()[name].latex())


@pytest.mark.parametrize(
    ("build", "formula"),
    [
        (lambda a, b, c: a - (b - c), r"a - \left(b - c\right)"),
        (lambda a, b, c: (a - b) - c, "a - b - c"),
        (lambda a, b, c: a * (b * c), r"a \cdot \left(b \cdot c\right)"),
        (lambda a, b, c: (a + b) * c, r"\left(a + b\right) \cdot c"),
        (lambda a, b, c: (a + b) / (b - c), r"\frac{a + b}{b - c}"),
        (lambda a, b, c: -(a + b) * c, r"-\left(a + b\right) \cdot c"),
        (lambda a, b, c: a * -b, r"a \cdot \left(-b\right)"),
        (lambda a, b, c: a ** (b + c), "a^{b + c}"),
        (lambda a, b, c: (a * b) ** c, r"\left(a \cdot b\right)^{c}"),
        (lambda a, b, c: wg.tanh(a) * wg.exp(b), r"\tanh\left(a\right) \cdot e^{b}"),
        (lambda a, b, c: wg.expm1(a) * c, r"\left(e^{a} - 1\right) \cdot c"),
        (lambda a, b, c: wg.sqrt(a + b) * 1e-9, r"\sqrt{a + b} \cdot 1 \times 10^{-9}"),
        (lambda a, b, c: a * -2.5, r"a \cdot \left(-2.5\right)"),
    ],
)
def test_formulas_have_the_parentheses_that_they_need(build, formula):
    """And no others; brackets, bars, roots and exponents enclose by themselves."""
    text = explain(build(*seeds.leaves(a=2, b=3, c=5))).latex()
    assert f"y &= {formula} = " in text


@pytest.mark.parametrize(
    ("label", "symbol"),
    [
        ("ŷ", r"\hat{y}"), ("y\u0302", r"\hat{y}"), ("ȳ", r"\bar{y}"), ("x̃₂", r"\tilde{x}_{2}"), ("é", r"\acute{e}"),
        ("β₁", r"\beta_{1}"), ("β̂_1", r"\hat{\beta}_{1}"), ("λ", r"\lambda"), ("xᵢ", "x_{i}"), ("x²", "{x^{2}}"),
        ("ℒ", r"\mathcal{L}"), ("∇", r"\nabla"), ("∇ℒ", r"\text{$\nabla$$\mathcal{L}$}"), ("x→y", r"\text{x$\to$y}"),
        ("loss₁", r"\mathrm{loss}_{1}"), ("alpha", r"\alpha"), ("д", r"\text{д}"), ("日本", r"\text{日本}"),
        ("$", r"\text{\$}"), ("a\nb", r"\text{a\textbackslash{}nb}"),
    ],
)  # fmt: skip
def test_labels_are_symbols_where_tex_has_them(label, symbol):
    """Greek, accents, indices and arrows by their commands; any other character as it is, never by its code."""
    assert symbol == tex_label(label)
    text = (Value(2.0, label=label) * 3.0).explain().latex()
    reads(text)
    assert rf"\frac{{\partial y}}{{\partial {symbol}}} &= 3" in text


def reads(text):
    """Every brace and environment closed, no command that reads a file, no bare special character, no code."""
    assert text.startswith("\\begin{align*}\n") and text.endswith("\n\\end{align*}\n")
    bare = text.replace(r"\{", "").replace(r"\}", "")
    depth = 0
    for c in bare:
        depth += (c == "{") - (c == "}")
        assert depth >= 0
    assert 0 == depth
    assert bare.count(r"\left") == bare.count(r"\right")
    assert bare.count(r"\begin{") == bare.count(r"\end{")
    assert r"\input" not in text
    assert not re.search(r"(?<!\\)[#%~]", text)
    assert 0 == len(re.findall(r"(?<!\\)\$", text)) % 2
    assert "U+" not in text


@pytest.mark.parametrize("name", list(documents()))
def test_latex_is_plain_and_closed(name):
    """Whatever labels say, and whatever the numbers are."""
    reads(documents()[name].latex())


def test_latex_compiles(tmp_path):
    """All of it in one document passes a strict reading; and a TeX with amsmath, where there is one."""
    body = "\n".join(explanation.latex() for explanation in documents().values())
    for text in body.split("\n\n"):
        reads(text.strip("\n") + "\n")
    source = f"\\documentclass{{article}}\\usepackage{{amsmath}}\\begin{{document}}\n{body}\\end{{document}}\n"
    (tmp_path / "all.tex").write_text(source, encoding="utf-8")
    if engine := shutil.which("lualatex"):  # that knows every character
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "all.tex"]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)
        assert 0 == done.returncode, done.stdout[-2000:]


def test_long_explanations_in_latex_are_bounded():
    """Of 1000 operations, uses and leaves the first ones, and how many are left out."""
    leaves = [Value(float(i), label=f"x{i}") for i in range(1000)]
    text = explain(wg.sum([leaf * leaf for leaf in leaves])).latex()
    assert r"\text{and 977 more operations}" in text
    assert r"\text{and 976 more leaves}" in text
    a = Value(1.0, label="a")
    text = explain(wg.sum([a * float(i) for i in range(1000)]), a).latex()
    assert 2 == text.count(r"\text{and 976 more uses}")
    assert len(text.splitlines()) < 150
