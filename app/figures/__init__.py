"""Quiet figures that a reader can turn by hand. The room knows no question, no database and no model."""
