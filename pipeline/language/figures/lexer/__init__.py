"""What stands beside a number, read with tables: money and measures."""
