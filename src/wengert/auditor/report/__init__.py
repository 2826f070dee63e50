"""How an audit is shown: in the terminal, as a page, as JSON."""
