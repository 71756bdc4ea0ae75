"""Inside the models: what may come next, where a layer looks, and how much of an update a rank holds."""
