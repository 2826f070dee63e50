"""The steps of a computation and of its sweep: what they are, and the forms in which they are shown.

`steps.py` has the steps, from the payments of `sweeps.py`, the right sweep and the mistakes.  `words.py` says them.
Then one way leads to `table.py`, for the terminal, a notebook and JSON; the other one over `shoot.py`, which makes
a `Film` (`film.py`: a drawing in frames) and its captions, to `stepper.py`, the animation and the page with keys.
`files.py` writes either.
"""
