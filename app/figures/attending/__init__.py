"""Who sees whom: attention masks over one's own tokens, every cell with the reason why it is open or closed."""
