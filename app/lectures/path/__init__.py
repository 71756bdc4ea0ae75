"""The course as a path: which unit builds on which, what is wrong in it, where each stands, which comes next."""
