"""What a run costs and what rules are worth: commands that print figures."""
