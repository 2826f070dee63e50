"""Sparse derivatives: where a matrix can be other than 0, and that much of it in few sweeps.

`flow` asks the table what an operation passes on; `sets` carries sets of inputs along the operations; `pattern` makes
of them where a Jacobian or Hessian can be other than 0; `colouring` finds rows or columns that can share a sweep;
`sparsity` is both for one path, and `evaluate` runs it.
"""
