"""What a solver asks of a function, written down."""

import pytest

from wengert.compiler.function import Compiled


@pytest.fixture
def spied():
    """A function from a function to it compiled, and the set of names of what is asked of that."""

    def spy(f):
        asked = set()

        class Spied(Compiled):
            def __getattribute__(self, name):
                if name in ("value_and_grad", "jacobian", "hessian", "hvp"):
                    asked.add(name)
                return super().__getattribute__(name)

        return Spied(f), asked

    return spy
