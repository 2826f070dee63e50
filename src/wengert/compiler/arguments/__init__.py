"""What a call brings: forms of structures, numbers and lanes; and how answers go back into these forms."""
