"""From articles to rows, a bucket at a time, on processes of this machine or on Ray."""
