"""The same computation, fast: traced, its loops recovered, compiled.  Knows the core and nothing else."""
