"""The network that proposes attributions: what it sees, its arithmetic, its parameters, how sure it is."""
