"""A learner's own trainings: asked for in a form, done one after another, kept, compared, downloaded, deleted."""
