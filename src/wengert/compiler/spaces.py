"""Where an operand of a trace is, and what an address of a rolled one is."""

#: An input; the result of an operation; a number that an operator lifted.
INPUT, RESULT, CONST = 0, 1, 2

#: What an address is: one of its own; the first or the second of two that say the same in two ways, side by side; a
#: first one that counts only while it stands still; or one of two that does not fit and is not looked at any more.
PLAIN, FIRST, SECOND, STILL, IDLE = 0, 1, 2, 3, 4
