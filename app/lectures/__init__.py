"""Lectures: what a unit says, from `lecture.md` to the page. Questions come from the bank, learners from study."""
