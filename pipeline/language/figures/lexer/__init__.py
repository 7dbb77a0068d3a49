"""Numbers in digits and words, and the money and measures beside them, read with tables."""
