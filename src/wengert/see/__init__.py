"""What a person looks at: explanations, checks, steps and drawings.  Knows the core and nothing else.

`explain.py`, `check.py` and `what_if.py` are reports, `steps/` and `draw/` have folders of their own.  All share
`names.py` (how nodes and numbers are called), `chain.py` (the chain rule as numbers) and `shown.py` (what prints).
"""
