"""The live demos: the only room of app/ that knows models/, and of it only what needs no torch."""
