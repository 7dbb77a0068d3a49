"""Purging: an article leaves every release and every working file, and stays away."""
