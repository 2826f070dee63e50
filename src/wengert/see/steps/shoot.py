"""The steps of a computation as a picture, and as a film of it, one frame after each step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from wengert.core.value import Value
from wengert.see.draw.compose import compose
from wengert.see.draw.picture import Picture
from wengert.see.draw.wording import typeset
from wengert.see.names import Names, abridged, figure
from wengert.see.steps import table, words
from wengert.see.steps.film import Film, Mark, Reading, film

if TYPE_CHECKING:
    from wengert.see.steps.steps import Step, Steps

MOST_STEPS = 400  # of a film


class Caption(NamedTuple):
    """What is said beside a frame.

    Attributes:
        text: the step in words.
        mistaken: whether something is wrong with it.
        question: the same without the number that comes out, to be predicted; empty if there is nothing to ask.
        answer: that number as it is written.
        value: the number itself; None if there is nothing to ask.
    """

    text: str
    mistaken: bool = False
    question: str = ""
    answer: str = ""
    value: float | None = None


def picture(steps: Steps, fold: str | None = None) -> Picture:
    """The graph with the gradients that these steps end with; links carry what was really paid along them.

    Where the gradients are wrong, cards say what is true.
    """
    places = steps.graph.places
    found = {id(node): x for node, x in steps.gradients().items()}
    drawn = compose(steps.graph, fold=fold, adjoints=found, title=_title(steps))
    if steps.is_right:
        return drawn
    paid = {
        (f"v{places[id(step.node)]}", step.position): step.contribution for step in steps if step.position is not None
    }
    items = drawn.items
    keys = [item.key for item in items]
    links = [replace(link, flow=paid.get((keys[link.target], link.port), link.flow)) for link in drawn.links]
    true = {id(wrong.node): wrong.true for wrong in steps.wrong}
    marked = [replace(i, detail=f"wrong: true {figure(true[id(i.node)])}") if id(i.node) in true else i for i in items]
    return replace(drawn, items=tuple(marked), links=tuple(links))


def wrong_keys(steps: Steps) -> list[str]:
    """The keys of the items whose gradients are wrong."""
    return [f"v{steps.graph.places[id(wrong.node)]}" for wrong in steps.wrong]


def _title(steps: Steps) -> str:
    """Empty for a right sweep: the drawing then has the name of what it shows."""
    if steps.is_right:
        return ""
    return f"{words.mistakes(steps.order, steps.accumulate)}: {words.tally(len(steps.wrong), len(steps.gradients()))}"


def shoot(steps: Steps, rankdir: str = "LR") -> tuple[Film, list[Caption]]:
    """A film with a caption for each frame: before the first step, after each, and at the end what went wrong.

    Raises:
        ValueError: there are too many steps for anyone to follow.
    """
    if len(steps) > MOST_STEPS:
        raise ValueError(
            f"an animation takes up to {MOST_STEPS} steps, and these are {len(steps)}; "
            "take the steps of an inner Value, or save them as .txt or .json"
        )
    drawn = picture(steps)
    names = _Printed(steps.names, drawn)
    drawn = replace(drawn, items=tuple(replace(item, detail="") for item in drawn.items))
    place_of = {item.key: i for i, item in enumerate(drawn.items)}
    item_of = {id(node): place_of[f"v{k}"] for k, node in enumerate(steps.graph.nodes)}
    link_of = {(link.target, link.port): i for i, link in enumerate(drawn.links)}
    nodes = {item_of[id(node)]: node for node in steps.graph.nodes}
    readings = [[Reading(0, nodes[i].data if nodes[i].is_leaf else None)] for i in range(len(drawn.items))]
    paid: dict[int, int] = {}
    marks: list[Mark | None] = [None]
    captions = [Caption("Before the first step: the numbers that are given")]
    for frame, step in enumerate(steps, start=1):
        item = item_of[id(step.node)]
        captions.append(_caption(step, steps, names))
        if step.argument is None:
            readings[item].append(Reading(frame, step.node.data))
            marks.append(Mark((item,), tuple(link_of[item, port] for port in range(len(step.node.args)))))
            continue
        to = item_of[id(step.argument)]
        readings[to].append(_reading(frame, step))
        links = () if step.position is None else (link_of[item, step.position],)
        paid.update(dict.fromkeys(links, frame))
        marks.append(Mark((to,), links, bool(step.mistake)))
    if steps.wrong:
        wrong = [table.wrong_line(each, names) for each in steps.wrong]
        tally = words.tally(len(wrong), len(steps.gradients())).capitalize()
        captions.append(Caption(f"{tally}: {'; '.join(abridged(wrong, 4))}", True))
        marks.append(Mark(tuple(item_of[id(w.node)] for w in steps.wrong), (), True))
    return film(drawn, readings, paid, marks, rankdir), captions


def _reading(frame: int, step: Step) -> Reading:
    assert step.argument is not None and step.after is not None
    whole = step.to_come == 0
    said = figure(step.after) + ("" if whole else words.count(step.arrived, step.expected))
    return Reading(frame, step.argument.data, step.after if whole else None, said)


def _caption(step: Step, steps: Steps, names: Names) -> Caption:
    text = table.sentence(step, steps, names)
    if step.after is None:
        return Caption(text)
    return Caption(text, bool(step.mistake), table.question(step, steps, names), figure(step.after), step.after)


class _Printed(Names):
    """Names as they are printed in a drawing, so that captions and cards call things alike: `x₁·w₁`."""

    def __init__(self, names: Names, drawn: Picture) -> None:
        self.__dict__.update(vars(names))
        self._titles = {
            id(item.node): typeset(item.name, item.is_formula) for item in drawn.items if item.node is not None
        }

    def __getitem__(self, node: Value) -> str:
        title = self._titles[id(node)]
        return title if title and "…" not in title else typeset(super().__getitem__(node), self.is_spelled(node))

    def step(self, node: Value) -> str:
        return typeset(super().step(node), True)
