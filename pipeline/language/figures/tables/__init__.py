"""Units, currencies and places as data, how they are made, and how they are read."""
