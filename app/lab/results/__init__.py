"""What was measured of the variants that ship: a table, two plots, and how to make all of it again."""
