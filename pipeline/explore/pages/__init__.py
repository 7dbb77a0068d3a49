"""The pages: each a function from a connection and what is asked to a template and what it shows."""
