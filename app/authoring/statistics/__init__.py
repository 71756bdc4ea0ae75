"""What the answers say of the items: figures, and items whose key looks wrong. Judges no answer, changes no key."""
