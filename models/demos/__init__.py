"""The bundled variants: which there are, how each is made and measured, and the table of what came out."""
