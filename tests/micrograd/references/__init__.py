"""What the programs must give: closed forms, plain loops, and derivatives by a complex step."""
