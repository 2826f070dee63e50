"""A derivative by algebra and by the chain rule on numbers: `python examples/beside_sympy.py`.

SymPy differentiates a formula into another formula, which may be long; wengert walks the steps of one
evaluation.  Both must give the same number.  Needs sympy.
"""

import sympy

import wengert as wg

x, y = sympy.symbols("x y")
formula = sympy.sin(x * y) * sympy.exp(-x) / (1 + x**2) + sympy.log(1 + y**2) * sympy.tanh(x)
at = {x: 0.7, y: 1.3}

f = sympy.lambdify([x, y], formula, modules=[{name: getattr(wg, name) for name in ("sin", "exp", "log", "tanh")}])
slopes = wg.grad(f, wrt=(0, 1))(0.7, 1.3)
curvatures = wg.hessian(lambda v: f(*v))([0.7, 1.3])

print(f"f(x, y) = {formula}\n")
print(f"{'':8} {'by algebra':>20} {'by the chain rule':>20}")
for name, symbol, slope in zip("xy", (x, y), slopes, strict=True):
    print(f"df/d{name:4} {float(sympy.diff(formula, symbol).subs(at)):20.15f} {slope:20.15f}")
for i, v in enumerate((x, y)):
    for j, w in enumerate((x, y)):
        exact = float(sympy.diff(formula, v, w).subs(at))
        print(f"d2f/d{v}d{w} {exact:20.15f} {curvatures[i, j]:20.15f}")
lengths = sympy.count_ops(formula), sympy.count_ops(sympy.diff(formula, x, x))
print("\nf has {} operations; the formula for d2f/dx2 has {}.".format(*lengths))
