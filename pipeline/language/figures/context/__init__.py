"""What a number stands in: names and dates that are no figures, clauses, tense, whose time and place it is."""
