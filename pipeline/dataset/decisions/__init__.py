"""What a person decided about rows: found again by its words, applied with what follows from it."""
