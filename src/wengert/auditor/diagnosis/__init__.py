"""From what came out of the programs to what is wrong, each cause once."""
