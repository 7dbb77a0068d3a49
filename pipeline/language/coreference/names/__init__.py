"""Names as the text has them: mended, completed, found again, typed."""
