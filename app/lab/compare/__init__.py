"""The same text over the base and tuned variants, live: the form, the stream, the record."""
