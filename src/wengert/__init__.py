"""Backpropagation that you can see, number by number, at the speed of compiled code."""

from wengert import _build

_build.choose()

from wengert.core.context import NonFiniteError, scope, strict  # noqa: E402
from wengert.core.functions import *  # noqa: E402, F403
from wengert.core.value import Value  # noqa: E402
