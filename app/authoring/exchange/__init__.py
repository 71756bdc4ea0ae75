"""Items out of the course and into it, in the formats of other programs. An import is a draft, never in service."""
