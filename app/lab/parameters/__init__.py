"""The calculator: how many parameters a method trains on an architecture."""
