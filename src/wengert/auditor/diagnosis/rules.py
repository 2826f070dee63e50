"""What each operation does by itself: its value, its derivatives, and how it passes gradients on.

Each property is seen in programs that depend on nothing else: a single operation for value and derivative, one
more above it for the upstream gradient, one more beside it for accumulation.

Legend: slot the position of an operand; share what one use of an operand adds to its gradient; letter the
operand's name in programs.
"""

from __future__ import annotations

from collections.abc import Iterator

from wengert.auditor.diagnosis.blame import Blame
from wengert.auditor.diagnosis.draft import Draft, of_engine, of_operation
from wengert.auditor.diagnosis.evidence import Answer, Evidence, close
from wengert.auditor.diagnosis.sweeps import RIGHT, Habits, small, sweep
from wengert.auditor.programs.battery import ABOVE, FACTORS, JOINS, key
from wengert.auditor.programs.operations import POWER, Operation
from wengert.auditor.programs.truth import value

#: What an operation above multiplies by, where it does not take a factor k.
_FACTORS = {"k - t": -1.0, "-t": -1.0, "t + t": 2.0}


class Rules:
    """The operations of one engine, each by itself."""

    def __init__(self, evidence: Evidence, blame: Blame) -> None:
        self._evidence, self._blame = evidence, blame
        self._by_name: dict[str, Operation] = {}
        for operation in evidence.present:
            self._by_name.setdefault(operation.name, operation)
        self._trusted = {name for name, operation in self._by_name.items() if blame.trusted(operation)}

    def trusted(self, name: str) -> bool:
        """Whether an operation is there and right when it stands alone."""
        return name in self._trusted

    def partial(self, operation: Operation, slot: int, k: int = 0) -> float | None:
        """The derivative that a single operation gives; None where it gives no number."""
        answer = self._evidence["partials", key(operation), k]
        if not answer.ended:
            return None
        got = answer.grad("ab"[slot])
        return 0.0 if got is None else got if isinstance(got, float) else None

    # Alone

    def alone(self, operation: Operation) -> Iterator[Draft]:
        """What is wrong with an operation that stands alone."""
        if operation is POWER:
            return  # that of a Value as exponent is examined with the other powers
        answers = [self._evidence["partials", key(operation), k] for k in range(len(operation.points))]
        broken = next((answer for answer in answers if answer.said), None)
        if broken:
            yield self._broken(operation, broken)
            return
        wrong = next((answer for answer in answers if not answer.value_right), None)
        if wrong:
            got, right = _figure(wrong.data()), _figure(wrong.truth.data["y"])
            words = f"`{operation.name}` has a wrong value: {got} in place of {right}"
            line = self._blame.value(operation, wrong)
            yield of_operation("wrong-value", operation, words, wrong, "y.data", line)
        for slot in range(operation.arity):
            if wrong is None or not self._follows_value(operation, slot):
                yield from self._wrong_derivative(operation, slot, answers)

    def _broken(self, operation: Operation, answer: Answer) -> Draft:
        if answer.raised is None:
            words = f"`{operation.name}` {answer.lost}"
            return of_operation("raises", operation, words, answer, "y.data", self._blame.entry(key(operation)))
        where = "its backward pass raises" if answer.backwards else "it raises"
        words = f"`{operation.name}` does not work: {where} {answer.said}"
        line = self._blame.raised(answer, key(operation))
        return of_operation("raises", operation, words, answer, "a.grad" if answer.backwards else "y.data", line)

    def _follows_value(self, operation: Operation, slot: int) -> bool:
        """Whether the derivative is that of the wrong value, or the true one: then there is one defect, not two."""
        for k in range(len(operation.points)):
            down, up = (self._evidence["moved", key(operation), k, slot, sign].data() for sign in (-1, 1))
            got = self.partial(operation, slot, k)
            if got is None or not isinstance(down, float) or not isinstance(up, float):
                return True
            true = self._evidence["partials", key(operation), k].truth.grads["ab"[slot]]
            if not close(got, (up - down) / 2e-4, 1e-4) and not close(got, true):
                return False
        return True

    def _wrong_derivative(self, operation: Operation, slot: int, answers: list[Answer]) -> Iterator[Draft]:
        letter = "ab"[slot]
        wrong = next((answer for answer in answers if not answer.grad_right(letter)), None)
        if wrong is None:
            return
        line = self._blame.rule(key(operation), slot)
        if self._takes_own(operation, slot):
            words = (
                f"`{operation.name}` multiplies by its operand's own gradient, which is 0 at first, where the "
                "gradient of the result belongs"
            )
            yield of_operation("upstream-ignored", operation, words, wrong, f"{letter}.grad", line)
            return
        by = "" if operation.arity == 1 else f" by {'ab'[slot]}"
        words = f"The derivative of `{operation.text.format('a', 'b')}`{by} is `{operation.slopes[slot]}`"
        guess = self._guess(operation, slot, answers)
        words += f"; this engine uses {guess}" if guess else "; this engine has another"
        yield of_operation("wrong-derivative", operation, words, wrong, f"{letter}.grad", line)

    def _takes_own(self, operation: Operation, slot: int) -> bool:
        """Whether a gradient that stands in the operand beforehand multiplies the share."""
        if slot or self.partial(operation, 0) != 0.0:
            return False
        share = self._evidence["partials", key(operation), 0].truth.grads["a"]
        preset, joined = self._evidence["own", key(operation), 0], self._evidence["joined", key(operation), 0, "+"]
        if preset.ended and any(close(preset.grad("a"), x) for x in (5.0 + 5.0 * share, 5.0 * share)):
            return True
        return self.trusted("+") and joined.ended and close(joined.grad("a"), 1.0 + share)

    def _guess(self, operation: Operation, slot: int, answers: list[Answer]) -> str:
        """The formula that was computed, if it is a known mistake."""
        letter = "ab"[slot]
        for formula in operation.mistakes[slot]:
            if all(close(each.grad(letter), value(formula, each.probe.program.inputs)) for each in answers):
                return f"`{formula}`"
        pairs = [(each.grad(letter), each.truth.grads[letter]) for each in answers]
        factors = [got / right for got, right in pairs if isinstance(got, float) and right]
        if len(factors) < 2 or not all(close(factor, factors[0], 1e-6) for factor in factors):
            return ""
        return {0.0: "nothing: it stays 0", -1.0: "that with the sign reversed"}.get(
            round(factors[0], 6), f"{factors[0]:.6g} times that"
        )

    # Below another operation

    def upstream(self, operation: Operation) -> Iterator[Draft]:
        """Whether the gradient that arrives is multiplied into every share."""
        for slot in range(operation.arity):
            letter = "ab"[slot]
            seen = [each for each in self._above(operation, slot) if each[1]]
            bad = [(u, p, answer) for u, p, answer in seen if not close(answer.grad(letter), u * p, 1e-4)]
            if not bad or len(bad) < len(seen) or not bad[0][2].grad(letter):
                continue  # where nothing arrives at all, that is the sweep's
            of = "" if operation.arity == 1 else f", for {_which(slot)}"
            ignored = all(close(answer.grad(letter), p) for _, p, answer in bad)
            what = "" if ignored else " one term"
            words = f"`{operation.name}` forgets to multiply{what} by the gradient of its result (the chain rule){of}"
            u, p, answer = bad[0]
            draft = of_operation(
                "upstream-ignored", operation, words, answer, f"{letter}.grad", self._blame.rule(key(operation), slot)
            )
            draft.right = u * p
            yield draft

    def _above(self, operation: Operation, slot: int) -> Iterator[tuple[float, float, Answer]]:
        """Programs with one trusted operation above: its factor, the derivative alone, the answer."""
        for above, written in ABOVE:
            if not self.trusted(above) or above == operation.name == "neg":
                continue
            for k in range(2):
                p = self.partial(operation, slot, k)
                for factor in FACTORS if "k" in written else (1.0,):
                    answer = self._evidence["upstream", key(operation), above, written, k, factor]
                    u = _FACTORS.get(written) or (1.0 / factor if written == "t/k" else factor)
                    if answer.ended and p is not None:
                        yield u, p, answer

    # Beside another use

    def replaced(self, on_operand: frozenset[str]) -> Iterator[tuple[tuple[str, int], Draft]]:
        """The operations and slots in which the gradient that is there already gets lost.

        Args:
            on_operand: operations whose local derivatives are kept on the operands.
        """
        for operation in self._evidence.present:
            for slot in range(operation.arity):
                draft = self._replaces(operation, slot, on_operand)
                if draft:
                    yield (operation.name, slot), draft

    def _replaces(self, operation: Operation, slot: int, on_operand: frozenset[str]) -> Draft | None:
        joins = [join for join in JOINS if self.trusted(join) and not self._blame.below(key(self._by_name[join]))]
        answers = [self._evidence["joined", key(operation), slot, join] for join in joins]
        told = [(answer, self._shares(operation, slot, answer, on_operand)) for answer in answers if answer.ended]
        # What only one of two equal shares leaves does not tell which of them it was.
        known = [(answer, each) for answer, each in told if each and not close(*each, 1e-3)]
        clear = [(answer, each) for answer, each in known if not _is_half(each)] or known
        if not clear or not close(clear[0][0].grad("a"), clear[0][1][0]):
            return None
        answer, shares = clear[0]
        of = "" if operation.arity == 1 else f" of {_which(slot)}"
        words = (
            f"`{operation.name}` replaces the gradient{of} (`=`), where it should add to it (`+=`): what other uses "
            "have added is lost"
        )
        alone = self._evidence["partials", key(operation), 0]
        line = self._blame.written(alone, "ab"[slot]) or self._blame.rule(key(operation), slot)
        draft = of_operation("overwritten-gradient", operation, words, answer, "a.grad", line)
        draft.right = shares[1]
        return draft

    def _shares(
        self, operation: Operation, slot: int, answer: Answer, on_operand: frozenset[str]
    ) -> tuple[float, float] | None:
        """What the gradient is if the operation replaces it, and if it does not."""
        if on_operand:  # the other use has changed the operation's own derivative
            graph = small(answer.probe.program)
            replaces = frozenset({(operation.name, slot)})
            grads = [sweep(graph, RIGHT, Habits(each, on_operand), False)["a"] for each in (replaces, frozenset())]
            return grads[0], grads[1]
        share, join = self.partial(operation, slot), answer.probe.purpose[3]
        u, a = answer.data("u"), answer.probe.program.inputs["a"]
        if not share or not isinstance(u, float):
            return None
        above, beside = {"+": (1.0, 1.0), "-": (1.0, -1.0), "*": (a, u)}[join]
        return above * share, above * share + beside

    def resets_all(self) -> Draft | None:
        """Whether backward, called by itself for every node, sets each one's gradient to 1."""
        answers = [self._evidence["partials", key(operation), 0] for operation in self._evidence.present]
        seen = [answer for answer in answers if answer.ended and not close(answer.truth.grads["a"], 1.0)]
        grads = [answer.grad(name) for answer in seen for name in answer.probe.program.inputs]
        if not seen or any(grad != 1.0 for grad in grads):
            return None
        answer = seen[0]
        words = (
            "backward sets the gradient of every node to 1 (it is called for each of them), where only the output's "
            "is 1: what was added before is lost"
        )
        return of_engine("overwritten-gradient", words, answer, "a.grad", self._blame.written(answer, "a"))

    def tree_is_broken(self) -> bool:
        """Whether inputs that are used once get no gradient below a second operation."""
        for name in ("+", "*"):
            if self.trusted(name):
                answer = self._evidence["tree", name]
                return answer.ended and not all(answer.grad(letter) for letter in answer.probe.program.inputs)
        return False


def _is_half(shares: tuple[float, float]) -> bool:
    return close(shares[0], shares[1] - shares[0], 1e-3)


def _which(slot: int) -> str:
    return "its first operand" if slot == 0 else "its second operand"


def _figure(x: object) -> str:
    return f"{x:.6g}".replace("-", "−") if isinstance(x, float) else str(x)
