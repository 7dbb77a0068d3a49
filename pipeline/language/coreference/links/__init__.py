"""Who is who: names of one thing, descriptions, pronouns, turns, speakers."""
