"""What a person looks at: explanations and checks.  Knows the core and nothing else."""
