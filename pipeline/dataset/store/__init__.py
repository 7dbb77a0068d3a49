"""Working files: hash buckets, parses, what they were made from, and how files appear whole or not at all."""
