"""What all articles together make: canonical entities, stories, series."""
