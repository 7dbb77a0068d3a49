"""Releases: checked, compared, written beside the current one, switched to in one rename."""
