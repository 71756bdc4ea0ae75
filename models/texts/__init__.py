"""The Korean texts: where they come from, tokens, who must not be named, and the judge of mood. Imports no torch."""
