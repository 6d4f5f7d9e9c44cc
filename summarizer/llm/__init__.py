"""Everything between a request to a model and its answer; the only room that knows the network."""
