"""From columns to columns: fewer operations, and what no lane changes apart."""
