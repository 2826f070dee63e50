"""What a derivative is: the table, Value, the sweep.  No third-party import."""
