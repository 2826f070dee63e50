"""A scalar of torch under the names that the programs use; for comparison, where torch is installed."""

from __future__ import annotations

from typing import Any

import torch


class Value:
    """A tensor of no dimensions in double precision; every node keeps its gradient."""

    __array_priority__ = 1.0

    def __init__(self, data: Any, _children: Any = (), _op: str = "", label: str = "") -> None:
        leaf = not isinstance(data, torch.Tensor)
        self.tensor = torch.tensor(float(data), dtype=torch.float64, requires_grad=True) if leaf else data
        self.label = label
        if not leaf:
            self.tensor.retain_grad()

    @property
    def data(self) -> float:
        return self.tensor.item()

    @data.setter
    def data(self, number: float) -> None:
        with torch.no_grad():
            self.tensor.fill_(float(number))

    @property
    def grad(self) -> float:
        return 0.0 if self.tensor.grad is None else self.tensor.grad.item()

    @grad.setter
    def grad(self, number: float) -> None:
        self.tensor.grad = torch.tensor(float(number), dtype=torch.float64)

    def backward(self) -> None:
        self.tensor.backward(retain_graph=True)


def _raw(x: Any) -> Any:
    return x.tensor if isinstance(x, Value) else float(x)


def _operator(name: str) -> Any:
    def apply(self: Value, *others: Any) -> Value:
        return Value(getattr(self.tensor, name)(*map(_raw, others)))

    return apply


for _name in ("add", "sub", "mul", "truediv", "pow"):
    setattr(Value, f"__{_name}__", _operator(f"__{_name}__"))
    setattr(Value, f"__r{_name}__", _operator(f"__r{_name}__"))
for _name in ("__neg__", "relu", "tanh", "exp", "log", "sigmoid"):
    setattr(Value, _name, _operator(_name))
