"""Marking by hand: essays and answers that the grader is not sure of, with names hidden."""
